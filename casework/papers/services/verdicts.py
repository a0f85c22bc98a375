"""What D03 asks about a paper, and what it answered."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from casework.papers.duplicates import others_with_same_bytes
from casework.papers.models import Paper, Requirement
from casework.papers.services.facts import faults
from casework.vendors.models import Category
from documents.catalogue import document_type
from documents.models import DocumentVersion


def inputs(
    requirement: Requirement, *, on: date, needed_until: date | None, categories: Collection[str]
) -> dict[str, Any]:
    """The inputs of D03 for ``requirement`` on the day ``on``; ``categories`` are those of the courses.

    ``valid_to`` is the printed end, or for a type that lapses by its age the end that follows from the day of issue.
    ``age_days`` is None where no day of issue is known. Numbers are decimals, as FEEL has them.
    """
    wanted, paper = document_type(requirement.type_code), requirement.paper
    found: dict[str, Any] = {
        "missing": paper is None or paper.version is None,
        "unreadable": paper is not None and _was_refused(paper),
        "duplicate": paper is not None and others_with_same_bytes(paper),
        "valid_to": paper.ends_on if paper else None,
        "today": on,
        "needed_until": needed_until,
        "strict": wanted.strict,
        "age_days": Decimal((on - paper.issued_on).days) if paper and paper.issued_on else None,
        "max_age_days": Decimal(wanted.max_age_days) if wanted.max_age_days else None,
        "mismatch": paper is not None and _mismatches(paper, on),
        "out_of_scope": paper is not None and _out_of_scope(paper, categories),
    }
    return found


def keep(*, requirement: Requirement, verdict: str, message: str) -> None:
    """Write down what D03 said."""
    requirement.verdict, requirement.message = verdict[:20], message[:300]
    requirement.save(update_fields=["verdict", "message"])


def _was_refused(paper: Paper) -> bool:
    """The last file sent did not pass its check, and no good one stands."""
    last = max(paper.document.versions.all(), key=lambda version: version.number, default=None)
    return last is not None and last.state == DocumentVersion.State.REFUSED and paper.version is None


def _mismatches(paper: Paper, on: date) -> bool:
    """A required fact is not there, or one is not that of the subject or cannot be: rows of D03 about age and end
    ask their own inputs."""
    told_elsewhere = {"valid_to", "issued_on"}
    return any(
        not fault.is_question
        and (fault.fact not in told_elsewhere or not _told_by_date(paper, fault.fact, on))
        for fault in faults(paper, day=on)
    )


def _told_by_date(paper: Paper, fact: str, on: date) -> bool:
    value = getattr(paper, fact)
    return value is not None and not (fact == "issued_on" and value > on)


def _out_of_scope(paper: Paper, categories: Collection[str]) -> bool:
    """A licence names what it is for; it must name every category that is taught (D03 row 7)."""
    if "scope" not in paper.type.required:
        return False
    named = [item.casefold() for item in paper.scope]
    return any(not _covers(named, category) for category in categories)


def _covers(named: list[str], category: str) -> bool:
    words = {category.casefold(), str(Category(category).label).casefold()} | _SHORT.get(category, set())
    return any(word in item for item in named for word in words)


# As licences write them.
_SHORT: dict[str, set[str]] = {
    Category.ARTS: {"艺术", "美术", "音乐", "舞蹈", "书法"},
    Category.SCIENCE: {"科学", "编程", "机器人"},
    Category.LABOUR: {"劳动"},
    Category.HERITAGE: {"非遗", "传统文化", "非物质文化"},
}

"""What expressions may know about the papers that a case asks for, always fresh from the rows."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.papers.judging import VALID, name_of
from casework.papers.models import Paper, Requirement
from casework.papers.services.answering import OPEN
from processes import registry


# What table D03 reads is given by the operation that judges; elsewhere there is no such thing.
@registry.facts("paper")
def no_paper(key: UUID, at: datetime) -> Mapping[str, Any]:
    return {"paper": None}


STANDING = (Paper.State.SUBMITTED, Paper.State.VALID)


@registry.facts("papers")
def paper_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``all``: every line; ``defects``: what is not in order, in words; counts of what is returned or unverified."""
    found = list(
        Requirement.objects.filter(case_id=key).select_related("paper", "instructor").order_by("ordinal")
    )
    vendors = [line for line in found if not line.is_for_school]
    return {
        "papers": {
            "all": [_line(line) for line in found],
            "defects": [_defect(line) for line in vendors if _is_defect(line)],
            "returned": _count(line.state == Requirement.State.RETURNED for line in vendors),
            # The vendor may hand in what is open and has a file.
            "to_hand_in": _count(line.state in OPEN and line.paper is not None for line in vendors),
            "unverified": [name_of(line) for line in vendors if _is_unverified(line)],
            "school_open": [name_of(line) for line in found if _is_open_for_school(line)],
        }
    }


def _line(line: Requirement) -> dict[str, Any]:
    paper = line.paper
    return {
        "id": str(line.pk),
        "n": Decimal(line.ordinal),
        "type": line.type_code,
        "name": name_of(line),
        "group": line.group,
        "mandatory": line.is_mandatory,
        "for_school": line.is_for_school,
        "state": line.state,
        "verdict": line.verdict,
        "message": line.message,
        "answered": paper is not None,
        "verified": paper is not None and paper.state == Paper.State.VALID,
        "valid_from": paper.valid_from if paper else None,
        "valid_to": paper.valid_to if paper else None,
    }


def _is_defect(line: Requirement) -> bool:
    if line.state == Requirement.State.RETURNED:
        return True
    if line.paper is None:
        return line.is_mandatory
    return line.paper.state not in STANDING or not line.verdict.startswith(VALID)


def _defect(line: Requirement) -> str:
    return f"{name_of(line)}：{line.message or line.get_state_display()}"


def _is_unverified(line: Requirement) -> bool:
    return line.paper is not None and line.paper.state != Paper.State.VALID


def _is_open_for_school(line: Requirement) -> bool:
    return line.is_for_school and line.is_mandatory and line.paper is None


def _count(flags: Any) -> Decimal:
    return Decimal(sum(1 for flag in flags if flag))

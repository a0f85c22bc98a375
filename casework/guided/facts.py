"""The facts of one paper as inputs: only those of its type, each with its fault beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.papers.faults import Fault
from casework.papers.models import Paper
from casework.papers.wording import FACT_NAMES

DATES = frozenset({"issued_on", "valid_from", "valid_to"})
LISTS = frozenset({"scope", "persons"})


@dataclass(frozen=True)
class FactInput:
    """``kind`` is date, list, amount or text; ``questions`` ask to look again and stand in nobody's way."""

    name: str
    fact: str
    label: str
    kind: str
    value: str
    required: bool
    hint: str
    faults: list[str]
    questions: list[str]


def fact_inputs(paper: Paper, requirement_id: int, faults: Iterable[Fault]) -> list[FactInput]:
    said = list(faults)
    return [
        _input(paper, requirement_id, fact, [f for f in said if f.fact == fact]) for fact in paper.type.facts
    ]


def _input(paper: Paper, requirement_id: int, fact: str, said: list[Fault]) -> FactInput:
    value = shown(paper, fact)
    return FactInput(
        name=name_of(requirement_id, fact),
        fact=fact,
        label=str(FACT_NAMES[fact]),
        kind=_kind(fact),
        value=value,
        required=fact in paper.type.required,
        hint=_hint(paper, fact),
        # What is not filled in yet is no fault while somebody is still at it; the list at the end tells it.
        faults=[str(fault.sentence) for fault in said if not fault.is_question and value],
        questions=[str(fault.sentence) for fault in said if fault.is_question],
    )


def name_of(requirement_id: int, fact: str) -> str:
    """As the page posts it."""
    return f"fact-{requirement_id}-{fact}"


def shown(paper: Paper, fact: str) -> str:
    """A fact as text of an input."""
    value: Any = getattr(paper, fact)
    if fact == "valid_to" and paper.is_long_term:
        return "长期"
    if fact in LISTS:
        return "、".join(value)
    if isinstance(value, date):
        return day_text(value)
    return "" if value is None else str(value)


def day_text(day: date) -> str:
    """As papers print it, and as it may be typed again: ``2027年5月1日``."""
    return str(day) if (get_language() or "").startswith("en") else f"{day.year}年{day.month}月{day.day}日"


def _kind(fact: str) -> str:
    if fact in DATES:
        return "date"
    if fact in LISTS:
        return "list"
    return "amount" if fact == "amount" else "text"


def _hint(paper: Paper, fact: str) -> str:
    if fact == "valid_to" and paper.type.long_term:
        return _("2027年5月1日，或“长期”")
    if fact in DATES:
        return _("例如 2027年5月1日")
    if fact == "persons":
        return _("被保险人姓名，用顿号分开")
    if fact == "scope":
        return _("照证件上的范围抄写，用顿号分开")
    return ""

"""The facts of a paper: typed once, kept field by field, compared with profile, people and calendar."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.organisations.models import Person
from casework.papers.faults import Fault
from casework.papers.models import Paper
from casework.papers.reading.calendar import date_faults
from casework.papers.reading.profile import profile_faults
from casework.papers.reading.values import Unreadable, is_long_term, read
from casework.papers.wording import FACT_NAMES

__all__ = ["FactsFixed", "Fault", "faults", "keep"]
CLAUSE = "湖教体政字〔2024〕13号：核实资格证明材料"


class FactsFixed(Exception):
    """The paper was handed in: what it says is not changed any more, unless it is given back."""


def keep(*, paper: Paper, values: Mapping[str, Any], by: Person | None, at: datetime) -> list[Fault]:
    """Save each of ``values`` that can be read, and say of the others why not.

    ``valid_to`` takes 长期 where the type allows it; ``is_long_term`` does the same. Raises FactsFixed.
    """
    refused: list[Fault] = []
    with transaction.atomic():
        held = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if held.state != Paper.State.DRAFT:
            raise FactsFixed(str(held.pk))
        for fact, typed in _in_order(values):
            try:
                _set(held, fact, typed)
            except Unreadable as fault:
                refused.append(Fault(fact, str(fault.sentence), clause_of(held)))
        held.save(update_fields=[*held.type.facts, "is_long_term"])
    for fact in (*held.type.facts, "is_long_term"):
        setattr(paper, fact, getattr(held, fact))
    return refused


def faults(paper: Paper, *, day: date) -> list[Fault]:
    """Everything missing or inconsistent on ``day``; questions come among them, marked as such."""
    clause = clause_of(paper)
    found = [*_missing(paper), *date_faults(paper, day), *profile_faults(paper)]
    return [Fault(fault.fact, fault.sentence, fault.clause or clause, fault.is_question) for fault in found]


def clause_of(paper: Paper) -> str:
    """What the paper is asked for by."""
    asked = paper.requirements.exclude(clause="").order_by("-pk").values_list("clause", flat=True).first()
    return asked or CLAUSE


def _in_order(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Dates of the beginning before those of the end, so that a pair typed together is judged together."""
    return sorted(
        values.items(), key=lambda item: (item[0] in {"valid_to", "is_long_term"}, item[0] == "valid_to")
    )


def _set(paper: Paper, fact: str, typed: Any) -> None:
    if fact == "is_long_term":
        _set_long_term(paper, wanted=bool(typed) and typed not in ("false", "0"))
        return
    if fact not in paper.type.facts:
        raise Unreadable(_("这类材料没有这一项，不用填。"))
    if fact == "valid_to" and is_long_term(typed):
        _set_long_term(paper, wanted=True)
        return
    value = read(fact, typed)
    _check_span(paper, fact, value)
    if fact == "valid_to" and value is not None:
        paper.is_long_term = False
    setattr(paper, fact, value)


def _set_long_term(paper: Paper, *, wanted: bool) -> None:
    if wanted and not paper.type.long_term:
        raise Unreadable(_("这类材料没有“长期”的，请填证件上印的有效期至。"))
    if wanted:
        paper.valid_to = None
    paper.is_long_term = wanted


def _check_span(paper: Paper, fact: str, value: Any) -> None:
    first = value if fact == "valid_from" else paper.valid_from
    last = value if fact == "valid_to" else paper.valid_to
    if fact in {"valid_from", "valid_to"} and first and last and last < first:
        raise Unreadable(_("有效期至早于有效期自。请对照证件核对两个日期，改正填错的一个。"))


def _missing(paper: Paper) -> Iterator[Fault]:
    for fact in paper.type.required:
        if getattr(paper, fact) in (None, "", []) and not (fact == "valid_to" and paper.is_long_term):
            said = {"fact": FACT_NAMES[fact], "type": paper.type.label}
            yield Fault(fact, _("还没有填“%(fact)s”。请照%(type)s上印的填写。") % said)

"""What a diagram may do with the library of organisations and people (特色课程师资库)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.library import importing
from casework.library.facts import IMPORTED, library_facts
from casework.library.models import LibraryEntry
from casework.library.services import entries
from casework.organisations.models import Organisation
from casework.vendors.models import Instructor
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext

REVIEWS = ("qualification_review", "query_review")


@registry.operation("library.enter", title="入库登记（DT-202）", skippable=False)
def enter(context: OperationContext, *, categories: list[str], valid_to: date) -> Mapping[str, Any]:
    """Enter the respondent into the district's library until ``valid_to`` (PRM_LIB_VALID)."""
    case = Case.objects.select_related("respondent").get(pk=context.key)
    entry = entries.enter(
        organisation=case.respondent,
        level=LibraryEntry.Level.DISTRICT,
        categories=categories,
        valid_to=valid_to,
        case=case,
        at=context.at,
        by=context.by,
    )
    return {"number": entry.number}


@registry.operation("library.match_list", title="比对市级名单", skippable=False)
def match_list(context: OperationContext) -> Mapping[str, Any]:
    """``unmatched``: the rows of the list that are nobody's in the register."""
    unmatched = [
        {"n": row.n, "name": row.name, "code": row.code}
        for row in importing.rows(_list(context))
        if importing.match(row) is None
    ]
    return {"unmatched": unmatched}


@registry.operation("library.enter_list", title="市级名单入库", skippable=False)
def enter_list(context: OperationContext) -> Mapping[str, Any]:
    """Enter every row that is matched, by the register or by hand; ``entered`` and ``left_out`` count them.

    Who was removed and may not come back yet is left out, and so is who stands in the city's library as long already.
    """
    case = Case.objects.get(pk=context.key)
    said = _list(context)
    by_hand = _matched_by_hand(context)
    entered, left_out = 0, []
    for row in importing.rows(said):
        organisation = importing.match(row) or by_hand.get(row.n)
        until = date.fromisoformat(row.valid_to)
        if organisation is None or not _may_enter(organisation, until, local_date(context.at)):
            left_out.append(row.name)
            continue
        entries.enter(
            organisation=organisation,
            level=LibraryEntry.Level.CITY,
            categories=list(row.categories),
            valid_to=until,
            case=case,
            at=context.at,
            by=context.by,
            source_document=said["document"],
        )
        entered += 1
    payload = {"entered": entered, "left_out": "、".join(left_out) or "无"}
    record(chain=case.pk, kind="library.imported", at=context.at, by=context.by, payload=payload)
    return {"entered": entered, "left_out": len(left_out)}


@registry.operation("library.record_query", title="登记准入查询结果", skippable=False)
def record_query(context: OperationContext) -> None:
    """What the last review says of each on the roster: n and result (CLEAR or HIT), never its reason."""
    reviews = Submission.objects.filter(instance=context.instance_id, form__in=REVIEWS)
    submission = reviews.latest("at", "pk").values
    known = {str(p["n"]): p["id"] for p in library_facts(context.key, context.at)["library"]["people"]}
    day = date.fromisoformat(submission["queried_on"])
    for row in submission.get("people") or []:
        Instructor.objects.filter(pk=known[str(row["n"])]).update(query_result=row["result"], queried_on=day)


def _list(context: OperationContext) -> Mapping[str, Any]:
    begun = Submission.objects.filter(instance=context.instance_id, form=IMPORTED).earliest("at", "pk")
    values: Mapping[str, Any] = begun.values
    return values


def _matched_by_hand(context: OperationContext) -> dict[int, Organisation]:
    said = Submission.objects.filter(instance=context.instance_id, form="match_rows").order_by("at").last()
    chosen = {int(row["n"]): row["organisation"] for row in _rows(said) if row.get("organisation")}
    found = {str(o.pk): o for o in Organisation.objects.filter(pk__in=chosen.values())}
    return {n: found[pk] for n, pk in chosen.items()}


def _rows(said: Submission | None) -> list[Mapping[str, Any]]:
    return list(said.values.get("rows") or []) if said is not None else []


def _may_enter(organisation: Organisation, until: date, today: date) -> bool:
    """A renewal begins where the entry before it ends; a suspended one is settled first."""
    held = LibraryEntry.objects.filter(organisation=organisation)
    city = held.filter(level=LibraryEntry.Level.CITY)
    in_the_way = city.filter(state=LibraryEntry.State.SUSPENDED) | city.filter(
        state=LibraryEntry.State.ACTIVE, valid_to__gte=until
    )
    barred = held.filter(is_barred_for_good=True) | held.filter(barred_until__gte=today)
    return not (in_the_way.exists() or barred.exists())

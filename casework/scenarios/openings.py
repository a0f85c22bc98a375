"""Cases that a scenario begins by the calendar or by a message, and those that the played case opens."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.cases.models import Case, Result
from casework.cases.services.batches import open_one
from casework.cases.services.calendar import ask, calendar_of
from casework.cases.services.receiving import receive
from casework.scenarios.script import moment
from casework.scenarios.world import World
from processes.models import ProcessVersion
from processes.services import version_in_force


def begin_by_calendar(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    """Ask the calendar of ``process`` on the day ``calendar``; ``schools`` are in the register by then.

    The case of ``respondent``, else the first one, is played. Raises LookupError where the day asks for nothing.
    """
    day = start["calendar"]
    asked = date.fromisoformat(day)
    begins = calendar_of(version or version_in_force(start["process"], on=asked))
    if begins is None:
        raise LookupError("这个流程不按日程发起")
    world.office(begins.calendar.office)
    for school in start.get("schools", []):
        world.organisation(school)
    at = moment(start.get("at", f"{day}T01:00"))
    batch = ask(begins, day=asked, at=at)
    if batch is None:
        raise LookupError(f"{day} 不是按日程发起的日子")
    opened = [open_one(opening_id=row.pk, at=at) for row in batch.openings.order_by("pk")]
    wanted = start.get("respondent")
    return next(case for case in opened if case and wanted in (None, case.respondent.short_name))


def begin_by_message(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    """Open one case as ``message`` would, with ``item``; ``sender`` is a case that stands there and never moves."""
    at = moment(start["at"])
    sender = _sender(world, start["sender"], start["at"]) if "sender" in start else None
    by = world.actor(role="RL-03", scope=world.office("JJK"), at=at)
    item = world.resolve(start["item"], case=None, by=by, at=at)
    return receive(
        message=start["message"],
        item={**item, "respondent": _id(world, item["respondent"])},
        sender=sender,
        at=at,
        by=None,
        withheld=bool(start.get("withheld")),
        version=version,
    )


def opened_for(case: Case, name: str) -> Case:
    """The last case for the respondent ``name`` that ``case`` opened, or one that it opened did.

    Else the one that was opened for it together with ``case``, or by one of those. ``松涛中学·ZG`` names the kind as
    well, ``松涛中学·ZG·2`` the second of several. Raises LookupError.
    """
    respondent, _, rest = name.partition("·")
    kind, _, number = rest.partition("·")
    wanted = {"respondent__short_name": respondent, **({"kind": kind} if kind else {})}
    if number:
        return _numbered(case, wanted, number)
    beside = Case.objects.filter(opening__batch__openings__case=case)
    found = _below([case], wanted) or beside.filter(**wanted).first() or _below(list(beside), wanted)
    if found is None:
        raise LookupError(f"本案没有对 {name} 发起事项")
    return found


def relatives(case: Case) -> list[Case]:
    """What was opened from the case, then what was opened together with it, each with all that came of it."""
    beside = Case.objects.filter(opening__batch__openings__case=case).exclude(pk=case.pk).order_by("number")
    found = [*family(case)[1:], *(one for other in beside for one in family(other))]
    return list({one.pk: one for one in found}.values())


def name_for(case: Case, opened: Case) -> str:
    """What a scenario of ``case`` calls a relative: ``opened_for`` finds it by that.

    By its kind too, and by its number among those of a kind where one respondent has several. Raises LookupError.
    """
    plain = f"{opened.respondent.short_name}·{opened.kind}"
    alike = [
        one for one in relatives(case) if (one.respondent_id, one.kind) == (opened.respondent_id, opened.kind)
    ]
    name = plain if len(alike) == 1 else f"{plain}·{[one.pk for one in alike].index(opened.pk) + 1}"
    if opened_for(case, name) != opened:
        raise LookupError(f"场景里说不清 {opened}")
    return name


def _numbered(case: Case, wanted: Mapping[str, Any], number: str) -> Case:
    alike = Case.objects.filter(**wanted, pk__in=[one.pk for one in relatives(case)])
    known = {one.pk for one in alike}
    ordered = [one for one in relatives(case) if one.pk in known]
    if not number.isdecimal() or not 0 < int(number) <= len(ordered):
        raise LookupError(f"本案没有发起这么多件事项：第 {number} 件")
    return ordered[int(number) - 1]


def _below(sent: list[Case], wanted: Mapping[str, Any]) -> Case | None:
    while sent:
        below = Case.objects.filter(sender__in=sent)
        found = below.filter(**wanted).order_by("opened_at", "number").last()
        if found is not None:
            return found
        sent = list(below)
    return None


def family(case: Case) -> list[Case]:
    """The case and everything that was opened from it, however far down."""
    everybody, below = [case], [case]
    while below:
        below = list(Case.objects.filter(sender__in=below).order_by("opened_at", "number"))
        everybody += below
    return everybody


def _sender(world: World, raw: Mapping[str, Any], at: str) -> Case:
    office = world.office(raw.get("office", "JJK"))
    respondent = world.organisation(raw["respondent"]) if "respondent" in raw else office
    case = Case.objects.create(
        number=f"TRIAL-{Case.objects.count() + 1:06d}",
        kind=raw.get("kind", Case.Kind.INSPECTION),
        title=raw.get("title", "发起的事项"),
        source=raw.get("source", Case.Source.CALENDAR),
        respondent=respondent,
        office=office,
        district=world.bureau(),
        opened_at=moment(at),
    )
    Result.objects.bulk_create(
        Result(case=case, name=name, value=value) for name, value in raw.get("results", {}).items()
    )
    return case


def _id(world: World, named: str) -> str:
    """Scenarios name an organisation by its short name."""
    return named if len(named) == 36 else str(world.organisation(named).pk)

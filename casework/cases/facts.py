"""What expressions may know about a case and compute with days, always fresh from the database."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.calendar import holders
from casework.calendar.models import Deadline
from casework.calendar.services import Calendar, NewDeadline, set_deadlines
from casework.cases.clock import LOCAL, full_date, local_date
from casework.cases.models import Case
from processes import registry

TASK = "task"


@registry.facts("case")
def case_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    return known_of(Case.objects.get(pk=key))


def known_of(case: Case) -> Mapping[str, Any]:
    """The facts of a row that has just been read."""
    return {
        "case": {
            "id": str(case.pk),
            "number": case.number,
            "kind": case.kind,
            "respondent": str(case.respondent_id),
            "office": str(case.office_id),
            "district": str(case.district_id),
            "school": str(case.school_id) if case.school_id else None,
            "title": case.title,
            "severity": Decimal(case.severity),
            "severity_label": Case.Severity(case.severity).label,
            "source": case.source,
            "source_label": Case.Source(case.source).label,
            "round": Decimal(case.round),
            "escalated": case.escalated,
            "signer": case.signer,
            "served_on": case.served_on,
            "opened_on": local_date(case.opened_at),
        }
    }


@registry.facts("deadlines")
def deadline_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The latest deadline of each name, cancelled ones left out."""
    found = Deadline.objects.filter(holder=key).exclude(state=Deadline.State.CANCELLED).order_by("pk")
    told = {deadline.name: _deadline(deadline) for deadline in found}
    return {"deadlines": {name: one for kept, one in told.items() for name in holders.names_of(kept)}}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "starts_on": deadline.starts_on,
        "due_on": deadline.due_on,
        "due_at": deadline.due_at.astimezone(LOCAL),
        "length": Decimal(deadline.length),
        "unit": deadline.unit,
        "extensions": Decimal(len(deadline.extensions)),
        "met_at": deadline.met_at.astimezone(LOCAL) if deadline.met_at else None,
    }


@registry.facts("today", "now", timely=True)
def time_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    return {"today": local_date(at), "now": at.astimezone(LOCAL)}


@registry.due_dates
def due_dates(rules: Mapping[UUID, str], at: datetime) -> Mapping[UUID, datetime]:
    """Rules such as ``2 WD`` count from the day on which a task arrives; each becomes a deadline that explains itself."""
    wanted = []
    for task_id, rule in rules.items():
        length, unit = rule.split()
        wanted.append(NewDeadline(task_id, TASK, int(length), unit, local_date(at), verb="收到"))
    return {deadline.holder: deadline.due_at for deadline in set_deadlines(wanted, at=at, fresh=True)}


@registry.function("working days after")
def working_days_after(day: date | None, n: Decimal | None) -> date | None:
    """The n-th working day after ``day``; before it for a negative n; FEEL null for a null."""
    if day is None or n is None:
        return None
    return Calendar.load().working_days_after(_day(day), int(n))


@registry.function("working days between")
def working_days_between(start: date | None, end: date | None) -> Decimal | None:
    """Working days in (start, end]."""
    if start is None or end is None:
        return None
    return Decimal(Calendar.load().working_days_between(_day(start), _day(end)))


@registry.function("at time")
def at_time(day: date | None, clock: str | None) -> datetime | None:
    """``day`` at ``"09:00"`` local time."""
    if day is None or clock is None:
        return None
    return datetime.combine(_day(day), time.fromisoformat(clock), LOCAL)


@registry.function("date text")
def date_text(day: date | None) -> str | None:
    """``2026年4月24日（周五）``, as letters and sentences say a day."""
    return full_date(_day(day)) if day is not None else None


def _day(value: date) -> date:
    return (
        local_date(value)
        if isinstance(value, datetime) and value.tzinfo
        else date(value.year, value.month, value.day)
    )

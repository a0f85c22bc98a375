"""Writes calendar changes as rows, in a number of statements that does not grow with the days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from casework.calendar.changes import Change, DayChange, TermChange, YearNotice
from casework.calendar.models import CalendarDay, PublishedYear, ServiceTerm


def store(changes: Sequence[Change]) -> None:
    """Replace the rows that the changes speak of; where two speak of the same row, the later one holds."""
    _store_days(change for change in changes if isinstance(change, DayChange))
    _store_terms(change for change in changes if isinstance(change, TermChange))
    years = {change.year: change for change in changes if isinstance(change, YearNotice)}
    PublishedYear.objects.bulk_create(
        [PublishedYear(year=notice.year, notice=notice.notice) for notice in years.values()],
        update_conflicts=True,
        unique_fields=["year"],
        update_fields=["notice"],
    )


def _store_days(changes: Iterable[DayChange]) -> None:
    latest = {(change.organisation, change.day): change for change in changes}
    scopes: dict[UUID | None, list[DayChange]] = defaultdict(list)
    for change in latest.values():
        scopes[change.organisation].append(change)
    for scope, found in scopes.items():
        days = [change.day for change in found]
        CalendarDay.objects.filter(organisation=scope, date__in=days).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            date=change.day,
            kind=CalendarDay.Kind.WORK if change.working else CalendarDay.Kind.OFF,
            organisation_id=change.organisation,
            name=change.name,
            note=change.note,
            source=change.source,
        )
        for change in latest.values()
        if change.working is not None
    )


def _store_terms(changes: Iterable[TermChange]) -> None:
    latest = {(change.organisation, change.name): change for change in changes}
    for scope, name in latest:
        ServiceTerm.objects.filter(organisation=scope, name=name).delete()
    ServiceTerm.objects.bulk_create(
        ServiceTerm(
            organisation_id=change.organisation,
            name=change.name,
            starts_on=change.starts_on,
            ends_on=change.ends_on,
            service_from=change.service_from,
            service_to=change.service_to,
        )
        for change in latest.values()
        if not change.removed
    )


def as_record(change: Change) -> dict[str, Any]:
    """The change as the ledger keeps it: `what` is day, term or year, the rest are its fields."""
    what = {DayChange: "day", TermChange: "term", YearNotice: "year"}[type(change)]
    fields = {
        key: value.isoformat()
        if isinstance(value, date)
        else str(value)
        if isinstance(value, UUID)
        else value
        for key, value in asdict(change).items()
    }
    return {"what": what, **fields}

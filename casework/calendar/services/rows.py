"""Writes calendar changes as rows, in a number of statements that does not grow with the days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def in_words(change: Change) -> str:
    """The change as the record of it shall read."""
    match change:
        case DayChange(working=None):
            return f"{change.day} 恢复默认"
        case DayChange():
            return f"{change.day} {'班' if change.working else '休'} {change.name}".rstrip()
        case TermChange(removed=True):
            return f"删除学期 {change.name}"
        case TermChange():
            return f"{change.name} 课后服务 {change.service_from} 至 {change.service_to}"
        case YearNotice():
            return f"{change.year}年放假安排：{change.notice}"

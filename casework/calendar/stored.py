"""The snapshot of the stored days, cached in the process until the revision's token changes."""

import uuid
from collections import defaultdict
from datetime import date

from django.db import connection
from django.db.models import F

from casework.calendar.models import CalendarDay, CalendarRevision, PublishedYear, ServiceTerm
from casework.calendar.snapshot import DayFact, Scope, Snapshot, Term, in_order
from casework.organisations.models import Organisation

_latest: list[Snapshot] = []


def load_snapshot(*, hold: bool = False) -> Snapshot:
    """The current snapshot. With `hold`, nobody can change the calendar before this transaction ends,
    so that no deadline is stored that was counted on days which have just been replaced."""
    token = current_token(hold=hold)
    cached = _latest[0] if _latest else None
    if token is not None and cached is not None and cached.token == token:
        return cached
    snapshot = read_snapshot(token)
    _latest[:] = [snapshot]
    return snapshot


def current_token(*, hold: bool = False) -> uuid.UUID | None:
    with connection.cursor() as cursor:
        # Written out, because every step asks several times.
        cursor.execute(_HOLDING if hold and connection.vendor == "postgresql" else _TOKEN)
        row = cursor.fetchone()
    if row is None:
        return None
    token: uuid.UUID | str = row[0]
    return token if isinstance(token, uuid.UUID) else uuid.UUID(token)


_TOKEN = "SELECT token FROM calendar_calendarrevision WHERE id = 1"  # noqa: S105
# Names the deadlines' table, so that whoever changes the calendar waits for this transaction, while transactions that
# count deadlines do not wait for each other. A lock on the revision's row would not do: one that has met a deadline and
# then sets another would block a change and be blocked by it.
_HOLDING = f"WITH held AS (SELECT 1 FROM calendar_deadline WHERE false FOR SHARE) {_TOKEN}"  # noqa: S608


def stop_deadlines() -> None:
    """Wait for the transactions that have counted or written deadlines, and let none begin before this one
    ends. SQLite admits one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE calendar_deadline IN EXCLUSIVE MODE")


def renew_token(*, seen: uuid.UUID | None = None) -> bool:
    """Make every cached snapshot stale.

    With `seen`, only where that is still the current token: False says that somebody was faster.
    """
    current = CalendarRevision.objects.filter(pk=1)
    if seen is not None:
        current = current.filter(token=seen)
    renewed = current.update(number=F("number") + 1, token=uuid.uuid4())
    if not renewed and seen is None:
        CalendarRevision.objects.create(pk=1)
    return bool(renewed) or seen is None


def read_snapshot(token: uuid.UUID | None) -> Snapshot:
    days: dict[Scope, dict[date, DayFact]] = defaultdict(dict)
    for day, kind, scope, name in CalendarDay.objects.values_list("date", "kind", "organisation_id", "name"):
        days[scope][day] = DayFact(kind == CalendarDay.Kind.WORK, name)
    terms: dict[Scope, list[Term]] = defaultdict(list)
    for row in ServiceTerm.objects.all():
        terms[row.organisation_id].append(
            Term(row.name, row.starts_on, row.ends_on, row.service_from, row.service_to)
        )
    bureaus = Organisation.objects.filter(kind=Organisation.Kind.BUREAU).values_list("pk", flat=True)
    return Snapshot(
        days=dict(days),
        terms={scope: in_order(found) for scope, found in terms.items()},
        published=frozenset(PublishedYear.objects.values_list("year", flat=True)),
        bureaus=frozenset(bureaus),
        token=token,
    )

"""Entries of the library: entered, suspended, resumed, removed, ended. Lessons that rest on one fall with it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.numbers import allot
from casework.cases.services.trail import record
from casework.library import changes
from casework.library.models import LibraryEntry
from casework.organisations.models import Organisation, Person

State = LibraryEntry.State
_DAY = timedelta(days=1)


class Barred(Exception):
    """The organisation was removed and may not enter again yet, or ever (D04 row 6, D17)."""


class NothingRenewed(Exception):
    """The entry that stands lasts as long as the one that was to follow it."""


class WrongState(Exception):
    """The entry is not in a state from which this can be done."""


class ReasonMissing(Exception):
    """Who takes something away must say why."""


def enter(
    *,
    organisation: Organisation,
    level: str,
    categories: Sequence[str],
    valid_to: date,
    case: Case | None,
    at: datetime,
    by: Person | None,
    source_document: str = "",
) -> LibraryEntry:
    """Enter ``organisation`` as ``QSH-KU-2026-000001``; a renewal begins the day after the entry that it follows.

    Raises Barred, NothingRenewed, and WrongState while an entry of this level is suspended.
    """
    today = local_date(at)
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(pk=organisation.pk)
        _check_bars(held, today)
        first_day = _follow(held, level, today)
        if valid_to < first_day:
            raise NothingRenewed(held.name)
        entry = LibraryEntry.objects.create(
            organisation=held,
            level=LibraryEntry.Level(level),
            number=f"QSH-KU-{today.year}-{allot(code='QSH-KU', year=today.year):06d}",
            source_document=source_document,
            categories=list(categories),
            valid_from=first_day,
            valid_to=valid_to,
            case=case,
            entered_at=at,
        )
        _record("library.entered", entry, at, by, name=held.name, valid_to=valid_to)
    return entry


def suspend(
    *, entry: LibraryEntry, reason: str, at: datetime, by: Person | None, from_day: date | None = None
) -> LibraryEntry:
    """Put an active entry out of force from ``from_day``, today unless told. Raises WrongState, ReasonMissing."""
    day = from_day or local_date(at)
    return _cease(entry, State.SUSPENDED, {State.ACTIVE}, reason=reason, day=day, at=at, by=by)


def resume(*, entry: LibraryEntry, reason: str, at: datetime, by: Person | None) -> LibraryEntry:
    """Put a suspended entry in force again from today. Raises WrongState, also where its time is over."""
    today = local_date(at)
    with transaction.atomic():
        held = _hold(entry, {State.SUSPENDED})
        if held.valid_to < today:
            raise WrongState(held.number)
        held.state, held.reason = State.ACTIVE, reason[:200]
        held.changed_on = max(today, held.changed_on or today)
        held.save(update_fields=["state", "reason", "changed_on"])
        _record("library.resumed", held, at, by, day=held.changed_on, reason=held.reason)
    return held


def remove(
    *,
    entry: LibraryEntry,
    reason: str,
    at: datetime,
    by: Person | None,
    barred_until: date | None = None,
    is_barred_for_good: bool = False,
) -> LibraryEntry:
    """Take an entry out of the library from today, with the bar of D17. Raises WrongState, ReasonMissing."""
    with transaction.atomic():
        out_of = {State.ACTIVE, State.SUSPENDED}
        held = _cease(entry, State.REMOVED, out_of, reason=reason, day=local_date(at), at=at, by=by)
        held.barred_until, held.is_barred_for_good = barred_until, is_barred_for_good
        held.save(update_fields=["barred_until", "is_barred_for_good"])
    return held


def end(*, entry: LibraryEntry, at: datetime) -> LibraryEntry:
    """Mark an entry whose last day is over. Raises WrongState while it is not."""
    with transaction.atomic():
        held = _hold(entry, {State.ACTIVE, State.SUSPENDED})
        if held.valid_to >= local_date(at):
            raise WrongState(held.number)
        held.state, held.changed_on = State.ENDED, max(held.valid_to + _DAY, held.changed_on or date.min)
        held.save(update_fields=["state", "changed_on"])
        _record("library.ended", held, at, None)
    return held


def _cease(
    entry: LibraryEntry,
    state: State,
    out_of: set[State],
    *,
    reason: str,
    day: date,
    at: datetime,
    by: Person | None,
) -> LibraryEntry:
    if not (said := reason.strip()[:200]):
        raise ReasonMissing
    with transaction.atomic():
        held = _hold(entry, out_of)
        if held.state == State.SUSPENDED and held.changed_on:
            day = min(day, held.changed_on)
        changes.announce(held, day, said, at, by)
        held.state, held.reason, held.changed_on = state, said, day
        held.save(update_fields=["state", "reason", "changed_on"])
        _record(f"library.{state.lower()}", held, at, by, day=day, reason=said)
    return held


def _hold(entry: LibraryEntry, states: set[State]) -> LibraryEntry:
    held = LibraryEntry.objects.select_for_update().get(pk=entry.pk)
    if held.state not in states:
        raise WrongState(held.number)
    return held


def _check_bars(organisation: Organisation, today: date) -> None:
    bars = organisation.library_entries.filter(Q(is_barred_for_good=True) | Q(barred_until__gte=today))
    if bars.exists():
        raise Barred(organisation.name)


def _follow(organisation: Organisation, level: str, today: date) -> date:
    """The first day of a new entry; the one before it ends by itself on its last day."""
    standing = organisation.library_entries.select_for_update().filter(
        level=level, state__in=[State.ACTIVE, State.SUSPENDED]
    )
    before = standing.first()
    if before is None:
        return today
    if before.state == State.SUSPENDED:
        raise WrongState(before.number)
    before.state, before.changed_on = State.ENDED, before.valid_to + _DAY
    before.save(update_fields=["state", "changed_on"])
    return max(today, before.valid_to + _DAY)


def _record(kind: str, entry: LibraryEntry, at: datetime, by: Person | None, **payload: object) -> None:
    chain = entry.case_id or entry.organisation_id
    record(chain=chain, kind=kind, at=at, by=by, payload={"number": entry.number, **payload})

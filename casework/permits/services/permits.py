"""Permits: issued on a filing, suspended, resumed, revoked, ended. Lessons that rest on one fall with it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from casework.cases.clock import local_date
from casework.cases.services.numbers import allot
from casework.cases.services.trail import record
from casework.filings.models import Filing
from casework.organisations.models import Person
from casework.permits.models import Application, Permit, PermitInstructor
from casework.permits.services.people import swap
from casework.permits.services.scheduling import cancel_resting_on, with_lessons
from casework.vendors.models import Instructor
from processes.statements import Update

__all__ = [
    "Ceasing",
    "NobodyToTeach",
    "ReasonMissing",
    "WrongState",
    "end",
    "issue",
    "resume",
    "revoke",
    "suspend",
    "suspend_all",
    "swap",
]
State = Permit.State
_TOKEN_BYTES = 24
_DAY = timedelta(days=1)


class WrongState(Exception):
    """The permit is not in a state from which this can be done."""


class ReasonMissing(Exception):
    """Who takes something away must say why."""


class NobodyToTeach(Exception):
    """A permit is for people; there must be one at least."""


@dataclass(frozen=True)
class Ceasing:
    """A permit that goes out of force, why and from which day on."""

    permit: Permit
    reason: str
    from_day: date


def issue(
    *,
    application: Application,
    filing: Filing,
    instructors: Sequence[Instructor],
    valid_to: date,
    at: datetime,
    by: Person | None,
) -> Permit:
    """Issue ``QSH-XK-2026-000001`` from today to ``valid_to`` for ``instructors``. Raises NobodyToTeach."""
    if not instructors:
        raise NobodyToTeach
    today = local_date(at)
    with transaction.atomic():
        permit = Permit.objects.create(
            number=f"QSH-XK-{today.year}-{allot(code='QSH-XK', year=today.year):06d}",
            application=application,
            filing=filing,
            school=application.school,
            subject=application.subject,
            valid_from=today,
            valid_to=valid_to,
            token=secrets.token_urlsafe(_TOKEN_BYTES),
            issued_at=at,
        )
        PermitInstructor.objects.bulk_create(
            PermitInstructor(permit=permit, instructor=instructor, starts_on=today)
            for instructor in instructors
        )
        _record("permit.issued", permit, at, by, valid_to=valid_to, filing=filing.number)
    return permit


def suspend(
    *, permit: Permit, reason: str, at: datetime, by: Person | None, from_day: date | None = None
) -> Permit:
    """Put an active permit out of force from ``from_day``, today unless told. Raises WrongState, ReasonMissing."""
    day = from_day or local_date(at)
    return _cease(permit, State.SUSPENDED, {State.ACTIVE}, reason=reason, day=day, at=at, by=by)


def revoke(
    *, permit: Permit, reason: str, at: datetime, by: Person | None, from_day: date | None = None
) -> Permit:
    """Take a permit back for good. Raises WrongState, ReasonMissing."""
    day = from_day or local_date(at)
    out_of = {State.ACTIVE, State.SUSPENDED}
    return _cease(permit, State.REVOKED, out_of, reason=reason, day=day, at=at, by=by)


def resume(*, permit: Permit, reason: str, at: datetime, by: Person | None) -> Permit:
    """Put a suspended permit in force again from today; its cancelled lessons stay cancelled.

    Raises WrongState, also where its time is over.
    """
    today = local_date(at)
    with transaction.atomic():
        held = _hold(permit, {State.SUSPENDED})
        if held.valid_to < today:
            raise WrongState(held.number)
        held.state, held.reason = State.ACTIVE, reason.strip()[:200]
        held.changed_on = max(today, held.changed_on or today)
        held.save(update_fields=["state", "reason", "changed_on"])
        _record("permit.resumed", held, at, by, day=held.changed_on, reason=held.reason)
    return held


def end(*, permit: Permit, at: datetime) -> Permit:
    """Mark a permit whose last day is over. Raises WrongState while it is not."""
    with transaction.atomic():
        held = _hold(permit, {State.ACTIVE, State.SUSPENDED})
        if held.valid_to >= local_date(at):
            raise WrongState(held.number)
        # A suspended one has not been in force since; an active one was until its last day.
        day = held.changed_on if held.state == State.SUSPENDED else held.valid_to + _DAY
        held.state, held.changed_on = State.ENDED, day
        held.save(update_fields=["state", "changed_on"])
        _record("permit.ended", held, at, None)
    return held


def suspend_all(ceasing: Sequence[Ceasing], *, at: datetime, by: Person | None) -> list[Permit]:
    """The same for many, in a few statements for all of them and one for each. Raises WrongState, ReasonMissing."""
    return _cease_all(ceasing, State.SUSPENDED, {State.ACTIVE}, at=at, by=by)


def _cease(
    permit: Permit,
    state: State,
    out_of: set[State],
    *,
    reason: str,
    day: date,
    at: datetime,
    by: Person | None,
) -> Permit:
    return _cease_all([Ceasing(permit, reason, day)], state, out_of, at=at, by=by)[0]


def _cease_all(
    ceasing: Sequence[Ceasing], state: State, out_of: set[State], *, at: datetime, by: Person | None
) -> list[Permit]:
    if not ceasing:
        return []
    if not all(one.reason.strip() for one in ceasing):
        raise ReasonMissing
    with transaction.atomic():
        rows = _hold_all([one.permit for one in ceasing], out_of)
        burdened = with_lessons(rows, from_day=min(one.from_day for one in ceasing))
        return [
            _cease_held(rows[one.permit.pk], one, state, has_lessons=one.permit.pk in burdened, at=at, by=by)
            for one in ceasing
        ]


def _cease_held(
    held: Permit, one: Ceasing, state: State, *, has_lessons: bool, at: datetime, by: Person | None
) -> Permit:
    said, day = one.reason.strip()[:200], one.from_day
    if held.changed_on is not None:
        # One that is suspended stays out of force from the day that was said then.
        day = held.changed_on if held.state == State.SUSPENDED else max(day, held.changed_on)
    cancelled = cancel_resting_on(permit=held, from_day=day, reason=said, at=at, by=by) if has_lessons else 0
    held.state, held.reason, held.changed_on = state, said, day
    _CHANGE.run(held.state, held.reason, held.changed_on, held.pk)
    _record(f"permit.{state.lower()}", held, at, by, day=day, reason=said, cancelled=cancelled)
    return held


def _hold_all(permits: Sequence[Permit], states: set[State]) -> dict[UUID, Permit]:
    """Locked in the order of their ids."""
    wanted = Permit.objects.filter(pk__in=[permit.pk for permit in permits])
    rows = {held.pk: held for held in wanted.select_for_update(of=("self",)).order_by("pk")}
    for held in rows.values():
        if held.state not in states:
            raise WrongState(held.number)
    return rows


def _hold(permit: Permit, states: set[State]) -> Permit:
    held = Permit.objects.select_for_update(of=("self",)).get(pk=permit.pk)
    if held.state not in states:
        raise WrongState(held.number)
    return held


def _record(kind: str, permit: Permit, at: datetime, by: Person | None, **payload: object) -> None:
    chain = permit.application_id
    record(chain=chain, kind=kind, at=at, by=by, payload={"number": permit.number, **payload})


_CHANGE = Update(Permit, sets=("state", "reason", "changed_on"), where=("id",))

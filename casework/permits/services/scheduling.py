"""Lessons: planned only where everything stands on that day, cancelled with what they rest on."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.cases.services.trail import record
from casework.library.models import LibraryEntry
from casework.organisations.models import Person
from casework.permits.invariants import hindrances, out_of_library, resting_on_another
from casework.permits.models import Course, Permit, PermitInstructor, ScheduledSession
from casework.vendors.masking import masked_name
from casework.vendors.models import Instructor

State = ScheduledSession.State


class NotPlannable(Exception):
    """The lesson may not be planned; ``reasons`` are sentences, all of them at once."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class NotPlanned(Exception):
    """The lesson is cancelled already."""


class ReasonMissing(Exception):
    """Who cancels a lesson must say why."""


def plan(
    *,
    permit: Permit,
    course: Course,
    instructor: Instructor,
    held_on: date,
    is_substitute: bool,
    by: Person | None,
    at: datetime,
) -> ScheduledSession:
    """Plan one lesson. Raises NotPlannable, also where the database sees what has changed this very moment."""
    with transaction.atomic():
        held = Permit.objects.select_related("application").get(pk=permit.pk)
        session = ScheduledSession(
            permit=held,
            course=course,
            instructor=instructor,
            held_on=held_on,
            is_substitute=is_substitute,
            planned_at=at,
            planned_by=by,
        )
        if reasons := hindrances(session):
            raise NotPlannable(reasons)
        _save(session)
        payload = {"day": held_on, "course": course.name, "instructor": masked_name(instructor.name)}
        record(chain=held.application_id, kind="session.planned", at=at, by=by, payload=payload)
    return session


def _save(session: ScheduledSession) -> None:
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as refused:
        raise NotPlannable([_("许可、师资或课次刚刚有变动，没有安排成。请刷新页面核对后再试。")]) from refused


def cancel(*, session: ScheduledSession, reason: str, by: Person | None, at: datetime) -> ScheduledSession:
    """Cancel one lesson. Raises NotPlanned, ReasonMissing."""
    if not (said := reason.strip()[:200]):
        raise ReasonMissing
    with transaction.atomic():
        held = ScheduledSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if held.state != State.PLANNED:
            raise NotPlanned(str(held.pk))
        held.state, held.reason = State.CANCELLED, said
        held.save(update_fields=["state", "reason"])
        payload = {"day": held.held_on, "course": held.course.name, "reason": said}
        chain = held.permit.application_id
        record(chain=chain, kind="session.cancelled", at=at, by=by, payload=payload)
    return held


def cancel_resting_on(*, permit: Permit, from_day: date, reason: str, at: datetime, by: Person | None) -> int:
    """Cancel the lessons under ``permit`` from ``from_day``, and those elsewhere that its people stand in for on the
    strength of it; returns how many. Called before the permit ceases."""
    own = permit.sessions.filter(state=State.PLANNED, held_on__gte=from_day)
    elsewhere = resting_on_another(permit).filter(held_on__gte=from_day)
    return _cancel_all(own, reason) + _cancel_elsewhere(elsewhere, from_day, reason, at, by)


def with_lessons(permits: Iterable[UUID], *, from_day: date) -> set[UUID]:
    """Those of ``permits`` under which a lesson is planned on ``from_day`` or later, or elsewhere one that somebody of
    theirs stands in for: for the others ``cancel_resting_on`` finds nothing. Ask once they are locked."""
    keys = list(permits)
    planned = ScheduledSession.objects.filter(state=State.PLANNED, held_on__gte=from_day)
    own = planned.filter(permit__in=keys).values_list("permit")
    theirs = PermitInstructor.objects.filter(permit__in=keys)
    elsewhere = theirs.filter(instructor__sessions__in=planned.filter(is_substitute=True)).values_list(
        "permit"
    )
    return {key for (key,) in own.order_by().union(elsewhere.order_by())}


def cancel_teaching_by(
    *, permit: Permit, instructor: Instructor, from_day: date, reason: str, at: datetime, by: Person | None
) -> None:
    """Cancel what ``instructor`` was to teach under ``permit``, or elsewhere on the strength of it."""
    own = permit.sessions.filter(state=State.PLANNED, held_on__gte=from_day, instructor=instructor)
    elsewhere = resting_on_another(permit).filter(held_on__gte=from_day, instructor=instructor)
    count = _cancel_all(own, reason)
    if count:
        payload = {"day": from_day, "count": count, "reason": reason}
        record(chain=permit.application_id, kind="sessions.cancelled", at=at, by=by, payload=payload)
    _cancel_elsewhere(elsewhere, from_day, reason, at, by)


def cancel_out_of_library(
    entry: LibraryEntry, day: date, reason: str, at: datetime, by: Person | None
) -> None:
    """Cancel the lessons from ``day`` that no other entry carries. Called before the entry ceases."""
    _cancel_elsewhere(out_of_library(entry).filter(held_on__gte=day), day, reason, at, by)


def _cancel_elsewhere(
    sessions: QuerySet[ScheduledSession], day: date, reason: str, at: datetime, by: Person | None
) -> int:
    """Cancel lessons of several cases, each of which is told."""
    rows = list(sessions.values_list("permit__application_id", "pk"))
    for chain in sorted({chain for chain, _pk in rows}):
        keys = [pk for case, pk in rows if case == chain]
        count = _cancel_all(ScheduledSession.objects.filter(pk__in=keys), reason)
        payload = {"day": day, "count": count, "reason": reason}
        record(chain=chain, kind="sessions.cancelled", at=at, by=by, payload=payload)
    return len(rows)


def _cancel_all(sessions: QuerySet[ScheduledSession], reason: str) -> int:
    return sessions.update(state=State.CANCELLED, reason=reason[:200])

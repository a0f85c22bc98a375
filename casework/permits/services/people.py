"""Who teaches under a permit, and who takes whose place (P18)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from casework.cases.services.trail import record
from casework.organisations.models import Person
from casework.permits.models import Permit, PermitInstructor, ScheduledSession
from casework.permits.services.scheduling import cancel_teaching_by
from casework.vendors.masking import masked_name
from casework.vendors.models import Instructor

_DAY = timedelta(days=1)
State = ScheduledSession.State


class NotOnPermit(Exception):
    """The person to go does not teach under this permit on that day."""


class AlreadyOnPermit(Exception):
    """The person to come teaches under it already."""


class NotOfThisVendor(Exception):
    """A permit is for the people of one vendor."""


class PermitOver(Exception):
    """A permit that was revoked or has ended takes nobody any more."""


def swap(
    *,
    permit: Permit,
    out: Instructor | None,
    into: Instructor | None,
    from_day: date,
    at: datetime,
    by: Person | None,
) -> Permit:
    """From ``from_day`` on ``into`` stands in the place of ``out``, and takes over the lessons planned for him.

    Without ``into`` they are cancelled; without ``out`` somebody joins. Lessons that ``out`` was to stand in for
    elsewhere on the strength of this permit are cancelled. Raises NotOnPermit, AlreadyOnPermit, NotOfThisVendor,
    PermitOver.
    """
    with transaction.atomic():
        held = Permit.objects.select_for_update(of=("self",)).get(pk=permit.pk)
        if held.state not in (Permit.State.ACTIVE, Permit.State.SUSPENDED):
            raise PermitOver(held.number)
        if into is not None:
            _join(held, into, from_day)
        if out is not None:
            _leave(held, out, into, from_day, at=at, by=by)
        payload = {
            "number": held.number,
            "day": from_day,
            "out": masked_name(out.name) if out else "",
            "into": masked_name(into.name) if into else "",
        }
        record(chain=held.application_id, kind="permit.people_changed", at=at, by=by, payload=payload)
    return held


def _join(permit: Permit, instructor: Instructor, day: date) -> None:
    if instructor.organisation_id != permit.subject_id or not instructor.is_active:
        raise NotOfThisVendor(str(instructor.pk))
    if permit.people.filter(instructor=instructor, ends_on=None).exists():
        raise AlreadyOnPermit(str(instructor.pk))
    PermitInstructor.objects.create(permit=permit, instructor=instructor, starts_on=day)


def _leave(
    permit: Permit,
    out: Instructor,
    into: Instructor | None,
    day: date,
    *,
    at: datetime,
    by: Person | None,
) -> None:
    row = permit.people.filter(instructor=out, ends_on=None).first()
    if row is None:
        raise NotOnPermit(str(out.pk))
    theirs = permit.sessions.filter(
        instructor=out, state=State.PLANNED, held_on__gte=day, is_substitute=False
    )
    if into is not None and permit.state == Permit.State.ACTIVE:
        theirs.update(instructor=into)
    reason = f"{masked_name(out.name)}不再在许可 {permit.number} 的师资名单上"
    cancel_teaching_by(permit=permit, instructor=out, from_day=day, reason=reason, at=at, by=by)
    if row.starts_on >= day:
        row.delete()
    else:
        row.ends_on = day - _DAY
        row.save(update_fields=["ends_on"])

"""Gives roles to people and ends them, dated."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from casework.audit.services import record
from casework.organisations import departures
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.organisations.rules import (
    AlreadyEnded,
    EndsBeforeItBegan,
    EndsInThePast,
    OwnAppointment,
    check_appointment,
)


def appoint(
    *,
    person: Person,
    organisation: Organisation,
    role: str,
    first_day: date,
    last_day: date | None = None,
    at: datetime,
    by: Person | None,
) -> Membership:
    """Give ``role`` to ``person`` from ``first_day`` to ``last_day``, both included.

    Raises OwnAppointment and what ``check_appointment`` raises.
    """
    given = Role(role)
    with transaction.atomic():
        _lock(person.pk, by)
        check_appointment(
            person=person, organisation=organisation, role=given, first=first_day, last=last_day
        )
        membership = Membership.objects.create(
            person=person, organisation=organisation, role=given, valid_from=first_day, valid_to=last_day
        )
        _record("membership.began", membership, at, by)
        if last_day is not None:
            departures.announce(person, last_day, at, by)
    return membership


def end_membership(*, membership: Membership, last_day: date, at: datetime, by: Person | None) -> Membership:
    """Set the last day of a role; yesterday takes it away at once.

    Raises OwnAppointment, AlreadyEnded, EndsBeforeItBegan, EndsInThePast.
    """
    with transaction.atomic():
        _lock(membership.person_id, by)
        locked = Membership.objects.select_related("person", "organisation").get(pk=membership.pk)
        yesterday = localdate(at) - timedelta(days=1)
        if locked.valid_to is not None and locked.valid_to <= yesterday:
            raise AlreadyEnded
        if last_day < yesterday:
            raise EndsInThePast
        if last_day < locked.valid_from:
            raise EndsBeforeItBegan
        locked.valid_to = last_day
        locked.save(update_fields=["valid_to"])
        _record("membership.ended", locked, at, by)
        departures.announce(locked.person, last_day, at, by)
    return locked


def _lock(person_id: int, by: Person | None) -> None:
    """Lock every account of the person, so that two appointments at once see each other."""
    person = Person.objects.get(pk=person_id)
    accounts = list(Person.objects.same_as(person).select_for_update().order_by("pk"))
    if by is not None and by.pk in {account.pk for account in accounts}:
        raise OwnAppointment


def _named(role: Role, language: str) -> str:
    """The trail keeps its words in each language, whatever the person who acts reads."""
    with override(language):
        return str(role.label)


def _record(kind: str, membership: Membership, at: datetime, by: Person | None) -> None:
    chain: UUID = membership.organisation_id
    payload = {
        "person": str(membership.person),
        "username": membership.person.username,
        "role": membership.role,
        "role_name": _named(Role(membership.role), "zh-hans"),
        "role_name_en": _named(Role(membership.role), "en"),
        "organisation": membership.organisation.name,
        "first_day": membership.valid_from,
        "last_day": membership.valid_to,
    }
    record(chain=chain, kind=kind, at=at, by=by, payload=payload)

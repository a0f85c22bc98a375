"""The roster of instructors of a vendor. Numbers are checked, masked and digested here and then forgotten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from casework.audit.services import record
from casework.organisations.models import Organisation, Person
from casework.organisations.services.changes import Changes
from casework.vendors import identity, leaving
from casework.vendors.masking import masked_name
from casework.vendors.models import Instructor
from casework.vendors.rules import AlreadyOnRoster, check_name, check_number, check_place

EDITABLE = ("name", "speciality", "is_retired_teacher", "is_teacher_in_service")


def add(
    *,
    organisation: Organisation,
    name: str,
    id_number: str,
    speciality: str = "",
    is_retired_teacher: bool = False,
    is_teacher_in_service: bool = False,
    by: Person | None,
    at: datetime,
) -> Instructor:
    """Put somebody on the roster; who left it comes back as the same row.

    Raises NameMissing, NotAnIdentityNumber, AlreadyOnRoster, OnlyHimself, NoRoster.
    """
    kept, number = check_name(name), identity.normal(id_number)
    check_number(number, today=localdate(at))
    values = {
        "name": kept,
        "speciality": speciality.strip(),
        "is_retired_teacher": is_retired_teacher,
        "is_teacher_in_service": is_teacher_in_service,
    }
    with transaction.atomic():
        # Two who add to one roster at once come one after the other, so that both see who is on it.
        held = Organisation.objects.select_for_update().get(pk=organisation.pk)
        known = held.instructors.filter(id_digest__in=identity.digests(number)).first()
        if known is not None and known.is_active:
            raise AlreadyOnRoster
        check_place(held, besides=known)
        if known is None:
            instructor = Instructor.objects.create(
                organisation=held,
                id_masked=identity.masked(number),
                id_digest=identity.digest(number),
                created_at=at,
                created_by=by,
                **values,
            )
        else:
            instructor = _written(known, **values, is_active=True)
        _record("instructor.added", instructor, at, by)
    return instructor


def change(*, instructor: Instructor, by: Person | None, at: datetime, **values: Any) -> Instructor:
    """Set any of EDITABLE, or ``id_number`` where it was typed wrong. Raises what ``add`` raises."""
    number = identity.normal(values.pop("id_number", "") or "")
    if "name" in values:
        values["name"] = check_name(values["name"])
    if number:
        check_number(number, today=localdate(at))
    with transaction.atomic():
        locked = Instructor.objects.select_for_update().get(pk=instructor.pk)
        others = Instructor.objects.filter(organisation=locked.organisation_id).exclude(pk=locked.pk)
        if number and others.filter(id_digest__in=identity.digests(number)).exists():
            raise AlreadyOnRoster
        changes = Changes.between(locked, values, EDITABLE)
        changes.save(locked)
        if number and locked.id_digest not in identity.digests(number):
            _written(locked, id_masked=identity.masked(number), id_digest=identity.digest(number))
            _record("instructor.renumbered", locked, at, by)
        if changes.now:
            _record("instructor.changed", locked, at, by, fields=sorted(changes.now))
    return locked


def remove(*, instructor: Instructor, by: Person | None, at: datetime) -> Instructor:
    """Take somebody off the roster; the row stays for what rests on it. Raises StillTeaching."""
    with transaction.atomic():
        locked = Instructor.objects.select_for_update().get(pk=instructor.pk)
        if locked.is_active:
            leaving.ask(locked, localdate(at))
            _written(locked, is_active=False)
            _record("instructor.removed", locked, at, by)
    return locked


def _written(row: Instructor, **values: Any) -> Instructor:
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))
    return row


def _record(
    kind: str, instructor: Instructor, at: datetime, by: Person | None, fields: list[str] | None = None
) -> None:
    # The trail is kept for ever, longer than the person's data may be: it names nobody in full.
    payload: dict[str, Any] = {"instructor": instructor.pk, "name": masked_name(instructor.name)}
    if fields is not None:
        payload["fields"] = fields
    record(chain=instructor.organisation_id, kind=kind, at=at, by=by, payload=payload)

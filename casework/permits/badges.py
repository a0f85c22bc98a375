"""Badges: what the QR code says, and what whoever scans it may know."""

from dataclasses import dataclass
from datetime import date

from django.core import signing

from casework.library.models import LibraryEntry
from casework.permits.models import Application, Permit, PermitInstructor
from casework.vendors.masking import masked_name


# Signed: a token names one person under one permit, and nobody can write another (256 bits).
def _signer() -> signing.Signer:
    return signing.Signer(salt="permits.badge", sep=".")


class UnknownBadge(Exception):
    """No badge of ours says this."""


@dataclass(frozen=True)
class Check:
    """What a passer-by is told."""

    name: str
    organisation: str
    school: str
    courses: list[str]
    is_valid: bool
    valid_to: date


def token_of(row: PermitInstructor) -> str:
    return _signer().sign(str(row.pk))


def read(token: str) -> PermitInstructor:
    """The person under the permit that a badge names. Raises UnknownBadge."""
    try:
        key = int(_signer().unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise UnknownBadge from error
    rows = PermitInstructor.objects.select_related(
        "permit__application", "permit__school", "permit__subject", "instructor"
    )
    row = rows.filter(pk=key).first()
    if row is None:
        raise UnknownBadge
    return row


def check(row: PermitInstructor, *, day: date) -> Check:
    """Whether this person may teach at this school on ``day``; whose name it is stays half hidden."""
    permit = row.permit
    return Check(
        name=masked_name(row.instructor.name),
        organisation=public_name(permit),
        school=permit.school.name,
        courses=[course.name for course in permit.application.courses.all()],
        is_valid=_is_valid(row, permit, day),
        valid_to=permit.valid_to,
    )


def public_name(permit: Permit) -> str:
    """Of an individual, who is a person, half the name."""
    subject = permit.subject
    return masked_name(subject.name) if subject.kind == subject.Kind.INDIVIDUAL else subject.name


def _is_valid(row: PermitInstructor, permit: Permit, day: date) -> bool:
    in_force = Permit.objects.active_on(day).filter(pk=permit.pk).exists()
    on_list = row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
    entries = LibraryEntry.objects.active_on(day).filter(organisation=permit.subject_id)
    return in_force and on_list and (permit.application.path == Application.Path.SPORTS or entries.exists())

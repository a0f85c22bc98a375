"""What expressions may know about an application to let a vendor in, always fresh from the rows."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.library.models import LibraryEntry
from casework.organisations.models import Organisation
from casework.permits import applications
from casework.permits.models import Application, Course, Permit
from casework.permits.wording import PATH_NAMES
from casework.vendors.models import Category, Instructor, VendorProfile
from processes import registry


@registry.facts("entry")
def entry_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The application of the case; null for a case that is none."""
    found = Application.objects.filter(pk=key).select_related("subject", "school").first()
    if found is None:
        return {"entry": None}
    today = local_date(at)
    return {"entry": {**_said(found), **_source(found, today), **_earned(found)}}


@registry.facts("permit")
def permit_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The permit that the case led to."""
    found = Permit.objects.filter(application=key).select_related("filing").first()
    if found is None:
        return {"permit": None}
    return {
        "permit": {
            "id": str(found.pk),
            "number": found.number,
            "state": found.state,
            "valid_from": found.valid_from,
            "valid_to": found.valid_to,
            "token": found.token,
            "people": [
                p.instructor.name for p in found.people.filter(ends_on=None).select_related("instructor")
            ],
        }
    }


def _said(found: Application) -> dict[str, Any]:
    courses = list(found.courses.all())
    return {
        "path": found.path or None,
        "path_label": PATH_NAMES.get(found.path, ""),
        "term": found.term,
        "term_starts_on": found.term_starts_on,
        "term_ends_on": found.term_ends_on,
        "first_session_on": found.first_session_on,
        "reason": found.reason,
        "school_name": found.school.name,
        "subject_name": found.subject.name,
        "holder": "person" if found.subject.kind == Organisation.Kind.INDIVIDUAL else "organisation",
        "categories": sorted({course.category for course in courses}),
        "courses": [_course(course) for course in courses],
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "name": course.name,
        "category": course.category,
        "category_label": str(Category(course.category).label),
        "grades": course.grades,
        "times": course.times,
        "head_count": Decimal(course.head_count),
        "price": course.price,
    }


def _source(found: Application, today: date) -> dict[str, Any]:
    levels = set(
        LibraryEntry.objects.filter(organisation=found.subject)
        .active_on(today)
        .values_list("level", flat=True)
    )
    profile = VendorProfile.objects.filter(organisation=found.subject).first()
    is_one = found.subject.kind == Organisation.Kind.INDIVIDUAL
    himself = Instructor.objects.filter(organisation=found.subject, is_active=True, is_retired_teacher=True)
    return {
        "in_city_library": LibraryEntry.Level.CITY in levels,
        "in_district_library": LibraryEntry.Level.DISTRICT in levels,
        "is_retired_teacher": is_one and himself.exists(),
        "is_sports_project": profile is not None and profile.is_sports_project,
    }


def _earned(found: Application) -> dict[str, Any]:
    insurance = applications.insurance_of(found)
    return {
        "verified_at": found.verified_at,
        "interviewed_at": found.interviewed_at,
        "approved_at": found.approved_at,
        "contract_ends_on": found.contract_ends_on,
        "insured_from": insurance.valid_from if insurance else None,
        "insured_until": insurance.valid_to if insurance else None,
        "permit_until": applications.valid_to(found, insurance),
        "needed_until": min(d for d in (found.term_ends_on, found.contract_ends_on) if d is not None),
        "people": [person.name for person in found.instructors.all()],
    }

"""What expressions may know about a change of instructor, always fresh from the rows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.permits import swapping
from casework.permits.models import Permit, Swap
from casework.vendors.models import Instructor
from processes import registry


@registry.facts("swap")
def swap_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``permit`` is null where the vendor has none in force at the school; then nothing else is known."""
    case, today = Case.objects.get(pk=key), local_date(at)
    permit = swapping.permit_of(case, today) if case.school_id else None
    if permit is None:
        return {"swap": {"permit": None, "people": [], "candidates": [], "courses": []}}
    return {"swap": {**_around(permit), **_proposed(case, today)}}


def _around(permit: Permit) -> dict[str, Any]:
    courses = permit.application.courses.all()
    return {
        "permit": permit.number,
        "permit_until": permit.valid_to,
        "categories": sorted({course.category for course in courses}),
        "people": _numbered(swapping.people_of(permit)),
        "candidates": _numbered(swapping.candidates(permit)),
        "courses": [{"n": Decimal(n), "name": course.name} for n, course in enumerate(courses, 1)],
    }


def _numbered(people: Iterable[Instructor]) -> list[dict[str, Any]]:
    return [
        {"n": Decimal(n), "name": person.name, "speciality": person.speciality}
        for n, person in enumerate(people, 1)
    ]


def _proposed(case: Case, today: date) -> dict[str, Any]:
    swap = Swap.objects.filter(case=case).select_related("leaving", "entering").first()
    if swap is None:
        return {"kind": None}
    return {
        "kind": swap.kind,
        "leaving": swap.leaving.name,
        "entering": swap.entering.name,
        "reason": swap.reason,
        "from_day": swap.from_day,
        "filed_somewhere": swapping.is_filed_somewhere(swap.entering, today),
        "stood_in": Decimal(swapping.lessons_stood_in(swap)),
    }

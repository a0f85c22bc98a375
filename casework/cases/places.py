"""Offices and the school as expressions name them: lanes of a process that several offices work on need their ids."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.organisations.models import Membership, Organisation
from processes import registry


@registry.facts("offices")
def office_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The id of every office of the case's district by its code: ``offices.HDZX``."""
    case = Case.objects.get(pk=key)
    found = Organisation.objects.filter(kind=Organisation.Kind.OFFICE, parent=case.district_id)
    return {"offices": {office.code: str(office.pk) for office in found}}


@registry.facts("school")
def school_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The host school; ``people`` is how many hold a role there (domain.md §4.5 asks whether it is large enough)."""
    case = Case.objects.select_related("school").get(pk=key)
    if case.school is None:
        return {"school": None}
    held = Membership.objects.active_on(local_date(at)).filter(organisation=case.school)
    return {
        "school": {
            "id": str(case.school_id),
            "name": case.school.name,
            "people": Decimal(held.values("person").distinct().count()),
        }
    }

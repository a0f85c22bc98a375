"""What expressions may know about the renewal of lapsed papers, always fresh from the rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.cases.models import Case
from casework.papers.judging import name_of
from casework.permits.models import Permit
from processes import registry


@registry.facts("renewal")
def renewal_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The permit that was suspended when the case was opened; ``lapsed`` is what is asked for, in words."""
    case = Case.objects.get(pk=key)
    permit = permit_of(case) if case.kind == Case.Kind.EXPIRY else None
    if permit is None:
        return {"renewal": None}
    asked = case.requirements.select_related("instructor").order_by("ordinal")
    return {
        "renewal": {
            "permit": permit.number,
            "permit_state": permit.state,
            "permit_until": permit.valid_to,
            "categories": sorted({course.category for course in permit.application.courses.all()}),
            "lapsed": [name_of(line) for line in asked],
        }
    }


def permit_of(case: Case) -> Permit | None:
    """The vendor's latest permit at the school that is older than the case: it has one renewal open at a school."""
    found = Permit.objects.filter(subject=case.respondent_id, school=case.school_id)
    return (
        found.filter(issued_at__lte=case.opened_at)
        .select_related("application")
        .order_by("issued_at", "number")
        .last()
    )

"""What a school takes in, as expressions ask about the school of a case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.permits.models import Permit
from processes import registry


@registry.facts("hosted")
def hosted_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``permits`` at the school of the case, or at its respondent, that are not over today: ``from`` and ``to`` of each,
    as ISO text."""
    case = Case.objects.get(pk=key)
    kept = Permit.objects.filter(state=Permit.State.ACTIVE, valid_to__gte=local_date(at))
    found = kept.filter(school=case.school_id or case.respondent_id).order_by("valid_from", "number")
    days = found.values_list("valid_from", "valid_to")
    return {"hosted": {"permits": [{"from": a.isoformat(), "to": b.isoformat()} for a, b in days]}}

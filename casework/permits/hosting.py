"""What a school takes in, as expressions ask about the school of a case."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.permits.models import Permit
from processes import registry


@registry.facts("hosted")
def hosted_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``permits``: how many permits are in force today at the school of the case, or at its respondent."""
    case = Case.objects.get(pk=key)
    found = Permit.objects.active_on(local_date(at)).filter(school=case.school_id or case.respondent_id)
    return {"hosted": {"permits": Decimal(found.count())}}

"""What expressions may know about a case, always fresh from its row."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.calendar.services import local_date
from casework.cases.models import Case
from processes import registry


@registry.facts("case")
def case_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    case = Case.objects.get(pk=key)
    return {
        "case": {
            "id": str(case.pk),
            "number": case.number,
            "kind": case.kind,
            "respondent": str(case.respondent_id),
            "office": str(case.office_id),
            "district": str(case.district_id),
            "severity": Decimal(case.severity),
            "source": case.source,
            "round": Decimal(case.round),
            "escalated": case.escalated,
            "signer": case.signer,
            "served_on": case.served_on,
            "opened_on": local_date(case.opened_at),
        }
    }


@registry.facts("today", "now")
def time_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    return {"today": local_date(at), "now": at}

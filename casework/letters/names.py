"""What a letter of a case may name: every registered fact, engine data, and the letter's own surroundings."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.calendar.models import Deadline
from casework.calendar.services import Calendar
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.letters.models import Letter
from casework.organisations.models import Organisation
from processes import feel, registry


def letter_names(*, case: Case, letter: Letter, data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """FEEL values by name, for ``Composer``."""
    first = Letter.objects.filter(case=case, definition="OD-03").exclude(number="").order_by("pk").first()
    return {
        **_facts(case.pk, at),
        **{name: feel.from_json(value) for name, value in data.items()},
        "respondent": _organisation(case.respondent),
        "school": _organisation(case.school) if case.school else None,
        "office": _organisation(case.office),
        "issuer": case.district.name,
        "round": Decimal(case.round),
        "first_notice": {"number": first.number, "issued_on": first.issued_on} if first else None,
        "additions": {name: feel.from_json(value) for name, value in letter.additions.items()},
        "overdue_days": _overdue(case.pk, at),
    }


def _facts(key: UUID, at: datetime) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in registry.fact_names():
        provider = registry.fact_provider(name)
        if name not in found and provider is not None:
            found.update(provider(key, at))
    return found


def _overdue(key: UUID, at: datetime) -> Decimal:
    """Working days since the rectification was due, at least 0."""
    deadline = Deadline.objects.running().filter(holder=key, name="rectify").first()
    if deadline is None:
        return Decimal(0)
    return Decimal(max(0, -Calendar.load().remaining(deadline.due_on, local_date(at))))


def _organisation(organisation: Organisation) -> dict[str, str]:
    return {"name": organisation.name, "short_name": organisation.short_name}

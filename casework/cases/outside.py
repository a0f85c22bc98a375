"""FEEL where there is no case yet: only what the caller names, the day, and the policy parameters of that day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.organisations.models import Organisation
from processes import feel, registry

NO_CASE = UUID(int=0)


def evaluate(text: str, names: Mapping[str, Any], *, at: datetime) -> Any:
    """``names`` are JSON or FEEL values; ``today`` and ``parameters`` are known besides. Raises FeelFailure."""
    known: dict[str, Any] = {"today": local_date(at)}
    if "parameters" in text and (provider := registry.fact_provider("parameters")) is not None:
        known |= provider(NO_CASE, at)
    known |= {name: feel.from_json(value) for name, value in names.items()}
    return feel.parse(text.removeprefix("=")).evaluate(known, functions=registry.functions(), at=at)


def value(text: str, names: Mapping[str, Any], *, at: datetime) -> Any:
    """FEEL when it begins with ``=``, otherwise the text itself."""
    return evaluate(text, names, at=at) if text.startswith("=") else text


def organisation(named: Any) -> Organisation | None:
    """The organisation of an id, as long as it is in use."""
    key = _uuid(named)
    return Organisation.objects.filter(pk=key, is_active=True).first() if key else None


def office(named: Any) -> Organisation | None:
    """An office or the bureau by its id or its code."""
    if _uuid(named):
        return organisation(named)
    kinds = (Organisation.Kind.OFFICE, Organisation.Kind.BUREAU)
    return Organisation.objects.filter(kind__in=kinds, code=str(named or ""), is_active=True).first()


def _uuid(named: Any) -> UUID | None:
    try:
        return UUID(named) if isinstance(named, str) else named if isinstance(named, UUID) else None
    except ValueError:
        return None

"""How a panel scores an applicant (DT-244): points by item, 100 in all."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

SCORES: Mapping[str, int] = {"courses": 30, "people": 30, "values": 20, "safety": 20}


def total(values: Mapping[str, Any]) -> Decimal:
    """The points of one member's form."""
    return sum((Decimal(str(values.get(item) or 0)) for item in SCORES), Decimal(0))

"""What expressions may know of the draw of a case, and how large the pool of its district is."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.cases.models import Case
from casework.organisations.queries import active_schools
from casework.sampling.models import Draw, DrawnSchool
from processes import registry


# What a table of risk reads is given by the operation that draws; elsewhere there is no such thing.
@registry.facts("candidate")
def no_candidate(key: UUID, at: datetime) -> Mapping[str, Any]:
    return {"candidate": None}


@registry.facts("pool_size")
def pool_size(key: UUID, at: datetime) -> Mapping[str, Any]:
    """How many active schools the case's district has."""
    district = Case.objects.select_related("district").get(pk=key).district
    return {"pool_size": Decimal(len(active_schools(district)))}


@registry.facts("draw")
def draw_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``rows``: the schools of the pool, those drawn first in their order, then the others by code."""
    made = Draw.objects.filter(case=key).first()
    if made is None:
        return {"draw": None}
    rows = sorted(
        made.rows.select_related("school"), key=lambda row: (row.place is None, row.place or 0, row.code)
    )
    return {"draw": {"seed": made.seed, "wanted": Decimal(made.wanted), "rows": [_row(row) for row in rows]}}


def _row(row: DrawnSchool) -> dict[str, Any]:
    return {
        "school": str(row.school_id),
        "school_name": row.school.short_name,
        "score": Decimal(row.score) / 100,
        "reasons": [reason["reason"] for reason in row.reasons],
        "chosen": row.place is not None,
        "how": row.how or None,
        "how_label": str(DrawnSchool.How(row.how).label) if row.how else None,
    }

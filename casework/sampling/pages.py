"""A draw as its page shows it, and as the file that it is drawn again from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from casework.cases.models import Case
from casework.sampling.models import Draw, DrawnSchool


@dataclass(frozen=True)
class Line:
    row: DrawnSchool
    points: Decimal
    how: str


def lines(made: Draw) -> list[Line]:
    """Those drawn first, in their order; then the rest by points."""
    rows = made.rows.select_related("school")
    in_order = sorted(rows, key=lambda row: (row.place is None, row.place or 0, -row.score, row.code))
    return [
        Line(row, Decimal(row.score) / 100, str(DrawnSchool.How(row.how).label) if row.how else "")
        for row in in_order
    ]


def kept(made: Draw) -> Mapping[str, Any]:
    """What ``redraw.py`` reads; nothing in it is newer than the draw."""
    rows = list(made.rows.order_by("code"))
    drawn = sorted((row for row in rows if row.place is not None), key=lambda row: row.place or 0)
    return {
        "seed": made.seed,
        "wanted": made.wanted,
        "owed": made.owed,
        "pool": [{"code": row.code, "score": row.score, "seen": row.seen, "due": row.due} for row in rows],
        "drawn": [{"code": row.code, "how": row.how} for row in drawn],
    }


def drawn(case: Case) -> int | None:
    """How many schools were drawn for the case; None where there was no draw."""
    made = Draw.objects.filter(case=case).annotate(n=Count("rows", filter=~Q(rows__how=""))).first()
    return made.n if made else None

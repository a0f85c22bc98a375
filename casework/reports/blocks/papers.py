"""证照到期 (M-22): papers in force that end within 60 days, by type, the ones that end first in front."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from casework.papers.models import Paper
from casework.reports import links
from casework.reports.block import Block, Cell, Figure, Row, count
from casework.reports.reading import Reading
from casework.reports.svg import Bar, Part, bars
from documents.catalogue import document_type

# Days left, both included, and what that is.
BANDS = ((0, 7, "overdue"), (8, 15, "now"), (16, 30, "soon"), (31, 60, "quiet"))


def papers(reading: Reading) -> Block:
    """As of now: the period does not matter."""
    # The register, to which the numbers lead, counts from this day too.
    today = reading.viewer.standing.day
    live = Paper.objects.visible_to(reading.viewer.standing).filter(
        state__in=[Paper.State.SUBMITTED, Paper.State.VALID],
        valid_to__gte=today, valid_to__lte=today + timedelta(days=BANDS[-1][1]),
    )  # fmt: skip
    numbers = {
        f"band_{last}": Count(
            "pk",
            filter=Q(valid_to__gte=today + timedelta(days=first), valid_to__lte=today + timedelta(days=last)),
        )
        for first, last, _tone in BANDS
    }
    found: list[Any] = list(
        live.order_by()
        .values("type_code")
        .annotate(**numbers, total=Count("pk"))
        .order_by("-total", "type_code")
    )
    rows = [
        Row(
            Cell(str(document_type(row["type_code"]).label)),
            [
                *(
                    count(row[f"band_{last}"], _address(row["type_code"], first, last))
                    for first, last, _tone in BANDS
                ),
                count(row["total"], _address(row["type_code"], 0, BANDS[-1][1])),
            ],
        )
        for row in found
    ]
    week = sum(row["band_7"] for row in found)
    return Block(
        key="papers",
        title=_("即将到期的证照"),
        basis=_("今天起60天内到期、现在还有效的材料。"),
        figures=[
            Figure(_("60天内到期"), count(sum(row["total"] for row in found), _address("", 0, 60))),
            Figure(_("7天内到期"), count(week, _address("", 0, 7)), "overdue" if week else "ok"),
        ],
        columns=[_("材料"), *_words(), _("合计")],
        rows=rows,
        chart=_chart(rows),
        empty=_("60天内没有到期的材料。"),
        legend=[(tone, words) for (_first, _last, tone), words in zip(BANDS, _words(), strict=True)],
    )


def _words() -> list[str]:
    return [_("%(first)s—%(last)s天") % {"first": first, "last": last} for first, last, _tone in BANDS]


def _address(type_code: str, first: int, last: int) -> str:
    return links.papers(type=type_code, ends=f"{first}-{last}")


def _chart(rows: list[Row]) -> str:
    shown = [
        Bar(
            row.label.words,
            [
                Part(int(cell.value or 0), tone, f"{row.label.words} {words} {cell.value}", cell.address)
                for cell, words, (_first, _last, tone) in zip(row.cells[:-1], _words(), BANDS, strict=True)
            ],
            row.cells[-1].words,
        )
        for row in rows
    ]
    return bars(
        shown,
        title=_("即将到期的证照"),
        description=_("每类材料一条：依次是7天内、15天内、30天内和60天内到期的；条后是合计。"),
    )

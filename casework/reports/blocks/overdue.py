"""在办与超期 (M-05): open rectifications of each respondent, and those of which a step is over its day."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from casework.inbox.casefile.listing import with_due
from casework.reports.block import Block, Cell, Figure, Row, count
from casework.reports.late import late_and_rest
from casework.reports.reading import RECTIFICATION, Reading
from casework.reports.svg import bars


def overdue(reading: Reading) -> Block:
    """As of now: the period does not matter."""
    found = list(
        with_due(reading.cases(RECTIFICATION).filter(closed_at=None))
        .values("respondent", "respondent__short_name", "respondent__code")
        .annotate(open=Count("pk"), over=Count("pk", filter=Q(due_at__lt=reading.midnight)))
        .order_by("-over", "-open", "respondent__code")
    )
    is_open, over = sum(row["open"] for row in found), sum(row["over"] for row in found)
    rows = [
        Row(
            Cell(row["respondent__short_name"], address=_open(reading, str(row["respondent"]))),
            [
                count(row["open"], _open(reading, str(row["respondent"]))),
                count(row["over"], _open(reading, str(row["respondent"]), "1")),
            ],
        )
        for row in found
    ]
    return Block(
        key="overdue",
        title=_("各单位在办与超期整改"),
        basis=_("今天的情况。超期：有一步过了期限还没有办。"),
        figures=[
            Figure(_("在办整改"), count(is_open, _open(reading))),
            Figure(_("已超期"), count(over, _open(reading, "", "1")), "overdue" if over else "ok"),
        ],
        columns=[_("单位"), _("在办"), _("已超期")],
        rows=rows,
        chart=_chart(rows),
        empty=_("没有在办的整改案件。"),
        legend=[("overdue", _("已超期")), ("main", _("在办，没有超期"))],
    )


def _chart(rows: list[Row]) -> str:
    notes = [
        _("%(over)s / %(open)s") % {"over": row.cells[1].words, "open": row.cells[0].words} for row in rows
    ]
    return bars(
        late_and_rest(rows, _("在办"), notes, late_address=lambda row: row.cells[1].address),
        title=_("各单位在办与超期整改"),
        description=_(
            "每个单位一条：前一段是已超期的，后一段是其余在办的；条后写着超期数和在办数。最多画12个单位，其余见表。"
        ),
    )


def _open(reading: Reading, respondent: str = "", is_over: str = "") -> str:
    return reading.listed("open", kind=RECTIFICATION, school=respondent, overdue=is_over)

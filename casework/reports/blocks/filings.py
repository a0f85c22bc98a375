"""备案报送 (M-10, M-13): handed in by their day, late, or not at all."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, OuterRef, QuerySet
from django.utils.translation import gettext as _

from casework.calendar.models import Deadline
from casework.cases.models import Case
from casework.inbox.casefile.terms import FILING, first_terms, verdict
from casework.reports import links
from casework.reports.block import Block, Cell, Figure, Row, count, rate
from casework.reports.reading import Reading
from casework.reports.svg import Bar, Part, bars

_VERDICTS = ("on_time", "late", "missing", "waiting")
_TONES = ("ok", "now", "overdue", "quiet")


# The deadline by which each kind must have been handed in, as its process names it.
TERMS = {"AP": FILING, "FF": "payplan", "SF": FILING}


def kinds() -> dict[str, str]:
    """What schools file, by kind of case."""
    return {"AP": _("课后服务安排备案"), "FF": _("差异化发放方案备案"), "SF": _("收费公示备案")}


def filings(reading: Reading) -> Block:
    found = _counted(reading)
    rows = [_row(reading, kind, name, found[kind]) for kind, name in kinds().items()]
    total = {name: sum(numbers[name] for numbers in found.values()) for name in _VERDICTS}
    due = total["on_time"] + total["late"] + total["missing"]
    return Block(
        key="filings",
        title=_("备案报送"),
        basis=_("期限在这段时间的备案：按期报送、逾期报送、到期未报；还没到期的另列。"),
        figures=[
            Figure(_("按期报送率"), rate(total["on_time"], due)),
            Figure(_("到期未报"), Cell(total["missing"]), "overdue" if total["missing"] else "ok"),
        ],
        columns=[_("备案"), _("应报"), *_words(), _("按期率")],
        rows=rows,
        chart=_chart(rows) if sum(total.values()) else "",
        empty=_("这段时间没有到期的备案。"),
        legend=list(zip(_TONES, _words(), strict=True)),
    )


def _words() -> list[str]:
    return [_("按期报送"), _("逾期报送"), _("到期未报"), _("未到期")]


def _counted(reading: Reading) -> dict[str, Mapping[str, int]]:
    """Filings by kind, and what became of them."""
    span, now = reading.period.span, reading.viewer.now
    terms = Deadline.objects.none()
    for name in dict.fromkeys(TERMS.values()):
        wanted = reading.cases().filter(kind__in=[kind for kind, term in TERMS.items() if term == name])
        terms |= first_terms(wanted, name)
    terms = terms.filter(due_on__gte=span.first, due_on__lte=span.last)
    of_kind = terms.annotate(kind=Case.objects.filter(pk=OuterRef("holder")).values("kind"))
    numbers = {name: Count("pk", filter=verdict(name, now)) for name in _VERDICTS}
    rows: QuerySet[Any, Any] = of_kind.order_by().values("kind").annotate(**numbers)
    return dict.fromkeys(kinds(), dict.fromkeys(_VERDICTS, 0)) | {row["kind"]: row for row in rows}


def _row(reading: Reading, kind: str, name: str, numbers: Mapping[str, int]) -> Row:
    def address(met: str = "") -> str:
        return links.cases(kind=kind, term=TERMS[kind], due=reading.days, met=met)

    due = numbers["on_time"] + numbers["late"] + numbers["missing"]
    return Row(
        Cell(name, address=address()),
        [
            count(due + numbers["waiting"], address()),
            *(count(numbers[met], address(met)) for met in _VERDICTS),
            rate(numbers["on_time"], due),
        ],
    )


def _chart(rows: list[Row]) -> str:
    shown = [
        Bar(
            row.label.words,
            [
                Part(int(cell.value or 0), tone, f"{row.label.words} {words} {cell.value}", cell.address)
                for cell, tone, words in zip(row.cells[1:5], _TONES, _words(), strict=True)
            ],
            row.cells[5].words,
        )
        for row in rows
    ]
    return bars(
        shown,
        title=_("备案报送"),
        description=_("每类备案一条：依次是按期报送、逾期报送、到期未报和未到期；条后是按期率。"),
    )

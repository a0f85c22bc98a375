"""按期整改率 (M-02): findings that were reported repaired by their day, of those whose day came in the period."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext as _

from casework.calendar.models import Deadline
from casework.calendar.wording.dates import month_title
from casework.findings.models import Finding
from casework.findings.services.ledger import RECTIFY
from casework.inbox.casefile.narrowing import Span
from casework.inbox.casefile.terms import first_terms, verdict
from casework.reports.block import Block, Cell, Figure, Row, count, rate
from casework.reports.reading import RECTIFICATION, Reading
from casework.reports.svg import Bar, Part, columns

# What was withdrawn, moved or joined to another case had not to be repaired here.
GONE = (Finding.State.WITHDRAWN, Finding.State.TRANSFERRED, Finding.State.MERGED)
_VERDICTS = ("on_time", "extended", "late", "missing", "waiting")
_GOOD, _FAIR = 95, 85


def rectification(reading: Reading) -> Block:
    found = _counted(reading)
    months = [(span, found.get(span.first, {})) for span in reading.period.months]
    total = {name: sum(numbers.get(name, 0) for _span, numbers in months) for name in _VERDICTS}
    due = total["on_time"] + total["late"] + total["missing"]
    share = rate(total["on_time"], due, _address(reading, reading.period.span))
    return Block(
        key="rectification",
        title=_("按期整改率"),
        basis=_("到期的问题里，在期限（含批准的延期）内提交整改的占多少；尚未到期的不计。"),
        figures=[
            Figure(_("按期整改率"), share, _tone(share.value)),
            Figure(_("到期问题"), count(due, _address(reading, reading.period.span))),
            Figure(
                _("其中延期后按期"),
                count(total["extended"], _address(reading, reading.period.span, "extended")),
            ),
        ],
        columns=[_("月份"), _("到期"), _("按期"), _("其中延期"), _("逾期提交"), _("逾期未提交"), _("按期率")],
        rows=[_month(reading, span, numbers) for span, numbers in months],
        chart=_chart(reading, months) if due else "",
        empty=_("这段时间没有到期的整改问题。"),
        legend=[(tone, words) for _name, tone, words in _parts()],
    )


def with_findings(terms: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Each deadline with the number of findings that it was about."""
    about = Finding.objects.filter(case=OuterRef("holder")).exclude(state__in=GONE).order_by().values("case")
    number = Subquery(about.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return terms.annotate(findings=Coalesce(number, 0))


def _counted(reading: Reading) -> Mapping[Any, Mapping[str, int]]:
    """Findings by the first day of the month in which they were due, and what became of them."""
    span, now = reading.period.span, reading.viewer.now
    terms = first_terms(reading.cases(RECTIFICATION), RECTIFY).filter(
        due_on__gte=span.first, due_on__lte=span.last
    )
    sums = {name: Coalesce(Sum("findings", filter=verdict(name, now)), 0) for name in _VERDICTS}
    by_month: QuerySet[Any, Any] = (
        with_findings(terms)
        .annotate(month=TruncMonth("due_on"))
        .values("month")
        .annotate(**sums)
        .order_by("month")
    )
    return {row["month"]: row for row in by_month}


def _month(reading: Reading, span: Span, numbers: Mapping[str, int]) -> Row:
    on_time, late, missing = (numbers.get(name, 0) for name in ("on_time", "late", "missing"))
    due = on_time + late + missing
    return Row(
        Cell(month_name(span, reading.viewer.language)),
        [
            count(due, _address(reading, span)),
            count(on_time, _address(reading, span, "on_time")),
            count(numbers.get("extended", 0), _address(reading, span, "extended")),
            count(late, _address(reading, span, "late")),
            count(missing, _address(reading, span, "missing")),
            rate(on_time, due),
        ],
    )


def _chart(reading: Reading, months: list[tuple[Span, Mapping[str, int]]]) -> str:
    language = reading.viewer.language
    shown = []
    for span, numbers in months:
        parts = [
            Part(
                numbers.get(name, 0),
                tone,
                f"{month_name(span, language)} {words} {numbers.get(name, 0)}",
                _address(reading, span, name),
            )
            for name, tone, words in _parts()
        ]
        due = sum(int(part.value) for part in parts)
        note = f"{round(100 * numbers.get('on_time', 0) / due)}%" if due else ""
        shown.append(Bar(month_title(span.first.month, language), parts, note))
    return columns(
        shown,
        title=_("按月到期的整改问题"),
        description=_(
            "每根柱子是一个月到期的问题：下面是按期提交的，中间是逾期提交的，上面是逾期还没有提交的；柱顶是按期率。"
        ),
    )


def _parts() -> tuple[tuple[str, str, str], ...]:
    return (
        ("on_time", "ok", _("按期")),
        ("late", "now", _("逾期提交")),
        ("missing", "overdue", _("逾期未提交")),
    )


def month_name(span: Span, language: str) -> str:
    month = month_title(span.first.month, language)
    return f"{month} {span.first.year}" if language.startswith("en") else f"{span.first.year}年{month}"


def _address(reading: Reading, span: Span, met: str = "") -> str:
    return reading.listed(kind=RECTIFICATION, term=RECTIFY, due=str(span), met=met or "due")


def _tone(share: object) -> str:
    if not isinstance(share, int | float):
        return ""
    return "ok" if share >= _GOOD else "soon" if share >= _FAIR else "overdue"

"""首次复查通过率 (M-03) and how long a rectification takes (M-04)."""

from collections import defaultdict
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from casework.calendar.models import Deadline
from casework.cases.models import Case
from casework.findings.models import Finding
from casework.findings.operations.plan import RECHECK
from casework.inbox.wording.labels import severity_text
from casework.reports.block import Block, Cell, Figure, Row, count, rate
from casework.reports.blocks.rectification import GONE
from casework.reports.reading import RECTIFICATION, Reading
from casework.reports.svg import Bar, Part, bars


def recheck(reading: Reading) -> Block:
    rechecked, passed = _rechecks(reading)
    days = _days(reading)
    everything = sorted(day for of_level in days.values() for day in of_level)
    return Block(
        key="recheck",
        title=_("复查与整改用时"),
        basis=_("首次复查在这段时间完成的问题里，一次通过的占多少；用时按工作日，从送达到销号。"),
        figures=[
            Figure(_("首次复查通过率"), rate(passed, rechecked, _address(reading))),
            Figure(_("首次复查问题"), count(rechecked, _address(reading))),
            Figure(_("整改用时中位数"), _median(everything)),
        ],
        columns=[_("严重程度"), _("销号问题"), _("用时中位数"), _("最短"), _("最长")],
        rows=[_level(reading, level, days.get(level, [])) for level in Case.Severity.values],
        chart=_chart(reading, days),
        empty=_("这段时间没有销号的问题。"),
    )


def _rechecks(reading: Reading) -> tuple[int, int]:
    """Findings whose first recheck was finished in the period, and those that passed it."""
    begin, end = reading.period.span.moments
    earlier = Deadline.objects.filter(holder=OuterRef("holder"), name=RECHECK, pk__lt=OuterRef("pk"))
    first = Deadline.objects.filter(
        ~Exists(earlier), name=RECHECK, holder=OuterRef("case"), met_at__gte=begin, met_at__lt=end
    )
    found = Finding.objects.filter(Exists(first), case__in=reading.cases(RECTIFICATION).values("pk"))
    # A finding that failed stands in a later round, or still says how it failed.
    rechecked = Q(round__gt=1) | ~Q(result="")
    numbers = found.exclude(state__in=GONE).aggregate(
        rechecked=Count("pk", filter=rechecked),
        passed=Count("pk", filter=Q(round=1, result=Finding.Result.PASS)),
    )
    return numbers["rechecked"], numbers["passed"]


def _days(reading: Reading) -> dict[int, list[int]]:
    """Working days from service to closure of every finding closed in the period, by severity."""
    span, calendar = reading.period.span, reading.calendar
    closed = Finding.objects.filter(
        state=Finding.State.CLOSED, closed_on__gte=span.first, closed_on__lte=span.last,
        case__in=reading.cases(RECTIFICATION).filter(served_on__isnull=False).values("pk"),
    )  # fmt: skip
    days: dict[int, list[int]] = defaultdict(list)
    for level, served, ended in closed.order_by().values_list("severity", "case__served_on", "closed_on"):
        if served and ended:
            days[level].append(calendar.working_days_between(served, ended))
    return days


def _level(reading: Reading, level: int, days: list[int]) -> Row:
    address = reading.listed(kind=RECTIFICATION, severity=str(level), closed=reading.days)
    return Row(
        Cell(severity_text(level)),
        [
            count(len(days), address),
            _median(days),
            _working(min(days, default=None)),
            _working(max(days, default=None)),
        ],
    )


def _median(days: list[int]) -> Cell:
    return _working(median(days) if days else None)


def _working(days: float | None) -> Cell:
    if days is None:
        return Cell(None)
    return Cell(days, _("%(n)s个工作日") % {"n": f"{days:g}"})


def _chart(reading: Reading, days: dict[int, list[int]]) -> str:
    shown = []
    for level in sorted(days):
        middle = median(days[level])
        said = f"{severity_text(level)} {_median(days[level]).words}"
        address = reading.listed(kind=RECTIFICATION, severity=str(level), closed=reading.days)
        shown.append(
            Bar(severity_text(level), [Part(middle, "main", said, address)], _median(days[level]).words)
        )
    return bars(
        shown,
        title=_("整改用时中位数"),
        description=_("每种严重程度一条，长度是从送达到销号的工作日中位数。"),
    )


def _address(reading: Reading) -> str:
    return reading.listed(kind=RECTIFICATION, term=RECHECK, done=reading.days)

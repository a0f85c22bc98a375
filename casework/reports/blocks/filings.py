"""备案报送 (M-10, M-13): handed in by their day, late, or not at all."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, OuterRef, QuerySet
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.inbox.casefile.terms import FILING, first_terms, verdict
from casework.reports import verdicts
from casework.reports.block import Block, Cell, Figure, rate
from casework.reports.reading import Reading


def kinds() -> dict[str, str]:
    """What schools file, by kind of case."""
    return {"AP": _("课后服务安排备案"), "FF": _("差异化发放方案备案"), "SF": _("收费公示备案")}


def filings(reading: Reading) -> Block:
    found = _counted(reading)
    total = {name: sum(numbers[name] for numbers in found.values()) for name in verdicts.ORDER}
    return verdicts.block(
        [verdicts.row(name, found[kind], _addresses(reading, kind)) for kind, name in kinds().items()],
        [_("按期报送"), _("逾期报送"), _("到期未报"), _("未到期")],
        key="filings",
        title=_("备案报送"),
        basis=_("期限在这段时间的备案：按期报送、逾期报送、到期未报；还没到期的另列。"),
        figures=[
            Figure(_("按期报送率"), rate(total["on_time"], verdicts.fallen_due(total))),
            Figure(_("到期未报"), Cell(total["missing"]), "overdue" if total["missing"] else "ok"),
        ],
        names=(_("备案"), _("应报"), _("按期率")),
        description=_("每类备案一条：依次是按期报送、逾期报送、到期未报和未到期；条后是按期率。"),
        empty=_("这段时间没有到期的备案。"),
    )


def _counted(reading: Reading) -> dict[str, Mapping[str, int]]:
    """Filings by kind, and what became of them."""
    span, now = reading.period.span, reading.viewer.now
    terms = first_terms(reading.cases().filter(kind__in=kinds()), FILING)
    terms = terms.filter(due_on__gte=span.first, due_on__lte=span.last)
    of_kind = terms.annotate(kind=Case.objects.filter(pk=OuterRef("holder")).values("kind"))
    numbers = {name: Count("pk", filter=verdict(name, now)) for name in verdicts.ORDER}
    rows: QuerySet[Any, Any] = of_kind.order_by().values("kind").annotate(**numbers)
    return dict.fromkeys(kinds(), dict.fromkeys(verdicts.ORDER, 0)) | {row["kind"]: row for row in rows}


def _addresses(reading: Reading, kind: str) -> Callable[[str], str]:
    return lambda met: reading.listed(kind=kind, term=FILING, due=reading.days, met=met)

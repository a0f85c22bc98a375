"""The report of a backtest: how many of each verdict, which rows made the difference, and the cases that one may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from casework.cases.policies import visible_cases
from casework.changes.models import Backtest, BacktestRow
from casework.organisations.standing import Standing
from documents.spreadsheets import Column, write_table
from processes.services import draft_bundle

MOST_GROUPS = 50


@dataclass(frozen=True)
class Tally:
    """How many cases came to ``verdict``; ``chosen`` if the list shows them."""

    verdict: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Report:
    backtest: Backtest
    tallies: list[Tally]
    groups: Sequence[Mapping[str, Any]]
    done: int
    rows: QuerySet[BacktestRow]
    hidden: int
    is_stale: bool


def report_on(backtest: Backtest, standing: Standing, verdict: str) -> Report:
    """``hidden``: how many of those that the list would show the reader may not see; ``verdict`` empty: all but the same.

    ``is_stale``: the draft was changed since.
    """
    judged = backtest.rows.exclude(verdict="")
    counts = dict(judged.order_by().values_list("verdict").annotate(n=Count("pk")))
    wanted = judged.filter(verdict=verdict) if verdict else judged.exclude(verdict=BacktestRow.Verdict.SAME)
    shown = _visible(wanted, standing)
    total = sum(n for key, n in counts.items() if (key == verdict if verdict else key != "SAME"))
    return Report(
        backtest=backtest,
        tallies=[
            Tally(key, str(label), counts.get(key, 0), key == verdict)
            for key, label in BacktestRow.Verdict.choices
            if counts.get(key) or key in ("SAME", "OTHER_END", "OTHER_PATH", "MISSING_INPUT")
        ],
        groups=_groups(judged),
        done=sum(counts.values()),
        rows=shown,
        hidden=total - shown.count(),
        is_stale=draft_bundle(backtest.draft).digest != backtest.digest,
    )


def _visible(rows: QuerySet[BacktestRow], standing: Standing) -> QuerySet[BacktestRow]:
    return rows.filter(case__in=visible_cases(standing).values("pk")).select_related("case__respondent")


def _groups(judged: QuerySet[BacktestRow]) -> Sequence[Mapping[str, Any]]:
    found = judged.exclude(table="").order_by().values("table", "before", "after").annotate(n=Count("pk"))
    return [dict(group) for group in found.order_by("-n", "table", "before", "after")[:MOST_GROUPS]]


def sheet_of(backtest: Backtest, standing: Standing) -> bytes:
    """Every case that the reader may see, as xlsx."""
    columns = [
        Column(label)
        for label in (
            _("案号"), _("事项"), _("责任单位"), _("结论"), _("说明"), _("从哪一步起"), _("决策表"), _("原来命中"),
            _("照草稿命中"),
        )
    ]  # fmt: skip
    rows = [
        (
            row.case.number, row.case.title, row.case.respondent.name, row.get_verdict_display(), row.sentence,
            row.element, row.table, row.before, row.after,
        )
        for row in _visible(backtest.rows.exclude(verdict=""), standing)
    ]  # fmt: skip
    return write_table(_("回测"), columns, rows)

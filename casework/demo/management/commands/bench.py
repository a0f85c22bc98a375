"""``manage.py bench``: what must be fast, measured in one run inside a transaction that is rolled back."""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.calendar.services import Calendar
from casework.cases.models import Case
from casework.demo.loading import is_loaded, load
from casework.demo.plots import Plot, scenario_of
from casework.organisations.models import Person
from casework.scenarios.runner import play, trial

Measured = tuple[float, float, int]


class Command(BaseCommand):
    help = "在一个会回滚的事务里测量：办理一步、待办、案件页。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=100, help="大数据量一侧增加的在办案件数")
        parser.add_argument("--rounds", type=int, default=20, help="每项测量的次数")

    def handle(self, *args: Any, **options: Any) -> None:
        rounds, more = options["rounds"], options["cases"]
        with trial():
            if not is_loaded():
                load(at=timezone.now(), progress=lambda _: None)
            self._line("项目", ("中位 ms", "p95 ms", "语句数"))
            client = Client()
            client.force_login(Person.objects.get(username="jjk"))
            case = Case.objects.open().order_by("-opened_at").first()
            pages = {
                "待办": "/inbox/",
                "案件列表": "/cases/",
                "案件页": f"/cases/{case.pk}/" if case else "/",
            }
            small = {name: _measure(partial(client.get, url), rounds) for name, url in pages.items()}
            steps = self._steps(more)
            large = {name: _measure(partial(client.get, url), rounds) for name, url in pages.items()}
            self._report("立案并核实定性", steps)
            for name in pages:
                self._report(name, small[name])
                self._report(f"{name}（多 {more} 件在办）", large[name])
                self.stdout.write(f"  比值 {large[name][0] / small[name][0]:.2f}")

    def _steps(self, count: int) -> Measured:
        """Open ``count`` more cases and take the first step of each: two transactions and the trial people."""
        calendar, now = Calendar.load(), timezone.now()
        durations, statements = [], 0
        for number in range(count):
            # A school of its own for each, since the same fault at the same school would be merged.
            plot = Plot(f"基准学校{number}", "patrol", [("VF-1", 2, "基准测量")], "verify", 0)
            started = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                play(scenario_of(plot, now, calendar))
            durations.append((time.perf_counter() - started) * 1000)
            statements = len(queries)
        return statistics.median(durations), _p95(durations), statements

    def _report(self, name: str, measured: Measured) -> None:
        median, p95, statements = measured
        self._line(name, (f"{median:.1f}", f"{p95:.1f}", str(statements)))

    def _line(self, name: str, columns: Sequence[str]) -> None:
        self.stdout.write(f"{name:<24}" + "".join(f"{column:>12}" for column in columns))


def _measure(act: Callable[[], Any], rounds: int) -> Measured:
    act()
    durations = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        durations.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as queries:
        act()
    return statistics.median(durations), _p95(durations), len(queries)


def _p95(durations: list[float]) -> float:
    return sorted(durations)[max(0, round(len(durations) * 0.95) - 1)]

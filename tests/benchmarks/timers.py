"""Due timers a second that do real work (a notice, its event, the end of the case), with one and two workers."""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any

from tests.benchmarks.crowd import Crowd, together

WORKERS = (1, 2)
TURNS = 5
DUE = "2026-04-24T11:00:00+08:00"


def waiting() -> bytes:
    """A task that is overtaken by its deadline, upon which the office is told."""
    from tests.benchmarks.matter import LANE
    from tests.processes.diagrams import boundary, chain, diagram, end, service, start, timer_date, user_task

    body = (
        start() + user_task("reply", LANE) + boundary("late", "reply", timer_date(DUE)) + end() + end("gone")
    )
    told = service("tell", "cases.notify", "", audience="office", message="到期未答复")
    return diagram(body + told + chain("start", "reply", "end") + chain("late", "tell", "gone"))


def measure_timers(count: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """One worker and two in turn, each turn a part of ``count``: the machine may change its pace in between."""
    from tests.benchmarks.matter import office, open_case, version

    place, process = office(), version(waiting())
    rates: dict[int, list[float]] = {workers: [] for workers in WORKERS}
    for turn in range(1, TURNS + 1):
        tell(f"定时：{count // TURNS} 个到期，1 个和 2 个工作进程，第 {turn} 次，共 {TURNS} 次")
        for workers in WORKERS:
            for _ in range(count // TURNS):
                open_case(place, process)
            rates[workers].append(_rate(count // TURNS, workers))
    ratios = sorted(two / one for one, two in zip(rates[1], rates[2], strict=True))
    found: dict[str, Any] = {
        str(workers): {"timers_per_second": round(median(rate), 1)} for workers, rate in rates.items()
    }
    spread = [round(ratios[0], 2), round(ratios[-1], 2)]
    return found | {"ratio_of_two_to_one": round(median(ratios), 2), "ratios": spread}


def _rate(count: int, workers: int) -> float:
    spans = together(work, workers)
    return float(count / (max(s["ended"] for s in spans) - min(s["began"] for s in spans)))


def work(crowd: Crowd) -> None:
    """One worker: fire what is due until nothing is."""
    from casework.cases.services import run_due
    from tests.benchmarks.matter import NOW

    crowd.wait()
    began = time.time()
    while run_due(at=NOW + timedelta(hours=2)):
        pass
    crowd.answer({"began": began, "ended": time.time()})

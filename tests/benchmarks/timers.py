"""Due timers a second that do real work (a notice, its event, the end of the case), with one and two workers."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.benchmarks.crowd import Crowd, together

WORKERS = (1, 2)
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
    from tests.benchmarks.matter import office, open_case, version

    place, process = office(), version(waiting())
    found: dict[str, Any] = {}
    for workers in WORKERS:
        tell(f"定时：{count} 个到期，{workers} 个工作进程")
        for _ in range(count):
            open_case(place, process)
        spans = together(work, workers)
        seconds = max(s["ended"] for s in spans) - min(s["began"] for s in spans)
        found[str(workers)] = {"timers_per_second": round(count / seconds, 1)}
    one, two = (found[str(n)]["timers_per_second"] for n in WORKERS)
    return found | {"ratio_of_two_to_one": round(two / one, 2)}


def work(crowd: Crowd) -> None:
    """One worker: fire what is due until nothing is."""
    from casework.cases.services import run_due
    from tests.benchmarks.matter import NOW

    crowd.wait()
    began = time.time()
    while run_due(at=NOW + timedelta(hours=2)):
        pass
    crowd.answer({"began": began, "ended": time.time()})

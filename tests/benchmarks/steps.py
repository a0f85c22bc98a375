"""Steps a second through the service layer, and by the hand-written loop, with 1, 2 and 4 processes."""

import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.benchmarks.clock import spread, timed
from tests.benchmarks.crowd import Crowd, together

PROCESSES = (1, 2, 4)
# Of each measurement the best counts, and of the ratios of each turn the one in the middle.
TURNS = 5
Complete = Callable[[UUID], UUID | None]


def measure_steps(cases: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """``cases`` matters a process and turn, six completions each: the two sides in turn, so that both meet one machine."""
    found: dict[str, Any] = {"service": {}, "handwritten": {}, "ratio": {}}
    for processes in PROCESSES:
        turns: list[dict[str, dict[str, Any]]] = []
        for turn in range(1, TURNS + 1):
            tell(f"{processes} 个进程 × {cases} 件，第 {turn} 次，共 {TURNS} 次")
            turns.append({kind: _measured(kind, processes, cases) for kind in ("handwritten", "service")})
        for kind in ("handwritten", "service"):
            best = max((turn[kind] for turn in turns), key=lambda one: float(one["steps_per_second"]))
            found[kind][str(processes)] = best
        ratios = [t["service"]["steps_per_second"] / t["handwritten"]["steps_per_second"] for t in turns]
        found["ratio"][str(processes)] = {
            "median": round(statistics.median(ratios), 3), "least": round(min(ratios), 3), "most": round(max(ratios), 3),
        }  # fmt: skip
    return found


def _measured(kind: str, processes: int, cases: int) -> dict[str, Any]:
    found = together(work, processes, kind, cases)
    starts, completions = ([d for answer in found for d in answer[name]] for name in ("start", "complete"))
    seconds = max(answer["ended"] for answer in found) - min(answer["began"] for answer in found)
    return {
        "steps_per_second": round(len(completions) / seconds, 1),
        "start": spread(starts),
        "complete": spread(completions),
    }


def work(crowd: Crowd, kind: str, cases: int) -> None:
    """One process: open the matters, wait for the others, complete every task of each."""
    start, complete = _SIDES[kind]()
    _through(start(), complete)
    starts: list[float] = []
    open_tasks: list[UUID] = []
    for _ in range(cases):
        starts.append(timed(lambda: open_tasks.append(start())))
    crowd.wait()
    began, durations = time.time(), []
    for task in open_tasks:
        durations += _through(task, complete)
    crowd.answer({"start": starts, "complete": durations, "began": began, "ended": time.time()})


def _through(task: UUID, complete: Complete) -> list[float]:
    """Complete a matter to its end; milliseconds of each step."""
    durations, current = [], task
    while current is not None:
        started = time.perf_counter()
        following = complete(current)
        durations.append((time.perf_counter() - started) * 1000)
        current = following  # type: ignore[assignment]
    return durations


def _service() -> tuple[Callable[[], UUID], Complete]:
    from casework.cases.services import complete_task
    from processes.models import UserTask
    from tests.benchmarks.matter import NOW, office, open_case, version

    place, process = office(), version()
    standing = place.standing

    def start() -> UUID:
        return UserTask.objects.open().get(instance__key=open_case(place, process).pk).pk

    def complete(task: UUID) -> UUID | None:
        outcome = complete_task(
            task_id=task, raw={"note": "说明"}, by=place.officer, standing=standing, at=NOW
        )
        return outcome.opened[0].pk if outcome.opened else None

    return start, complete


def _handwritten() -> tuple[Callable[[], UUID], Complete]:
    from django.conf import settings

    from tests.benchmarks.handwritten import naive

    loop = naive(settings.DATABASES["default"])
    return loop.start, loop.complete


_SIDES = {"service": _service, "handwritten": _handwritten}

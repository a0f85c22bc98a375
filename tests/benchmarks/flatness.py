"""One case through thousands of rounds of rework: what a step costs this process then, and how large its state is."""

import time
from collections.abc import Callable
from typing import Any

from casework.cases.services import complete_task
from processes.models import ProcessInstance, UserTask
from tests.benchmarks.clock import spread
from tests.benchmarks.matter import NOW, office, open_case, version
from tests.processes.diagrams import chain, diagram, end, exclusive, flow, start, user_task

LANE = '<banjie:assignment roles="RL-03" scope="case.office"/>'
FORM = (
    b'{"title": "x", "fields": [{"name": "note", "type": "text", "label": "x"},'
    b' {"name": "ok", "type": "yes_no", "label": "ok", "variable": true}]}'
)


# Rounds before the first: what is compiled and prepared once is no cost of a round.
WARMING = 20


def rework() -> bytes:
    """Repair, check, and back to the repair until the check is passed."""
    body = (
        start()
        + user_task("repair", LANE)
        + user_task("recheck", LANE)
        + exclusive("passed", "repair")
        + end()
    )
    return diagram(
        body
        + chain("start", "repair", "recheck", "passed")
        + flow("passed", "repair")
        + flow("passed", "end", "recheck.ok = true")
    )


def measure_flatness(marks: tuple[int, ...], window: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Rounds up to the last of ``marks``; around each, the steps of ``window`` rounds and the state's size."""
    place = office()
    case = open_case(place, version(rework(), FORM))
    standing, durations = place.standing, []
    task = UserTask.objects.open().get(instance__key=case.pk).pk
    found: dict[str, Any] = {}
    for number in range(1 - WARMING, marks[-1] + 1):
        for values in ({"note": "改好了"}, {"ok": False}):
            began = time.process_time()
            outcome = complete_task(task_id=task, raw=values, by=place.officer, standing=standing, at=NOW)
            durations.append((time.process_time() - began) * 1000)
            task = outcome.opened[0].pk
        if number == 0:
            durations.clear()
        if number in marks:
            tell(f"返工 {number:,} 轮")
            state = ProcessInstance.objects.values_list("state", flat=True).get(key=case.pk)
            found[str(number)] = spread(durations[-2 * window :]) | {"state_bytes": len(state.encode())}
    first, last = spread(durations[: 2 * window]), spread(durations[-2 * window :])
    found["ratio_of_p95_last_to_first"] = round(last["p95_ms"] / first["p95_ms"], 2)
    return found

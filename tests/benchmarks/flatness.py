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


class Rounds:
    """A case that goes round; ``costs`` are milliseconds of processor time of its steps."""

    def __init__(self) -> None:
        self._place = office()
        self._standing = self._place.standing
        self.case = open_case(self._place, version(rework(), FORM))
        self._task = UserTask.objects.open().get(instance__key=self.case.pk).pk
        self.costs: list[float] = []

    def go_round(self) -> None:
        for values in ({"note": "改好了"}, {"ok": False}):
            began = time.process_time()
            outcome = complete_task(
                task_id=self._task, raw=values, by=self._place.officer, standing=self._standing, at=NOW
            )
            self.costs.append((time.process_time() - began) * 1000)
            self._task = outcome.opened[0].pk

    def state_bytes(self) -> int:
        return len(ProcessInstance.objects.values_list("state", flat=True).get(key=self.case.pk).encode())


def measure_flatness(marks: tuple[int, ...], window: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Rounds up to the last of ``marks``: the steps of the ``window`` rounds before each, and the state's size.

    In the end the old case and a fresh one go round in turn, so that both meet the same machine.
    """
    old = Rounds()
    found: dict[str, Any] = {}
    for number in range(1, marks[-1] + 1):
        old.go_round()
        if number in marks:
            tell(f"返工 {number:,} 轮")
            found[str(number)] = spread(old.costs[-2 * window :]) | {"state_bytes": old.state_bytes()}
    fresh = Rounds()
    for _ in range(window):
        fresh.go_round()
        old.go_round()
    ours, theirs = spread(old.costs[-2 * window :]), spread(fresh.costs)
    found["ratio_of_p95_old_to_fresh"] = round(ours["p95_ms"] / theirs["p95_ms"], 2)
    return found

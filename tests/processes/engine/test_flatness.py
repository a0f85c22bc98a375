"""The hundredth round of rework costs what the first did, and so does the five thousandth."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from processes.bundle import Bundle
from processes.engine import Environment, Run, compile_bundle
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    message,
    message_definition,
    start,
    timer_duration,
    user_task,
)
from tests.processes.engine.conftest import NOW
from tests.processes.engine.test_running import call

_ROUND = (
    exclusive("again", "repair") + user_task("repair") + user_task("check") + exclusive("passed", "out")
    + chain("again", "repair", "check", "passed") + flow("passed", "again", "check.ok = false")
)  # fmt: skip
_PLAIN = start() + _ROUND + end("out") + flow("start", "again") + flow("passed", "out")
_AROUND = (
    start() + call("inside", "inner") + boundary("late", "inside", timer_duration("P9D"), interrupting=False)
    + boundary("told", "inside", message("news"), interrupting=False) + user_task("read") + end() + end("read_it")
    + end("reminded") + chain("start", "inside", "end") + chain("late", "reminded") + chain("told", "read", "read_it")
)  # fmt: skip
_BESIDE = (
    start() + '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="out"/>' + _ROUND + user_task("other") + end()
    + chain("start", "split", "again") + flow("passed", "out") + chain("split", "other", "out", "end")
)  # fmt: skip
SHAPES = {
    "a plain loop": bundle(diagram(_PLAIN)),
    "a called process, while events may happen to its caller": bundle(
        diagram(_AROUND, extra=message_definition("news")), inner=diagram(_PLAIN, process="inner")
    ),
    "one branch of a parallel block": bundle(diagram(_BESIDE)),
}


class Rework:
    """One instance; ``costs`` are the seconds of CPU that each step took, with loading and saving."""

    def __init__(self, made: Bundle) -> None:
        self.definition, self.key = compile_bundle(made), uuid4()
        self.costs: list[float] = []
        self.sizes: list[int] = []
        self.run = Run.start(self._environment(), {"case": "甲" * 40})
        self.state = self.run.save()

    def _environment(self) -> Environment:
        return Environment(definition=self.definition, instance_id=self.key, key=self.key, at=NOW)

    def step(self, act: Callable[[Run], Any]) -> None:
        started = time.process_time()
        self.run = Run.load(self.state, self._environment())
        act(self.run)
        self.run.ready(), self.run.next_timer_at()
        self.state = self.run.save()
        self.costs.append(time.process_time() - started)
        self.sizes.append(len(self.state.encode()))

    def complete(self, element: str, values: dict[str, Any]) -> None:
        self.step(lambda run: run.complete(self._ready(element), values, {}))

    def _ready(self, element: str) -> UUID:
        return next(task.id for task in self.run.ready() if task.element.id == element)

    def round(self, number: int) -> None:
        self.complete("repair", {"round": number % 10})
        self.complete("check", {"ok": False})
        if any(waiting.message == "news" for waiting in self.run.waiting()):
            self.step(lambda run: run.deliver("news", {"round": number % 10}))
            self.complete("read", {})

    def tasks(self) -> int:
        called = self.run.workflow.subprocesses.values()
        return sum(len(tree.tasks) for tree in (self.run.workflow, *called))


def _p95(costs: list[float]) -> float:
    return sorted(costs)[int(len(costs) * 0.95)]


@pytest.mark.parametrize("name", SHAPES)
def test_a_step_costs_the_same_in_any_round(name: str, sized: Callable[[int, int], int]) -> None:
    rework = Rework(SHAPES[name])
    rework.round(0)
    a_round = len(rework.costs)
    rework.round(1)
    tasks, size = rework.tasks(), max(rework.sizes)
    for number in range(2, sized(300, 5000)):
        rework.round(number)
    assert rework.tasks() == tasks
    # A number may have a digit more or less: what was said in a round, or which arrival at an end it was.
    assert max(rework.sizes[-a_round * 100 :]) <= size + 32
    assert size < 4096
    first, last = rework.costs[: a_round * 100], rework.costs[-a_round * 100 :]
    # A small run is short enough for one interruption to show.
    assert _p95(last) <= _p95(first) * (1.2 if sized(0, 1) else 3)


@pytest.mark.parametrize("name", SHAPES)
def test_it_can_still_be_ended_after_many_rounds(name: str) -> None:
    rework = Rework(SHAPES[name])
    for number in range(20):
        rework.round(number)
    rework.complete("repair", {})
    rework.complete("check", {"ok": True})
    if not rework.run.ended:
        rework.complete("other", {})
    assert rework.run.ended
    assert rework.run.end() is not None

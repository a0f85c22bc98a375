"""Compacted, saved and reloaded on fresh diagrams at every step, an instance behaves as one that forgets nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processes.bundle import Bundle
from processes.engine import Environment, Run, compile_bundle
from processes.engine.trail import Trail
from tests.processes.engine.blocks import BODIES, Block, bundle_of
from tests.processes.engine.conftest import NOW

STEPS = 24


class Remembering(Run):
    compacting = False


class Twins:
    """The same instance twice: one kept in memory with its whole history, one compacted, saved and reloaded."""

    def __init__(self, made: Bundle) -> None:
        self.bundle, self.key, self.at = made, uuid4(), NOW
        self.definition = compile_bundle(made)
        data = {"given": "起"}
        self.whole = Remembering.start(self._environment(self.definition), dict(data))
        self.short = Run.start(self._environment(compile_bundle(made)), dict(data))

    def _environment(self, definition: Any) -> Environment:
        return Environment(definition=definition, instance_id=self.key, key=self.key, at=self.at)

    def step(self, act: Callable[[Run, list[UUID]], None], choices: list[int]) -> None:
        """``act`` on both; what each has passed is compared at once."""
        short, whole = Run.load(self.short.save(), self._environment(compile_bundle(self.bundle))), self.whole
        whole.environment.at = self.at
        whole.trail = Trail(self.definition)
        for run in (whole, short):
            ready = run.ready()
            act(run, [ready[choice % len(ready)].id for choice in choices if ready])
        self.short = short
        assert short.trail.elements == whole.trail.elements
        assert short.trail.flows == whole.trail.flows
        assert [e.id for e in short.trail.order] == [e.id for e in whole.trail.order]

    def compare(self) -> None:
        short, whole = self.short, self.whole
        assert [(t.element.id, t.data) for t in short.ready()] == [
            (t.element.id, t.data) for t in whole.ready()
        ]
        assert [(w.element.id, w.due_at, w.message, w.data) for w in short.waiting()] == [
            (w.element.id, w.due_at, w.message, w.data) for w in whole.waiting()
        ]
        assert (short.ended, short.end()) == (whole.ended, whole.end())
        assert short.workflow.data == whole.workflow.data


def _play(twins: Twins, script: list[tuple[int, int, int]]) -> None:
    twins.compare()
    for kind, choice, way in script:
        if twins.whole.ended:
            break
        if kind == 0:
            twins.at += timedelta(hours=1 + way)
            twins.step(lambda run, _: run.proceed(), [])
        elif kind == 1 and any(w.message == "news" for w in twins.whole.waiting()):
            twins.step(lambda run, _, way=way: run.deliver("news", {"n": way}), [])  # type: ignore[misc]
        else:
            _complete(twins, choice, way)
        twins.compare()


def _complete(twins: Twins, choice: int, way: int) -> None:
    def act(run: Run, tasks: list[UUID]) -> None:
        for task in tasks:
            run.complete(task, {"way": way, "list": [way, {"n": choice}]}, {})

    twins.step(act, [choice])


def _finish(twins: Twins) -> None:
    """The shortest way out: complete what is ready, let time pass, send what is waited for."""
    for _ in range(60):
        if twins.whole.ended:
            return
        if twins.whole.ready():
            _complete(twins, 0, 0)
        else:
            twins.at += timedelta(hours=5)
            twins.step(lambda run, _: run.proceed(), [])
            if any(w.message == "news" for w in twins.whole.waiting()):
                twins.step(lambda run, _: run.deliver("news", {}), [])
        twins.compare()
    raise AssertionError("it does not end")


SCRIPTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 3)), min_size=6, max_size=STEPS
)


def test_an_instance_behaves_the_same_without_its_history(sized: Callable[[int, int], int]) -> None:
    @settings(
        max_examples=sized(20, 5000), deadline=None, derandomize=sized(1, 0) == 1,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(body=BODIES, script=SCRIPTS)
    def behaves_the_same(body: Block, script: list[tuple[int, int, int]]) -> None:
        twins = Twins(bundle_of(body))
        _play(twins, script)
        _finish(twins)

    behaves_the_same()

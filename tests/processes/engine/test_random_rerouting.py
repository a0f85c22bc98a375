"""Whatever legal move is made at whatever time in whatever diagram, the state loads and the instance comes to its end."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from processes.engine import Environment, Run, compile_bundle
from processes.engine.rerouting import Move, legal_moves, reroute, round_trip
from tests.processes.engine.blocks import BODIES, Block, bundle_of
from tests.processes.engine.conftest import NOW

SCRIPTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 99), st.integers(0, 3)), min_size=6, max_size=24
)


class Moved:
    """One instance, saved and reloaded between all steps, with the trail that says what it has passed."""

    def __init__(self, block: Block) -> None:
        self.definition = compile_bundle(bundle_of(block))
        self.key, self.at, self.passed = uuid4(), NOW, set[str]()
        self.keep(Run.start(self.environment(), {"given": "起"}))

    def environment(self) -> Environment:
        return Environment(definition=self.definition, instance_id=self.key, key=self.key, at=self.at)

    def load(self) -> Run:
        return Run.load(self.state, self.environment())

    def keep(self, run: Run) -> None:
        self.passed |= set(run.trail.elements)
        self.state = round_trip(run)
        self.ended = run.ended

    def step(self, kind: int, choice: int, way: int) -> None:
        run = self.load()
        ready = run.ready()
        if kind <= 1:
            self.move(run, choice)
        elif kind == 2 and "news" in run.awaited():
            run.deliver("news", {"n": way})
        elif ready and kind > 2:
            run.complete(ready[choice % len(ready)].id, {"way": way}, {})
        else:
            self.at += timedelta(hours=1 + way)
            run = self.load()
            run.proceed()
        self.keep(run)

    def move(self, run: Run, choice: int) -> None:
        options = legal_moves(run, passed=self.passed, may_leave_out=lambda element: True)
        if not options:
            return
        before = {task.id: task.element for task in run.ready()}
        chosen = options[choice % len(options)]
        event(f"moves {chosen.move.way} of {len(chosen.moved)}")
        reroute(run, Move.from_json(chosen.move.to_json()))
        after = {task.id for task in run.ready()}
        # What was not moved is still the same task of the same person.
        inside = {element.id for element in chosen.moved if element.kind in {"callActivity", "subProcess"}}
        if not inside and chosen.move.way != "close":
            gone = [element for key, element in before.items() if key not in after]
            assert all(element in chosen.moved for element in gone)

    def finish(self) -> None:
        for _ in range(80):
            if self.ended:
                return
            run = self.load()
            if ready := run.ready():
                run.complete(ready[0].id, {"way": 0}, {})
            else:
                # Time first: a message that may come any number of times would keep it waiting for ever.
                self.at += timedelta(hours=5)
                run = self.load()
                run.proceed()
                if not run.ready() and "news" in run.awaited():
                    run.deliver("news", {})
            self.keep(run)
        raise AssertionError("it does not end")


def test_any_legal_move_at_any_time_ends_properly(sized: Callable[[int, int], int]) -> None:
    @settings(
        max_examples=sized(60, 5000), deadline=None, derandomize=sized(1, 0) == 1,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(body=BODIES, script=SCRIPTS)
    def ends(body: Block, script: list[tuple[int, int, int]]) -> None:
        moved = Moved(body)
        for kind, choice, way in script:
            if moved.ended:
                break
            moved.step(kind, choice, way)
        moved.finish()

    ends()

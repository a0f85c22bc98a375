"""Random pairs of versions: whatever is moved is a whole case and comes to its end, whatever is not names its element."""

import os

from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from processes.engine import InvalidDiagram
from processes.migration import Outcome
from processes.migration.prospects import Side
from tests.processes.engine.blocks import BODIES, Block, bundle_of
from tests.processes.migration.instances import Instance
from tests.processes.migration.mutations import redrawn

PAIRS = int(os.environ.get("BANJIE_RANDOM_PAIRS", "60"))


@settings(
    max_examples=PAIRS, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)
@given(
    block=BODIES,
    script=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 20), st.integers(0, 3)), max_size=12),
    seed=st.integers(0, 2**32),
    number=st.integers(1, 3),
)
def test_a_case_that_is_moved_ends_and_one_that_stays_says_where(
    block: Block, script: list[tuple[int, int, int]], seed: int, number: int
) -> None:
    first = bundle_of(block)
    second, renaming = redrawn(first, f"{seed} {script} {block}", number)
    try:
        target = Side.in_bundle(second)
    except InvalidDiagram:
        event("not deployable")
        return
    case = Instance(Side.in_bundle(first)).start(given="起")
    _play(case, script)
    before, ids = case.load(), _tasks(case)
    if before.ended:
        event("ended before")
        return
    judged = case.consider(target, renaming)
    event(judged.verdict.outcome)
    if judged.moved is None:
        assert judged.verdict.outcome == Outcome.STAYS
        assert all("“" in reason for reason in judged.verdict.reasons), judged.verdict.reasons
        return
    case.take(judged, target)
    assert _tasks(case) == ids
    case.finish()


def _tasks(case: Instance) -> list[str]:
    return sorted(str(task.id) for task in case.load().ready())


def _play(case: Instance, script: list[tuple[int, int, int]]) -> None:
    for kind, choice, way in script:
        run = case.load()
        if run.ended:
            return
        ready = run.ready()
        if kind == 0:
            case.advance(hours=1 + way)
        elif kind == 1 and "news" in run.awaited():
            case.deliver("news", {"n": way})
        elif ready:
            case.complete_first(run, ready[choice % len(ready)].id, way)
        elif run.awaited():
            case.deliver("news", {"n": way})
        else:
            case.advance(hours=3)

"""What becomes of a running case, shape by change: it moves, a person decides about it, or it stays, and why.

The case has done ``a`` and stands in the shape; ``z`` comes after it. Whatever moves comes to its end.
"""

import pytest

from processes.migration import Outcome
from processes.migration.prospects import Side
from tests.processes.migration.shapes import CHANGES, SHAPES, case_in

MOVES: tuple[Outcome, str] = (Outcome.MOVES, "")


def decide(why: str) -> tuple[Outcome, str]:
    return Outcome.DECIDE, why


def stays(why: str) -> tuple[Outcome, str]:
    return Outcome.STAYS, why


# For every shape, but for those named below. What was put before ``a`` leads to ``a`` once more: nothing is lost.
RULE = {
    "removed": stays("新版里没有这一步"),
    "renamed": stays("新版里没有这一步"),
    "renamed, and said so": decide("按您的对应改到"),
    "shape renamed, and said so": decide("按您的对应改到"),
    "put behind z": decide("“任务z”在新版里排到了案件已经走过的地方"),
    "put before a": MOVES,
    "new step before it": decide("新加的“任务n”在案件已经走过的地方"),
    "new step after it": MOVES,
    "other rules": decide("改由别的角色或单位办理"),
    "in a parallel block": stays("新版会在“网关”一直等一条它没有走的路"),
}
UNLIKE = {
    ("timer", "other rules"): decide("“等待x”的时间规则改了"),
    ("boundary timer", "other rules"): decide("“事件late”的时间规则改了"),
    ("message catch", "other rules"): stays("等“news”，新版不再等它"),
    ("event gateway", "other rules"): stays("等“news”，新版不再等它"),
    # Its tokens are at the steps inside; where it opened is behind them.
    ("parallel block", "shape renamed, and said so"): MOVES,
}
TABLE = {(shape, change): UNLIKE.get((shape, change), RULE[change]) for shape in SHAPES for change in CHANGES}


@pytest.mark.parametrize(("shape", "change"), TABLE, ids=[f"{one}: {done}" for one, done in TABLE])
def test_what_becomes_of_a_case(shape: str, change: str) -> None:
    redraw, said = CHANGES[change]
    case, target = case_in(shape), Side.in_bundle(redraw(shape))
    open_before = {task.id for task in case.load().ready()}
    judged = case.consider(target, said(shape))
    outcome, why = TABLE[shape, change]
    assert judged.verdict.outcome == outcome, judged.verdict.reasons
    assert why in "".join(judged.verdict.reasons)
    assert (judged.moved is None) == (outcome == Outcome.STAYS)
    if judged.moved is not None:
        case.take(judged, target)
        assert {task.id for task in case.load().ready()} == open_before
        case.finish()


def test_the_table_has_every_shape_and_every_change() -> None:
    assert (len(SHAPES), len(CHANGES), len(TABLE)) == (9, 10, 90)
    assert set(UNLIKE) <= set(TABLE)
    assert set(RULE) == set(CHANGES)

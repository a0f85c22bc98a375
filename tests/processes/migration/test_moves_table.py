"""What becomes of a running case, shape by change: it moves, a person decides about it, or it stays, and why.

The case has done ``a`` and stands in the shape; ``z`` comes after it. Whatever moves comes to its end.
"""

import pytest

from processes.migration import Outcome
from processes.migration.prospects import Side
from tests.processes.diagrams import bundle, chain, diagram, end, exclusive, flow, gateway, start, user_task
from tests.processes.migration.instances import Instance
from tests.processes.migration.shapes import CHANGES, SHAPES, case_in

MOVES: tuple[Outcome, str] = (Outcome.MOVES, "")


def decide(why: str) -> tuple[Outcome, str]:
    return Outcome.DECIDE, why


def stays(why: str) -> tuple[Outcome, str]:
    return Outcome.STAYS, why


# For every shape, but for those named below.
RULE = {
    "removed": stays("新版里没有这一步"),
    "renamed": stays("新版里没有这一步"),
    "renamed, and said so": decide("按您的对应改到"),
    "shape renamed, and said so": decide("按您的对应改到"),
    "put behind z": decide("“任务z”在新版里排到了案件已经走过的地方"),
    "put before a": decide("已经办过“任务a”，新版把它排在后面，走到那里会再办一次"),
    "new step before it": decide("新加的“任务n”在案件已经走过的地方"),
    "new way back": MOVES,
    "new way back to a new step before it": decide(
        "新加的“任务n”在案件已经走过的地方，这个案件只有退回去重走时才会经过它"
    ),
    "z put before it, on a way back": decide(
        "“任务z”在新版里排到了案件已经走过的地方，这个案件只有退回去重走"
    ),
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
    assert (len(SHAPES), len(CHANGES), len(TABLE)) == (9, 13, 117)
    assert set(UNLIKE) <= set(TABLE)
    assert set(RULE) == set(CHANGES)


def test_only_what_the_case_itself_has_done_is_said_to_be_done_again() -> None:
    """It went by ``b``, not by ``c``; both come after the choice of the new version, ``c`` for the first time."""
    choice = exclusive("g", "b") + gateway("exclusive", "m") + "".join(map(user_task, "abcxz"))
    ways = (
        chain("start", "a", "g", "b", "m")
        + flow("g", "c", "a.way = 1")
        + flow("c", "m")
        + chain("m", "x", "z", "end")
    )
    case = _begun(choice + ways).complete("a").complete("b")
    assert case.ready() == ["x"]
    turned = chain("start", "a", "x", "b", "c", "z", "end")
    judged = case.consider(_side("".join(map(user_task, "abcxz")) + turned))
    assert judged.verdict.reasons == ["案件已经办过“任务b”，新版把它排在后面，走到那里会再办一次。"]


def test_a_step_that_is_now_inside_of_a_later_one_is_done_again() -> None:
    case = _begun("".join(map(user_task, "axz")) + chain("start", "a", "x", "z", "end")).complete("a")
    inner = start("s") + user_task("a") + end("e") + chain("s", "a", "e")
    later = f'<bpmn:subProcess id="within" name="子流程">{inner}</bpmn:subProcess>'
    judged = case.consider(_side(user_task("x") + later + chain("start", "x", "within", "end")))
    assert judged.verdict.reasons == ["案件已经办过“任务a”，新版把它排在后面，走到那里会再办一次。"]


def _side(body: str) -> Side:
    return Side.in_bundle(bundle(diagram(start() + body + end())))


def _begun(body: str) -> Instance:
    return Instance(_side(body)).start()

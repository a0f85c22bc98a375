"""Moving by hand: which moves are offered for which shapes, and what is left afterwards."""

from collections.abc import Callable

import pytest

from processes.engine.rerouting import IllegalMove, Move, Way, reroute
from tests.processes.diagrams import (
    bundle,
    called_process,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    gateway,
    instances,
    service,
    start,
    user_task,
)
from tests.processes.engine.conftest import Machine, calls
from tests.processes.engine.reroutes import keys, move, offered

Make = Callable[..., Machine]


ROW = diagram(
    start() + user_task("a") + user_task("b") + user_task("c") + end() + chain("start", "a", "b", "c", "end")
)
FORK = diagram(
    start() + user_task("first") + gateway("parallel", "fork") + user_task("a") + user_task("a2") + user_task("b")
    + gateway("parallel", "join") + user_task("last") + end()
    + chain("start", "first", "fork", "a", "a2", "join", "last", "end") + chain("fork", "b", "join")
)  # fmt: skip
SUB = diagram(
    start("s2") + user_task("in1") + user_task("in2") + end("e2") + chain("s2", "in1", "in2", "e2"),
    process="sub",
)


def test_in_a_row_it_goes_back_or_on(machine: Make) -> None:
    made = machine(bundle(ROW))
    made.complete("a", ok=True)
    found = offered(made, keys("start", "a"))
    assert set(found) == {"back b>a", "on b>c"}
    move(made, found["back b>a"])
    assert made.ready() == ["a"]
    assert made.load().ready()[0].data["a"] == {"ok": True}
    made.complete("a", ok=False)
    made.complete("b")
    made.complete("c")
    assert made.load().ended


def test_what_the_rest_rests_on_is_not_left_out(machine: Make) -> None:
    made = machine(
        bundle(
            diagram(
                start()
                + user_task("a")
                + service("number", "test.note", "n")
                + user_task("b")
                + end()
                + chain("start", "a", "number", "b", "end")
            )
        )
    )
    assert set(offered(made, set(), lambda e: e.id != "number")) == set()
    found = offered(made, set())
    assert [e.id for e in found["on a>b"].left_out] == ["a", "number"]
    move(made, found["on a>b"])
    assert (made.ready(), calls) == (["b"], [])


def test_one_of_two_branches_moves_alone_and_the_other_keeps_its_work(machine: Make) -> None:
    made = machine(bundle(FORK))
    made.complete("first")
    made.complete("a")
    found = offered(made, keys("start", "first", "fork", "a"))
    # Before the fork only both together; behind the join neither alone.
    assert set(found) == {"back a2>a", "back a2+b>first"}
    task_of_b = made.task("b")
    move(made, found["back a2>a"])
    assert made.ready() == ["a", "b"]
    assert made.task("b") == task_of_b
    for element in ("a", "a2", "b", "last"):
        made.complete(element)
    assert made.load().ended


def test_a_branch_that_is_done_and_waits_at_the_join_can_be_sent_back(machine: Make) -> None:
    made = machine(bundle(FORK))
    made.complete("first")
    made.complete("b", ok=1)
    found = offered(made, keys("start", "first", "fork", "b"))
    assert "back join>b" in found
    assert "back a+join>first" in found
    move(made, found["back join>b"])
    assert made.ready() == ["a", "b"]
    for element in ("a", "b", "a2", "last"):
        made.complete(element)
    assert made.load().ended


def test_both_branches_together_go_back_before_the_fork(machine: Make) -> None:
    made = machine(bundle(FORK))
    made.complete("first")
    made.complete("a", ok="a")
    made.complete("b", ok="b")
    move(made, offered(made, keys("start", "first", "fork", "a", "b"))["back a2+join>first"])
    assert made.ready() == ["first"]
    data = made.load().ready()[0].data
    assert (data["a"], data["b"]) == ({"ok": "a"}, {"ok": "b"})
    for element in ("first", "a", "a2", "b"):
        made.complete(element)
    assert made.ready() == ["last"]


def test_a_branch_before_a_parallel_join_cannot_be_closed_one_of_an_inclusive_can(machine: Make) -> None:
    made = machine(bundle(FORK))
    made.complete("first")
    assert not [key for key in offered(made, keys("first")) if key.startswith("close")]
    both = FORK.decode().replace("parallelGateway", "inclusiveGateway")
    for branch in ("a", "b"):
        both = both.replace(flow("fork", branch), flow("fork", branch, "true"))
    made = machine(bundle(both.encode()))
    made.complete("first")
    assert made.ready() == ["a", "b"]
    move(made, offered(made, keys("first"))["close b>"])
    assert made.ready() == ["a"]
    made.complete("a")
    made.complete("a2")
    assert made.ready() == ["last"]


def test_a_loop_goes_round_again_after_a_move(machine: Make) -> None:
    made = machine(
        bundle(
            diagram(
                start()
                + gateway("exclusive", "again")
                + user_task("a")
                + user_task("check")
                + exclusive("x", "end")
                + end()
                + chain("start", "again", "a", "check", "x", "end")
                + flow("x", "again", "check.ok = false")
            )
        )
    )
    for _round in range(3):
        made.complete("a")
        move(made, offered(made, keys("a"))["back check>a"])
        made.complete("a")
        made.complete("check", ok=False)
    made.complete("a")
    made.complete("check", ok=True)
    assert made.load().ended


@pytest.mark.parametrize("sequential", [False, True])
def test_several_instances_move_as_one(machine: Make, sequential: bool) -> None:
    many = user_task("m", loop=instances("[1, 2, 3]", "item", sequential=sequential))
    made = machine(
        bundle(
            diagram(
                start()
                + user_task("a")
                + many
                + user_task("z")
                + end()
                + chain("start", "a", "m", "z", "end")
            )
        )
    )
    made.complete("a")
    made.complete("m")
    found = offered(made, keys("a"))
    assert set(found) == {"back m>a", "again m>m", "on m>z"}
    move(made, found["again m>m"])
    assert made.ready() == (["m"] if sequential else ["m"] * 3)
    move(made, offered(made, keys("a"))["back m>a"])
    assert made.ready() == ["a"]
    made.complete("a")
    for _instance in range(3):
        made.complete("m")
    assert made.ready() == ["z"]


def test_in_a_called_process_it_moves_inside_or_leaves_it_whole(machine: Make) -> None:
    made = machine(
        bundle(
            diagram(
                start()
                + user_task("a")
                + called_process("c")
                + user_task("z")
                + end()
                + chain("start", "a", "c", "z", "end")
            ),
            sub=SUB,
        )
    )
    made.complete("a", ok="a")
    made.complete("in1", ok="in1")
    found = offered(made, keys("a") | keys("in1", process="sub"))
    assert set(found) == {"back c>a", "again c>c", "on c>z", "back in2>in1"}
    assert found["back in2>in1"].around is not None
    move(made, found["back in2>in1"])
    assert made.ready() == ["in1"]
    made.complete("in1")
    move(made, offered(made, set())["again c>c"])
    assert made.ready() == ["in1"]
    made.complete("in1", ok=2)
    move(made, offered(made, keys("a"))["back c>a"])
    assert made.ready() == ["a"]
    # What was known inside is still known: the caller itself keeps nothing while it waits.
    assert made.load().ready()[0].data["a"] == {"ok": "a"}
    for element in ("a", "in1", "in2", "z"):
        made.complete(element)
    assert made.load().ended


def test_one_of_several_called_processes_moves_without_the_others(machine: Make) -> None:
    made = machine(
        bundle(
            diagram(
                start()
                + called_process("c", instances("[1, 2]", "item"))
                + end()
                + chain("start", "c", "end")
            ),
            sub=SUB,
        )
    )
    made.complete("in1")
    back = offered(made, keys("in1", process="sub"))["back in2>in1"]
    move(made, back)
    assert made.ready() == ["in1", "in1"]
    for element in ("in1", "in1", "in2", "in2"):
        made.complete(element)
    assert made.load().ended


def test_an_embedded_sub_process_is_a_level_of_its_own(machine: Make) -> None:
    inside = start("s2") + user_task("in1") + user_task("in2") + end("e2") + chain("s2", "in1", "in2", "e2")
    made = machine(
        bundle(
            diagram(
                start()
                + user_task("a")
                + f'<bpmn:subProcess id="p" name="子流程">{inside}</bpmn:subProcess>'
                + end()
                + chain("start", "a", "p", "end")
            )
        )
    )
    made.complete("a")
    made.complete("in1")
    found = offered(made, keys("a", "in1"))
    assert set(found) == {"back p>a", "again p>p", "back in2>in1"}
    move(made, found["back p>a"])
    made.complete("a")
    assert made.ready() == ["in1"]


def test_a_branch_that_has_ended_is_not_done_twice(machine: Make) -> None:
    made = machine(
        bundle(
            diagram(
                start()
                + user_task("first")
                + gateway("parallel", "fork")
                + user_task("a")
                + user_task("b")
                + end("e1")
                + end("e2")
                + chain("start", "first", "fork", "a", "e1")
                + chain("fork", "b", "e2")
            )
        )
    )
    made.complete("first")
    assert "back a+b>first" in offered(made, keys("first", "fork"))
    made.complete("a")
    assert not [key for key in offered(made, keys("first", "fork", "a", "e1")) if key.endswith("first")]


def test_a_move_of_what_is_gone_is_refused(machine: Make) -> None:
    made = machine(bundle(ROW))
    made.complete("a")
    back = offered(made, keys("a"))["back b>a"]
    made.complete("b")
    with pytest.raises(IllegalMove):
        reroute(made.load(), back.move)


@pytest.mark.parametrize(
    "data", [{}, {"way": "fly", "level": "", "tokens": [], "target": ""}, {"way": "back"}]
)
def test_what_is_no_move_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(IllegalMove):
        Move.from_json(data)


def test_the_ways_have_the_names_that_are_kept() -> None:
    assert {way.value for way in Way} == {"back", "on", "again", "close"}

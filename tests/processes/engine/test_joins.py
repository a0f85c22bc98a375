"""Tokens meet as BPMN says, in any round and in any order, with the state saved and reloaded between all steps."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    gateway,
    instances,
    message,
    message_definition,
    service,
    start,
    timer_duration,
    user_task,
)
from tests.processes.engine.conftest import NOW, Machine
from tests.processes.engine.test_running import call

Make = Callable[..., Machine]


ROUNDS = (
    start() + exclusive("in", "split") + gateway("parallel", "split") + user_task("a") + user_task("b")
    + gateway("parallel", "join") + user_task("check") + exclusive("again", "end") + end()
    + chain("start", "in", "split", "a", "join", "check", "again") + chain("split", "b", "join")
    + flow("again", "end") + flow("again", "in", "check.ok = false")
)  # fmt: skip


@pytest.mark.parametrize("order", ["abab", "abba", "baab", "baba"])
def test_a_join_waits_for_its_branches_in_the_second_round_too(machine: Make, order: str) -> None:
    made = machine(bundle(diagram(ROUNDS)))
    for pair in (order[:2], order[2:]):
        made.complete(pair[0])
        assert made.ready() == [pair[1]]
        made.complete(pair[1])
        assert made.ready() == ["check"]
        made.complete("check", ok=False)
    assert made.ready() == ["a", "b"]


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_of_what_two_branches_say_the_later_counts(machine: Make, order: str) -> None:
    body = (
        start() + gateway("parallel", "split") + user_task("a") + service("sa", "test.note", "noted", text="a")
        + user_task("b") + service("sb", "test.note", "noted", text="b") + gateway("parallel", "join") + user_task("c")
        + end() + chain("start", "split", "a", "sa", "join", "c", "end") + chain("split", "b", "sb", "join")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    for task in order:
        made.complete(task)
    assert made.load().ready()[0].data["noted"] == {"text": order[-1], "count": 2}


def test_an_inclusive_join_waits_only_for_what_can_still_come(machine: Make) -> None:
    split = '<bpmn:inclusiveGateway id="split" name="选" default="split_c"/>'
    body = (
        start() + user_task("ask") + split + user_task("a") + user_task("b") + user_task("c") + exclusive("off", "b2")
        + user_task("b2") + gateway("inclusive", "join") + user_task("last") + end() + end("left")
        + chain("start", "ask", "split") + flow("split", "a", "ask.a = true") + flow("split", "b", "ask.b = true")
        + flow("split", "c") + chain("a", "join", "last", "end") + chain("b", "off", "b2", "join") + flow("c", "join")
        + flow("off", "left", "b.off = true")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    made.complete("ask", a=True, b=True)
    made.complete("a")
    assert made.ready() == ["b"]
    made.complete("b", off=True)
    assert made.ready() == ["last"]
    made.complete("last")
    assert made.run.ended


def test_two_interrupting_events_due_at_one_moment_interrupt_once(machine: Make) -> None:
    body = (
        start() + user_task("u") + boundary("t1", "u", timer_duration("PT1H")) + boundary("t2", "u", timer_duration("PT2H"))
        + user_task("one") + user_task("two") + end() + end("e1") + end("e2") + chain("start", "u", "end")
        + chain("t1", "one", "e1") + chain("t2", "two", "e2")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    made.advance(NOW + timedelta(hours=5))
    assert made.ready() == ["one"]


def test_interrupting_many_calls_at_once_takes_all_of_them_away(machine: Make) -> None:
    """The library forgot what the instances had called, and went on with it."""
    calls = (
        '<bpmn:callActivity id="c" name="调用" calledElement="inner">'
        + instances("[1, 2, 3]", "item")
        + "</bpmn:callActivity>"
    )
    main = (
        start() + calls + boundary("m", "c", message("off")) + user_task("after") + end() + end("gone")
        + chain("start", "c", "end") + chain("m", "after", "gone")
    )  # fmt: skip
    inner = (
        start() + user_task("u") + boundary("t", "u", timer_duration("PT1H"), interrupting=False) + end() + end("late")
        + chain("start", "u", "end") + chain("t", "late")
    )  # fmt: skip
    made = machine(
        bundle(diagram(main, extra=message_definition("off")), inner=diagram(inner, process="inner"))
    )
    made.complete("u")
    made.deliver("off")
    assert made.ready() == ["after"]
    assert made.run.next_timer_at() is None
    made.advance(NOW + timedelta(hours=2))
    made.complete("after")
    assert made.run.ended


def test_a_message_that_ends_an_activity_leaves_no_event_of_it_behind(machine: Make) -> None:
    inner = (
        start() + '<bpmn:intermediateCatchEvent id="hear" name="等">' + message("news") + "</bpmn:intermediateCatchEvent>"
        + end() + chain("start", "hear", "end")
    )  # fmt: skip
    main = (
        start() + call("c", "inner") + boundary("m", "c", message("news"), interrupting=False) + user_task("read")
        + user_task("last") + end() + end("heard") + chain("start", "c", "last", "end") + chain("m", "read", "heard")
    )  # fmt: skip
    news = message_definition("news")
    made = machine(bundle(diagram(main, extra=news), inner=diagram(inner, process="inner", extra=news)))
    made.deliver("news")
    assert made.ready() == ["last", "read"]
    assert made.run.waiting() == []
    made.complete("read")
    made.complete("last")
    assert made.run.ended


def test_every_end_of_a_process_hands_over_its_data(machine: Make) -> None:
    main = start() + call("c", "inner") + user_task("last") + end() + chain("start", "c", "last", "end")
    inner = (
        start() + gateway("parallel", "split") + user_task("a") + user_task("b") + user_task("d") + end("e1") + end("e2")
        + end("e3") + chain("start", "split", "a", "e1") + chain("split", "b", "e2") + chain("split", "d", "e3")
    )  # fmt: skip
    made = machine(bundle(diagram(main), inner=diagram(inner, process="inner")))
    for task in "bda":
        made.complete(task, by=task)
    assert made.load().ready()[0].data == {task: {"by": task} for task in "abd"}


def test_a_task_may_lead_straight_back_to_itself(machine: Make) -> None:
    body = start() + user_task("u") + end() + flow("start", "u") + flow("u", "u")
    made = machine(bundle(diagram(body)))
    for _ in range(3):
        made.complete("u")
    assert made.ready() == ["u"]


def test_the_picture_of_the_path_is_the_same_without_history(machine: Make) -> None:
    made = machine(bundle(diagram(ROUNDS)))
    passed: dict[str, dict[str, int]] = {}
    for task in ("a", "b", "check"):
        made.complete(task, ok=False)
        passed = made.run.trail.added_to(passed)
    assert passed["flows"]["main/again_in"] == passed["flows"]["main/split_a"] == 1
    assert passed["flows"]["main/check_again"] == passed["flows"]["main/split_b"] == 1

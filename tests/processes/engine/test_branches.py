"""Branches that meet, end and are taken away: no token, no answer and no case is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from processes.engine import StepFailed
from tests.processes.diagrams import (
    boundary,
    bundle,
    called_process,
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
from tests.processes.engine.conftest import NOW, Machine, calls

Make = Callable[..., Machine]
MESSAGE = message_definition("m")


SUB = diagram(start("s2") + user_task("inner") + end("e2") + chain("s2", "inner", "e2"), process="sub")
BLOCK = gateway("parallel", "fork") + user_task("a") + user_task("b") + gateway("parallel", "join")


def block_in_a_loop() -> bytes:
    return diagram(
        start() + gateway("exclusive", "m") + BLOCK + user_task("check") + exclusive("x", "m") + end()
        + chain("start", "m", "fork", "a", "join", "check", "x", "m") + chain("fork", "b", "join")
        + flow("x", "end", "check.ok = true")
    )  # fmt: skip


def test_a_join_waits_for_both_branches_in_every_round(machine: Make) -> None:
    made = machine(bundle(block_in_a_loop()))
    for first, second in (("a", "b"), ("b", "a"), ("a", "b")):
        made.complete(first)
        assert made.ready() == [second]
        made.complete(second)
        made.complete("check", ok=False)


def test_a_branch_that_changed_nothing_undoes_nothing(machine: Make) -> None:
    made = machine(bundle(block_in_a_loop()))
    for number in (1, 2):
        made.complete("a", ok=number)
        made.complete("b", ok=number)
        made.complete("check", ok=False)
    made.complete("a", ok=3)
    made.complete("b", ok=4)
    data = made.load().ready()[0].data
    assert (data["a"], data["b"]) == ({"ok": 3}, {"ok": 4})


def test_a_later_branch_does_not_bring_back_what_an_earlier_one_replaced(machine: Make) -> None:
    body = (
        start() + user_task("a") + gateway("parallel", "fork") + gateway("parallel", "join")
        + service("replace", "test.note", "a", text="new") + user_task("late") + user_task("after") + end()
        + chain("start", "a", "fork", "replace", "join", "after", "end") + chain("fork", "late", "join")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    made.complete("a", text="old")
    made.complete("late")
    assert made.load().ready()[0].data["a"]["text"] == "new"


def test_an_inclusive_join_waits_for_a_called_process(machine: Make) -> None:
    fork = '<bpmn:inclusiveGateway id="fork" name="选" default="fork_b"/>'
    body = (
        start() + fork + called_process("c") + user_task("a") + user_task("b") + gateway("inclusive", "join")
        + user_task("after") + end() + chain("start", "fork", "b", "join", "after", "end")
        + flow("fork", "a", "1 = 1") + flow("fork", "c", "1 = 1") + flow("a", "join") + flow("c", "join")
    )  # fmt: skip
    made = machine(bundle(diagram(body), sub=SUB))
    made.complete("a")
    assert made.ready() == ["inner"]
    made.complete("inner")
    assert made.ready() == ["after"]


def test_forty_parallel_blocks_in_a_row_are_run(machine: Make) -> None:
    body, before = start(), "start"
    for n in range(40):
        body += gateway("parallel", f"f{n}") + gateway("parallel", f"j{n}") + flow(before, f"f{n}")
        for branch in "ab":
            body += service(f"{branch}{n}", "test.note", text="x") + chain(f"f{n}", f"{branch}{n}", f"j{n}")
        before = f"j{n}"
    made = machine(bundle(diagram(body + end() + flow(before, "end"))))
    assert made.run.ended
    assert len(calls) == 80


def test_a_chain_as_long_as_a_diagram_may_be_is_run(machine: Make) -> None:
    names = [f"a{n}" for n in range(298)]
    body = "".join(service(name, "test.note", text="x") for name in names)
    made = machine(bundle(diagram(start() + body + end() + chain("start", *names, "end"))))
    assert made.run.ended
    assert made.run.trail.flows["main/a296_a297"] == 1


@pytest.mark.parametrize("sequential", [False, True])
def test_an_interrupting_event_takes_all_called_instances_away(machine: Make, sequential: bool) -> None:
    body = (
        start() + called_process("c", instances("[1, 2, 3]", "i", sequential=sequential)) + boundary("v", "c", message("m"))
        + user_task("after") + end() + end("gone") + chain("start", "c", "end") + chain("v", "after", "gone")
    )  # fmt: skip
    made = machine(bundle(diagram(body, extra=MESSAGE), sub=SUB))
    made.complete("inner")
    made.deliver("m")
    assert made.ready() == ["after"]
    made.complete("after")
    assert made.run.ended


def test_several_instances_may_follow_a_boundary_event_at_once(machine: Make) -> None:
    body = (
        start() + user_task("u") + boundary("t", "u", timer_duration("P1D"))
        + user_task("r", loop=instances("[1, 2]", "i")) + end() + end("late")
        + chain("start", "u", "end") + chain("t", "r", "late")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    made.advance(NOW + timedelta(days=1))
    assert made.ready() == ["r", "r"]


def test_what_a_terminating_end_took_away_is_not_run(machine: Make) -> None:
    over = '<bpmn:endEvent id="over" name="终止"><bpmn:terminateEventDefinition/></bpmn:endEvent>'
    body = (
        start() + gateway("parallel", "fork") + over + service("s", "test.note", text="x") + end()
        + chain("start", "fork", "over") + chain("fork", "s", "end")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    assert made.run.ended
    assert calls == []


def test_a_step_after_which_nothing_could_happen_is_refused(machine: Make) -> None:
    body = (
        start() + BLOCK + exclusive("x", "join") + end("other") + end() + chain("start", "fork", "a", "x", "join")
        + chain("fork", "b", "join", "end") + flow("x", "other", "a.ok = true")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    made.complete("a", ok=True)
    with pytest.raises(StepFailed, match="没有任务可办"):
        made.complete("b")
    assert made.ready() == ["b"]


def test_a_timer_counts_months_as_the_calendar_does(machine: Make) -> None:
    body = start() + user_task("u") + boundary("t", "u", timer_duration("P1M")) + end() + end("late")
    made = machine(bundle(diagram(body + chain("start", "u", "end") + chain("t", "late"))))
    assert made.run.next_timer_at() == datetime(2026, 5, 24, 10, tzinfo=NOW.tzinfo)


def test_the_trail_counts_every_flow_that_was_taken_round_by_round(machine: Make) -> None:
    made = machine(bundle(block_in_a_loop()))
    passed = made.run.trail.added_to({})
    for ok in (False, False, True):
        for element in ("a", "b"):
            made.complete(element)
            passed = made.run.trail.added_to(passed)
        made.complete("check", ok=ok)
        passed = made.run.trail.added_to(passed)
    flows = {"start_m": 1, "x_m": 2, "x_end": 1} | dict.fromkeys(
        ["m_fork", "fork_a", "fork_b", "a_join", "b_join", "join_check", "check_x"], 3
    )
    assert passed["flows"] == {f"main/{name}": number for name, number in flows.items()}


def drawn(heights: dict[str, int]) -> str:
    """Shapes at these heights from the top."""
    shapes = "".join(
        f'<di:BPMNShape id="{name}_di" bpmnElement="{name}"><dc:Bounds x="1" y="{height}" width="9" height="9"/>'
        "</di:BPMNShape>"
        for name, height in heights.items()
    )
    return (
        '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
        f' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d"><di:BPMNPlane id="p" bpmnElement="main">{shapes}'
        "</di:BPMNPlane></di:BPMNDiagram>"
    )


@pytest.mark.parametrize(("first", "second"), [(10, 90), (90, 10)])
def test_moving_a_shape_changes_no_decision(machine: Make, first: int, second: int) -> None:
    """Of two conditions that hold, the flow that stands first in the file is taken, wherever its target is drawn."""
    body = (
        start() + exclusive("way", "other") + user_task("one") + user_task("two") + user_task("other") + end()
        + chain("start", "way") + flow("way", "one", "true") + flow("way", "two", "true") + chain("way", "other", "end")
        + chain("one", "end") + chain("two", "end")
    )  # fmt: skip
    with_shapes = diagram(body).replace(
        b"</bpmn:definitions>",
        drawn({"one": first, "two": second, "other": 50}).encode() + b"</bpmn:definitions>",
    )
    assert machine(bundle(with_shapes)).ready() == ["one"]

"""Diagrams run as BPMN says, with the state saved and reloaded between all steps."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from processes.engine import LimitExceeded, MessageNotExpected, StepFailed, TaskNotReady
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    instances,
    message,
    message_definition,
    service,
    start,
    timer_date,
    timer_duration,
    user_task,
)  # fmt: skip
from tests.processes.engine.conftest import NOW, Machine, calls

Make = Callable[..., Machine]
SUSTAINED = '<bpmn:signalEventDefinition signalRef="sustained"/>'


def call(name: str, called: str, **parameters: str) -> str:
    given = "".join(f'<banjie:parameter name="{k}" value="{v}"/>' for k, v in parameters.items())
    return (
        f'<bpmn:callActivity id="{name}" name="调用" calledElement="{called}"><bpmn:extensionElements>'
        f"<banjie:call>{given}</banjie:call></bpmn:extensionElements></bpmn:callActivity>"
    )


def test_a_service_task_runs_its_operation_and_keeps_the_result_under_one_key(machine: Make) -> None:
    body = (
        start() + service("s", "test.note", "noted", text="= &quot;a&quot; + name") + user_task("u") + end()
    )
    made = machine(bundle(diagram(body + chain("start", "s", "u", "end"))), name="松涛")
    assert calls == [("s", "a松涛")]
    assert made.load().ready()[0].data["noted"] == {"text": "a松涛", "count": 1}


def test_a_gateway_takes_the_flow_whose_condition_is_true(machine: Make) -> None:
    body = (
        start() + user_task("u") + exclusive("x", "no") + end("yes", "是") + end("no", "否")
        + chain("start", "u", "x") + flow("x", "yes", "u.ok = true") + flow("x", "no")
    )  # fmt: skip
    for ok, outcome in ((True, "是"), (False, "否"), (None, "否")):
        made = machine(bundle(diagram(body)))
        made.complete("u", ok=ok)
        final = made.run.end()
        assert final is not None
        assert final.name == outcome


def test_only_a_ready_user_task_can_be_completed(machine: Make) -> None:
    body = start() + user_task("a") + user_task("b") + end() + chain("start", "a", "b", "end")
    made = machine(bundle(diagram(body)))
    first = made.task("a")
    made.complete("a")
    for task in (first, uuid4()):
        with pytest.raises(TaskNotReady):
            made.load().complete(task, {}, {})
    assert made.ready() == ["b"]


def test_parallel_instances_are_all_needed_and_each_knows_its_item(machine: Make) -> None:
    body = start() + user_task("r", loop=instances("ids", "finding")) + user_task("after") + end()
    made = machine(bundle(diagram(body + chain("start", "r", "after", "end"))), ids=["f1", "f2", "f3"])
    assert [task.data["finding"] for task in made.load().ready()] == ["f1", "f2", "f3"]
    made.complete("r")
    made.complete("r")
    assert made.ready() == ["r"]
    made.complete("r")
    assert made.ready() == ["after"]
    assert "finding" not in made.load().ready()[0].data


def test_sequential_instances_come_one_after_another(machine: Make) -> None:
    body = start() + user_task("r", loop=instances("ids", "finding", sequential=True)) + end()
    made = machine(bundle(diagram(body + chain("start", "r", "end"))), ids=["f1", "f2"])
    assert [task.data["finding"] for task in made.load().ready()] == ["f1"]
    made.complete("r")
    assert [task.data["finding"] for task in made.load().ready()] == ["f2"]
    made.complete("r")
    assert made.run.ended


def test_a_second_round_through_the_same_instances_works(machine: Make) -> None:
    body = (
        start() + exclusive("merge", "r") + user_task("r", loop=instances("ids", "finding")) + user_task("check")
        + exclusive("again", "end") + end() + flow("start", "merge") + flow("merge", "r") + chain("r", "check", "again")
        + flow("again", "merge", "check.ok = false") + flow("again", "end")
    )  # fmt: skip
    made = machine(bundle(diagram(body)), ids=["f1", "f2"])
    for ok in (False, False, True):
        made.complete("r")
        made.complete("r")
        made.complete("check", ok=ok)
    assert made.run.ended


def test_an_empty_collection_passes_at_once(machine: Make) -> None:
    body = start() + user_task("r", loop=instances("[]", "finding")) + user_task("after") + end()
    assert machine(bundle(diagram(body + chain("start", "r", "after", "end")))).ready() == ["after"]


def test_a_call_activity_hands_over_its_parameters_and_brings_results_back(machine: Make) -> None:
    main = (
        start()
        + call("c", "sub", letter="OD-03", level="= &quot;x&quot; + &quot;y&quot;")
        + user_task("u")
        + end()
    )
    sub = start("s2") + user_task("inner") + end("e2")
    made = machine(
        bundle(
            diagram(main + chain("start", "c", "u", "end")),
            sub=diagram(sub + chain("s2", "inner", "e2"), process="sub"),
        )
    )
    inner = made.load().ready()[0]
    assert (inner.element.process, inner.element.id) == ("sub", "inner")
    assert (inner.data["letter"], inner.data["level"]) == ("OD-03", "xy")
    made.complete("inner", ok=True)
    assert made.load().ready()[0].data["inner"] == {"ok": True}


def test_an_interrupting_timer_takes_the_task_away(machine: Make) -> None:
    body = (
        start() + user_task("u") + boundary("t", "u", timer_duration("P2D")) + user_task("late") + end()
        + chain("start", "u", "end") + chain("t", "late") + flow("late", "end")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    assert made.run.next_timer_at() == NOW + timedelta(days=2)
    made.advance(NOW + timedelta(days=1))
    assert made.ready() == ["u"]
    made.advance(NOW + timedelta(days=2))
    assert made.ready() == ["late"]


def test_a_non_interrupting_timer_leaves_the_task_and_fires_once(machine: Make) -> None:
    body = (
        start() + user_task("u") + boundary("t", "u", timer_date("= @&quot;2026-04-26T09:00:00+08:00&quot;"), interrupting=False)
        + service("remind", "test.note", text="x") + end("reminded") + end()
        + chain("start", "u", "end") + chain("t", "remind", "reminded")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    made.advance(NOW + timedelta(days=3))
    made.advance(NOW + timedelta(days=4))
    assert calls == [("remind", "x")]
    made.complete("u")
    assert made.run.ended


def test_a_message_boundary_fires_as_often_as_the_message_comes(machine: Make) -> None:
    body = (
        start() + user_task("u") + boundary("m", "u", message("asked"), interrupting=False)
        + user_task("answer") + end("answered") + end() + chain("start", "u", "end") + chain("m", "answer", "answered")
    )  # fmt: skip
    made = machine(bundle(diagram(body, extra=message_definition("asked"))))
    made.deliver("asked", why="一")
    assert made.ready() == ["answer", "u"]
    made.complete("answer")
    made.deliver("asked", why="二")
    made.complete("answer")
    made.complete("u")
    assert made.run.ended


def test_an_interrupting_message_ends_a_called_process_with_all_its_tasks(machine: Make) -> None:
    main = (
        start() + call("c", "sub") + boundary("m", "c", message("withdrawn")) + end("gone", "撤销") + end()
        + chain("start", "c", "end") + chain("m", "gone")
    )  # fmt: skip
    sub = start("s2") + user_task("inner", loop=instances("[1,2]", "i")) + end("e2")
    made = machine(
        bundle(
            diagram(main, extra=message_definition("withdrawn")),
            sub=diagram(sub + chain("s2", "inner", "e2"), process="sub"),
        )
    )
    made.deliver("withdrawn")
    final = made.run.end()
    assert made.run.ended
    assert final is not None
    assert final.name == "撤销"


def test_an_unexpected_message_is_refused(machine: Make) -> None:
    made = machine(bundle(diagram(start() + user_task("u") + end() + chain("start", "u", "end"))))
    with pytest.raises(MessageNotExpected):
        made.load().deliver("asked", {})


def test_a_failing_step_names_its_element_and_cause(machine: Make) -> None:
    body = start() + user_task("u") + service("s", "test.fail") + end() + chain("start", "u", "s", "end")
    made = machine(bundle(diagram(body)))
    with pytest.raises(StepFailed) as failure:
        made.complete("u")
    assert failure.value.element is not None
    assert failure.value.element.id == "s"
    assert made.ready() == ["u"]


def test_an_endless_loop_is_stopped_by_the_budget(machine: Make) -> None:
    body = (
        start() + user_task("u") + exclusive("a", "b") + exclusive("b", "a") + end() + chain("start", "u", "a")
        + flow("a", "end", "1 = 2") + flow("a", "b") + flow("b", "a") + flow("b", "end", "1 = 2")
    )  # fmt: skip
    made = machine(bundle(diagram(body)))
    with pytest.raises(LimitExceeded):
        made.complete("u")


def test_a_signal_from_one_branch_interrupts_another(machine: Make) -> None:
    main = (
        start() + user_task("u") + boundary("m", "u", message("objected"), interrupting=False) + user_task("review")
        + f'<bpmn:intermediateThrowEvent id="throw" name="撤销">{SUSTAINED}</bpmn:intermediateThrowEvent>'
        + boundary("s", "u", SUSTAINED) + end("revoked", "撤销")
        + end("said") + end() + chain("start", "u", "end") + chain("m", "review", "throw", "said") + chain("s", "revoked")
    )  # fmt: skip
    made = machine(
        bundle(
            diagram(
                main, extra=message_definition("objected") + '<bpmn:signal id="sustained" name="sustained"/>'
            )
        )
    )
    made.deliver("objected")
    made.complete("review")
    assert made.run.ended
    assert made.run.trail.elements["main/revoked"] == 1

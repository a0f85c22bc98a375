"""What a manager reads when an expression asks for what some way has not provided yet."""

from datetime import UTC, datetime

import pytest

from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.checks import Problem, check_bundle
from processes.checks.draft import read_draft
from processes.checks.names import ADVICE, check_names
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
    timer_date,
    timer_duration,
    user_task,
)

AT = datetime(2026, 4, 24, tzinfo=UTC)
FORM = (
    '{"title": "说明", "fields": ['
    '{"name": "days", "type": "number", "label": "整改期限", "variable": true},'
    '{"name": "ok", "type": "yes_no", "label": "同意", "variable": true},'
    '{"name": "memo", "type": "text", "label": "备注"}]}'
).encode()


def named(source: str, target: str, name: str, condition: str = "") -> str:
    return flow(source, target, condition or None).replace(
        "<bpmn:sequenceFlow", f'<bpmn:sequenceFlow name="{name}"', 1
    )


# Only one branch fills in ``plan``; the other is called 驳回.
BRANCHES = (
    start() + user_task("plan") + user_task("note") + exclusive("split", "plan") + gateway("exclusive", "merge")
    + chain("start", "split", "plan", "merge") + named("split", "note", "驳回", "= case.round = 1")
    + flow("note", "merge")
)  # fmt: skip


def gates(condition: str) -> Bundle:
    """Behind the merge a gateway asks ``condition``."""
    asked = exclusive("ask", "end") + user_task("more") + end() + chain("merge", "ask", "end")
    return drawn(BRANCHES + asked + named("ask", "more", "是", condition) + flow("more", "end"))


def drawn(body: str, extra: str = "", **called: bytes) -> Bundle:
    return bundle(diagram(body, extra=extra), FORM, **called)


def found(made: Bundle) -> list[Problem]:
    return list(check_names(read_draft(made)))


def test_a_condition_on_a_field_that_one_branch_fills_in_is_named_with_the_way() -> None:
    (problem,) = found(gates("= plan.days &gt; 5"))
    assert (problem.element, problem.name, problem.warning) == ("ask_more", "是", False)
    assert problem.message == (
        "走“开始 → 驳回 → 任务note”这条路时还没有填“整改期限”（在“任务plan”里填），"
        f"这里的条件算不出来，只会走默认路径。{ADVICE}"
    )
    assert [(step.node, step.tokens, step.inside) for step in problem.run] == [
        ("", ("start_split",), ()), ("split", ("split_note",), ()), ("note", ("note_merge",), ()), ("merge", ("merge_ask",), ()),
        ("ask", (), ("ask",)),
    ]  # fmt: skip
    assert problem in check_bundle(gates("= plan.days &gt; 5"), at=AT)


@pytest.mark.parametrize(
    "condition",
    [
        "= plan.ok = true",
        "= plan != null and plan.days &gt; 5",
        "= plan = null or plan.days &gt; 5",
        "= if plan.days = null then false else plan.days &gt; 5",
        "= plan.days &gt; 5 or note.days &gt; 5",
        "= case.round &gt; 5",
        "= count(plan.days[item &gt; 5]) &gt; 0",
    ],
)
def test_what_null_does_not_spoil_is_left_alone(condition: str) -> None:
    assert found(gates(condition)) == []


def test_where_another_condition_may_have_ruled_it_out_it_is_only_a_hint() -> None:
    (problem,) = found(gates("= case.round = 2 and plan.days &gt; 5"))
    assert problem.warning
    assert "除非别的条件已经不成立" in problem.message


def test_what_an_earlier_gateway_has_asked_is_not_forgotten() -> None:
    """Round one goes by 驳回, without a plan; a gateway asks for the plan only where it is not round one."""
    assert found(gates("= case.round = 2 and plan.days &gt; 5"))
    ask = exclusive("again", "end") + exclusive("ask", "end") + user_task("more") + end()
    flows = (
        chain("merge", "again", "end") + named("again", "ask", "", "= case.round != 1") + flow("ask", "end")
    )
    assert (
        found(
            drawn(
                BRANCHES + ask + flows + named("ask", "more", "", "= plan.days &gt; 5") + flow("more", "end")
            )
        )
        == []
    )


def task_after(task: str, key: str = "late", extra: str = "") -> Bundle:
    return drawn(BRANCHES + task + end() + chain("merge", key, "end"), extra)


TIMER = '<bpmn:intermediateCatchEvent id="late" name="等待">{}</bpmn:intermediateCatchEvent>'
SEPARATED = '<banjie:separation from="note" when="= plan.days &gt; 5"/>'
SCOPED = '<banjie:assignment roles="RL-03" scope="= plan.days"/>'
PLACES = {
    "a timer that is never due": (task_after(TIMER.format(timer_duration("= plan.days"))), "定时算不出来"),
    "a moment": (task_after(TIMER.format(timer_date("= date and time(plan.days)"))), "定时算不出来"),
    "a list of nothing": (task_after(user_task("late", loop=instances("plan.days", "item"))), "列表是空的"),
    "nobody's task": (task_after(user_task("late", SCOPED)), "没有人能领"),
    "a separation that is none": (task_after(user_task("late", SEPARATED)), "等于没有写"),
    "a parameter that must be there": (
        task_after(
            service("late", "cases.start_deadline", name="x", length="= plan.days", unit="WD", verb="y")
        ),
        "操作缺少必须给的参数",
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_where_null_stops_the_work_is_named(place: str) -> None:
    made, words = PLACES[place]
    (problem,) = found(made)
    assert (problem.element, problem.warning) == ("late", False)
    assert "走“开始 → 驳回 → 任务note”这条路时还没有填“整改期限”" in problem.message
    assert words in problem.message


ASK = exclusive("ask", "end") + user_task("more") + end() + flow("ask", "end") + flow("more", "end")
ASKED = ASK + flow("ask", "more", "= plan.days &gt; 5")
THERE = {
    "both branches in parallel": start() + gateway("parallel", "split") + gateway("parallel", "merge")
    + user_task("plan") + user_task("note") + chain("start", "split", "plan", "merge", "ask")
    + chain("split", "note", "merge"),
    "a loop behind it": start() + user_task("plan") + gateway("exclusive", "into") + exclusive("out", "ask")
    + chain("start", "plan", "into", "out", "ask") + flow("out", "into", "= case.round = 1"),
    "a called process": start() + called_process("call") + chain("start", "call", "ask"),
    "an event behind it": start() + user_task("plan") + user_task("wait") + boundary("told", "wait", message("m"))
    + gateway("exclusive", "on") + chain("start", "plan", "wait", "on", "ask") + flow("told", "on"),
}  # fmt: skip
MISSING = {
    "one of two in an inclusive split": start() + '<bpmn:inclusiveGateway id="split" default="split_note"/>'
    + gateway("inclusive", "merge") + user_task("plan") + user_task("note") + flow("split", "plan", "= case.round = 1")
    + flow("split", "note") + chain("plan", "merge", "ask") + chain("start", "split") + flow("note", "merge"),
    "a loop that comes to it only later": start() + gateway("exclusive", "into") + user_task("plan")
    + exclusive("out", "ask") + chain("start", "into", "out", "ask") + flow("out", "plan", "= case.round = 1")
    + flow("plan", "into"),
    "an event that interrupts it": start() + user_task("plan") + boundary("told", "plan", message("m"))
    + gateway("exclusive", "on") + chain("start", "plan", "on", "ask") + flow("told", "on"),
}  # fmt: skip
CALLED = diagram(start("s") + user_task("plan") + end("e") + chain("s", "plan", "e"), process="sub")
TOLD = message_definition("m")


@pytest.mark.parametrize("shape", THERE)
def test_what_every_way_has_provided_is_there(shape: str) -> None:
    assert found(drawn(THERE[shape] + ASKED, TOLD, sub=CALLED)) == []


@pytest.mark.parametrize("shape", MISSING)
def test_what_one_way_has_not_provided_is_missing(shape: str) -> None:
    (problem,) = found(drawn(MISSING[shape] + ASKED, TOLD))
    assert problem.element == "ask_more"
    assert "还没有填“整改期限”" in problem.message


def test_the_way_goes_through_the_process_that_calls() -> None:
    inner = diagram(
        start("s") + exclusive("ask", "e") + user_task("more") + end("e") + chain("s", "ask", "e")
        + flow("ask", "more", "= plan.days &gt; 5") + flow("more", "e"),
        process="sub",
    )  # fmt: skip
    made = drawn(BRANCHES + called_process("call") + end() + chain("merge", "call", "end"), sub=inner)
    (problem,) = found(made)
    assert (problem.path, problem.element) == ("trial/sub.bpmn", "ask_more")
    assert "走“开始 → 驳回 → 任务note → 调用 → 开始”" in problem.message
    played = [
        (step.path.removeprefix("trial/"), step.node, step.passed, step.inside) for step in problem.run[3:]
    ]
    assert played == [
        ("process.bpmn", "merge", ("note_merge",), ()),
        ("process.bpmn", "call", ("merge_call",), ("call",)),
        ("sub.bpmn", "s", (), ()),
        ("sub.bpmn", "ask", ("s_ask",), ("ask",)),
    ]


@pytest.mark.parametrize(
    ("field", "words"), [("memo", "勾选“流程图的条件要用到它”"), ("dayz", "没有字段 dayz")]
)
def test_a_field_that_the_form_does_not_hand_over_is_named(field: str, words: str) -> None:
    body = start() + user_task("plan") + chain("start", "plan", "ask") + ASK
    (problem,) = found(drawn(body + flow("ask", "more", f"= plan.{field} != null")))
    assert problem.element == "ask_more"
    assert words in problem.message


@pytest.mark.parametrize(
    "folder", sorted(p.name for p in DEFINITIONS.iterdir() if (p / "process.bpmn").exists())
)
def test_nothing_is_missing_in_our_own_diagrams(folder: str) -> None:
    assert found(read_bundle(DEFINITIONS / folder)) == []

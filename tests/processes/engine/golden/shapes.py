"""Small processes of every shape that the engine runs, and one way through each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from processes.bundle import Bundle
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
    timer_date,
    timer_duration,
    user_task,
)
from tests.processes.engine.test_running import call

Action = list[Any]


@dataclass(frozen=True)
class Shape:
    """``actions``: ``["complete", element, values]``, ``["message", name, values]``, ``["pass", seconds]``."""

    bundle: Bundle
    actions: list[Action]
    data: Mapping[str, Any] = field(default_factory=dict)


def _of(
    body: str, *actions: Action, extra: str = "", data: Mapping[str, Any] | None = None, **called: str
) -> Shape:
    inner = {name: diagram(text, process=name) for name, text in called.items()}
    return Shape(bundle(diagram(body, extra=extra), **inner), list(actions), data or {})


def _done(element: str, **values: Any) -> Action:
    return ["complete", element, values]


def _inclusive(name: str, default: str) -> str:
    return f'<bpmn:inclusiveGateway id="{name}" name="并行选择" default="{name}_{default}"/>'


def _embedded(name: str, body: str) -> str:
    return f'<bpmn:subProcess id="{name}" name="子流程">{body}</bpmn:subProcess>'


def _caught(name: str, event: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{name}" name="等待">{event}</bpmn:intermediateCatchEvent>'


_ONE = start() + user_task("a") + end() + chain("start", "a", "end")
_NEWS = message_definition("news")
SHAPES: dict[str, Shape] = {
    "sequence": _of(
        start() + user_task("a") + service("s", "test.note", "noted", text="= a.ok") + user_task("b") + end()
        + chain("start", "a", "s", "b", "end"),
        _done("a", ok=True), _done("b"),
    ),
    "rework": _of(
        start() + user_task("a") + user_task("b") + exclusive("x", "a") + end() + chain("start", "a", "b", "x")
        + flow("x", "a") + flow("x", "end", "b.ok = true"),
        *[_done("a", n=1), _done("b", ok=False)] * 2, _done("a", n=3), _done("b", ok=True),
    ),
    "parallel": _of(
        start() + gateway("parallel", "split") + user_task("a") + user_task("b") + gateway("parallel", "join")
        + user_task("c") + end() + chain("start", "split", "a", "join", "c", "end") + chain("split", "b", "join"),
        _done("b", list=[1, 2]), _done("a", list=[3]), _done("c"),
    ),
    "inclusive": _of(
        start() + user_task("ask") + _inclusive("split", "c") + user_task("a") + user_task("b") + user_task("c")
        + _inclusive("join", "end") + end() + chain("start", "ask", "split") + flow("split", "a", "ask.a = true")
        + flow("split", "b", "ask.b = true") + flow("split", "c") + flow("a", "join") + flow("b", "join")
        + flow("c", "join") + flow("join", "end"),
        _done("ask", a=True, b=True), _done("a"), _done("b"),
    ),
    "late": _of(
        start() + user_task("a") + boundary("late", "a", timer_duration("P1D")) + user_task("b") + end()
        + end("gone") + chain("start", "a", "end") + chain("late", "b", "gone"),
        ["pass", 3600], ["pass", 86400], _done("b"),
    ),
    "reminded": _of(
        start() + user_task("a") + boundary("near", "a", timer_date("2026-04-25T10:00:00+08:00"), interrupting=False)
        + user_task("b") + end() + end("told") + chain("start", "a", "end") + chain("near", "b", "told"),
        ["pass", 90000], _done("b"), _done("a"),
    ),
    "told again": _of(
        start() + user_task("a") + boundary("told", "a", message("news"), interrupting=False) + user_task("b")
        + end() + end("read") + chain("start", "a", "end") + chain("told", "b", "read"),
        ["message", "news", {"n": 1}], ["message", "news", {"n": 2}], _done("b"), _done("a"), _done("b"), extra=_NEWS,
    ),
    "many at once": _of(
        start() + user_task("a", loop=instances("items", "item")) + user_task("b") + end()
        + chain("start", "a", "b", "end"),
        _done("a"), _done("a"), _done("a"), _done("b"), data={"items": [{"n": 1}, {"n": 2}, {"n": 3}]},
    ),
    "one by one": _of(
        start() + user_task("a", loop=instances("items", "item", sequential=True)) + end() + chain("start", "a", "end"),
        _done("a"), _done("a"), data={"items": ["甲", "乙"]},
    ),
    "called": _of(
        start() + call("call", "inner", given="= name") + user_task("b") + end()
        + chain("start", "call", "b", "end"),
        _done("a", ok=True), _done("b"), data={"name": "松涛"}, inner=_ONE,
    ),
    "called and overtaken": _of(
        start() + call("call", "inner") + boundary("told", "call", message("news")) + user_task("b") + end()
        + end("off") + chain("start", "call", "end") + chain("told", "b", "off"),
        ["message", "news", {}], _done("b"), extra=_NEWS, inner=_ONE,
    ),
    "embedded": _of(
        start() + _embedded("sub", start("in") + user_task("a") + end("out") + chain("in", "a", "out"))
        + boundary("near", "sub", timer_duration("PT1H"), interrupting=False) + user_task("b") + end() + end("told")
        + chain("start", "sub", "end") + chain("near", "b", "told"),
        ["pass", 7200], _done("a"), _done("b"),
    ),
    "whichever comes first": _of(
        start() + gateway("eventBased", "wait") + _caught("heard", message("news")) + _caught("late", timer_duration("P2D"))
        + user_task("a") + user_task("b") + end() + end("gone") + chain("start", "wait", "heard", "a", "end")
        + chain("wait", "late", "b", "gone"),
        ["pass", 3600], ["message", "news", {"x": 1}], _done("a"), extra=_NEWS,
    ),
    "waited for": _of(
        start() + user_task("a") + _caught("heard", message("news")) + user_task("b") + end()
        + chain("start", "a", "heard", "b", "end"),
        _done("a"), ["message", "news", {"x": [1]}], _done("b"), extra=_NEWS,
    ),
}  # fmt: skip

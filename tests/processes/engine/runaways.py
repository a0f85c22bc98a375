"""Diagrams that would never end, or end the server: each with the limit that stops it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from processes.bundle import Bundle
from tests.processes.diagrams import (
    boundary,
    bundle,
    called_process,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    instances,
    service,
    start,
    timer_date,
    timer_duration,
    user_task,
)

STEPS, CALLS, ITEMS = "超过 1000 步", "超过 10 层", "列表超过 10000 项|超过上限 500 份"
SIZE, CALENDAR, CHAIN = "256 KB", "超出了日历", "走不完"
SIGNAL = '<bpmn:signal id="again" name="again"/>'
AGAIN = '<bpmn:signalEventDefinition signalRef="again"/>'


@dataclass(frozen=True)
class Runaway:
    """``limit``: what the engine says when it runs the diagram, whatever the deploy check would have said before.

    Empty where the diagram looks like one of the others, but comes to rest by itself.
    """

    bundle: Bundle
    limit: str
    data: Mapping[str, Any] = field(default_factory=dict)


def _of(
    body: str, limit: str, extra: str = "", data: Mapping[str, Any] | None = None, **called: str
) -> Runaway:
    inner = {name: diagram(text, process=name) for name, text in called.items()}
    return Runaway(bundle(diagram(body, extra=extra), **inner), limit, data or {})


def _sub(name: str, body: str, loop: str = "") -> str:
    return f'<bpmn:subProcess id="{name}" name="子流程">{loop}{body}</bpmn:subProcess>'


def _parallel(*names: str) -> str:
    return "".join(f'<bpmn:parallelGateway id="{name}" name="并行"/>' for name in names)


def _wait(name: str, event: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{name}" name="等">{event}</bpmn:intermediateCatchEvent>'


def _around(body: str, first: str, last: str) -> str:
    return start() + body + end() + flow("start", first) + flow(last, "end")


def _calling(called: str) -> str:
    return _around(called_process("c", called=called), "c", "c")


def _looping(body: str, *ids: str) -> str:
    """Round and round through ``ids``; the way out is never taken."""
    return (
        start() + exclusive("in", ids[0]) + body + exclusive("out", "in") + end() + chain("start", "in", *ids, "out")
        + flow("out", "in") + flow("out", "end", "1 = 2")
    )  # fmt: skip


def _nested(depth: int, name: str = "n") -> str:
    body = _around(user_task("u"), "u", "u")
    for level in range(depth):
        text = _sub(f"{name}{level}", body)
        body = (
            start(f"s{level}") + text + end(f"e{level}") + chain(f"s{level}", f"{name}{level}", f"e{level}")
        )
    return body


def _storm(count: int) -> str:
    """Events that, when they hear of a signal, raise the same signal."""
    text = start() + _throw("first") + _parallel("p") + called_process("c", called="inner") + end() + end("o")
    text += chain("start", "p", "c", "end") + chain("p", "first", "o")
    for n in range(count):
        text += boundary(f"b{n}", "c", AGAIN, interrupting=False) + _throw(f"t{n}") + end(f"e{n}")
        text += chain(f"b{n}", f"t{n}", f"e{n}")
    return text


def _throw(name: str) -> str:
    return f'<bpmn:intermediateThrowEvent id="{name}" name="发">{AGAIN}</bpmn:intermediateThrowEvent>'


def _calls(depth: int) -> dict[str, Any]:
    """Processes ``p1`` and so on, each calling the next."""
    called = {f"p{n}": _calling(f"p{n + 1}") for n in range(1, depth + 1)}
    return called | {f"p{depth + 1}": _WAITING}


def _deep(levels: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(levels):
        inner = [inner]
    return inner


_WAITING = _around(user_task("w"), "w", "w")
_LONG = [f"t{n}" for n in range(600)]
_MANY = instances("items", "item")
_MANY_IN_TURN = instances("items", "item", sequential=True)
_MASSES = {"items": list(range(20_000))}
_FIVE_HUNDRED = {"items": list(range(500))}

RUNAWAYS: dict[str, Runaway] = {
    "gateways in a circle": _of(
        start() + exclusive("a", "b") + exclusive("b", "a") + end() + chain("start", "a") + flow("a", "b")
        + flow("a", "end", "1 = 2") + flow("b", "a") + flow("b", "end", "1 = 2"), STEPS),
    "operations in a circle": _of(_looping(service("s", "test.note", "r", text="x"), "s"), STEPS),
    "operations that keep more each round": _of(
        _looping(service("s", "test.note", "r", text="= if r = null then &quot;xx&quot; else r.text + r.text"), "s"),
        "文字超过 10000 个字符"),
    "a process that calls itself": _of(_calling("main"), CALLS),
    "two processes that call each other": _of(_calling("one"), CALLS, one=_calling("two"), two=_calling("one")),
    "three processes in a circle, one inside a sub-process": _of(
        _calling("one"), CALLS, one=_around(_sub("x", _calling("two").replace('"start"', '"si"').replace('"end"', '"ei"')
        .replace("start_c", "si_c").replace("c_end", "c_ei")), "x", "x"), two=_calling("one")),
    "calls eleven deep": _of(
        _calling("p1"), CALLS, **_calls(11)),
    "sub-processes forty deep": _of(_nested(40), CALLS),
    "twenty thousand instances at once": _of(_around(user_task("m", loop=_MANY), "m", "m"), ITEMS, data=_MASSES),
    "twenty thousand instances in turn": _of(_around(user_task("m", loop=_MANY_IN_TURN), "m", "m"), ITEMS, data=_MASSES),
    "a million instances from an expression": _of(
        _around(user_task("m", loop=instances("for i in 1..1000000 return i", "item")), "m", "m"), "步数太多"),
    "five hundred calls of five hundred calls": _of(
        _around(called_process("c", _MANY, called="inner"), "c", "c"), "子流程超过 1000 个", data=_FIVE_HUNDRED,
        inner=_around(called_process("d", instances("items", "x"), called="deep"), "d", "d"),
        deep=_WAITING),
    "branches that double for ever": _of(
        start() + exclusive("in", "p") + _parallel("p") + exclusive("a", "in") + exclusive("b", "in") + end()
        + chain("start", "in", "p", "a") + chain("p", "b") + flow("a", "in") + flow("b", "in")
        + flow("a", "end", "1 = 2") + flow("b", "end", "1 = 2"), STEPS),
    "branches, each with five hundred instances": _of(
        start() + _parallel("p") + "".join(user_task(f"m{n}", loop=_MANY) + end(f"e{n}") for n in range(100))
        + flow("start", "p") + "".join(chain("p", f"m{n}", f"e{n}") for n in range(100)), "超过 2000 个", data=_FIVE_HUNDRED),
    "a timer of ninety-nine million years": _of(_around(_wait("t", timer_duration("P99999999Y")), "t", "t"), CALENDAR),
    "a timer of years by an expression": _of(
        _around(_wait("t", timer_duration("= duration(&quot;P99999999Y&quot;)")), "t", "t"), CALENDAR),
    "a timer of more days than there are": _of(_around(_wait("t", timer_duration("P999999999D")), "t", "t"), CALENDAR),
    "a boundary timer of years": _of(
        _around(user_task("u") + boundary("b", "u", timer_duration("P99999999Y")) + end("late") + flow("b", "late"), "u", "u"),
        CALENDAR),
    "a timer that fires at once, in a circle": _of(_looping(_wait("t", timer_duration("PT0S")), "t"), STEPS),
    "a timer of the past, in a circle": _of(_looping(_wait("t", timer_date("2020-01-01T00:00:00")), "t"), STEPS),
    "a signal that raises itself": _of(_storm(1), "", extra=SIGNAL, inner=_WAITING),
    "signals that raise each other in a storm": _of(_storm(12), "", extra=SIGNAL, inner=_WAITING),
    "a chain of six hundred tasks": _of(
        start() + "".join(map(user_task, _LONG)) + end() + chain("start", *_LONG, "end"), CHAIN),
    "a chain of six hundred operations": _of(
        start() + "".join(service(n, "test.note") for n in _LONG) + end() + chain("start", *_LONG, "end"), CHAIN),
    "data of a megabyte": _of(_around(user_task("u"), "u", "u"), SIZE, data={"text": "x" * 1_000_000}),
    "data as deep as ten thousand lists": _of(
        _around(user_task("u"), "u", "u"), "不能保存的值|嵌套过深", data={"deep": _deep(10_000)}),
    "a condition that is never true, without a default": _of(
        start() + '<bpmn:exclusiveGateway id="x" name="分支"/>' + end("a") + end("b") + flow("start", "x")
        + flow("x", "a", "1 = 2") + flow("x", "b", "1 = 2"), "分支"),
    "a task that leads back to itself": _of(
        start() + user_task("u") + exclusive("x", "u") + end() + chain("start", "u", "x") + flow("x", "u")
        + flow("x", "end", "1 = 2"), ""),
}  # fmt: skip

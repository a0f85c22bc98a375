"""Thirty and more ways in which an automatic step can fail, and diagrams that run into them at every kind of element."""

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import DataError, ProgrammingError, connection

from casework.cases.models import Case
from casework.cases.services.notices import notify
from casework.cases.services.numbers import letter_number
from casework.cases.services.trail import record
from casework.organisations.models import Organisation
from processes import registry
from processes.bundle import Bundle
from processes.engine import LimitExceeded
from processes.feel import FeelError
from processes.registry import OperationContext
from storage import ObjectMissing, StoreFull, StoreUnavailable
from tests.casework.cases.conftest import LANE
from tests.processes.decisions.conftest import dmn, table_xml
from tests.processes.diagrams import (
    NOTE,
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
)


class Mute(Exception):
    """Cannot even say what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


class Bespoke(Exception):
    def __init__(self, code: int, where: object) -> None:
        super().__init__(code, where)


def clash() -> None:
    """A real conflict, found by the database."""
    Organisation.objects.create(code="JJK", name="x", short_name="x", kind="OFFICE")


def overlong() -> None:
    """Too long for the column on PostgreSQL; SQLite keeps it."""
    Organisation.objects.create(code="X" * 500, name="x", short_name="x", kind="OFFICE")
    raise DataError("value too long for type character varying(20)")


def deep() -> None:
    deep()


def invalid() -> None:
    raise ValidationError({"school": ["学校已经停用。"], "x": "Enter a valid value."})


def raising(kind: type[Exception], *arguments: Any) -> Callable[[], None]:
    def fail() -> None:
        raise kind(*arguments)

    return fail


FAILURES: dict[str, Callable[[], object]] = {
    "key": raising(KeyError, 5),
    "chinese key": raising(KeyError, "方案"),
    "index": raising(IndexError),
    "no file": raising(FileNotFoundError, errno.ENOENT, "No such file or directory", "/srv/data/a.docx"),
    "os": raising(OSError, errno.EIO, "Input/output error"),
    "full disk": raising(OSError, errno.ENOSPC, "No space left on device"),
    "denied": raising(PermissionError, errno.EACCES, "Permission denied", "/srv"),
    "empty": raising(Exception),
    "group": raising(ExceptionGroup, "two", [KeyError("a"), TimeoutError()]),
    "mute": raising(Mute),
    "unicode": lambda: "中\ud800".encode("gbk"),
    "recursion": deep,
    "memory": raising(MemoryError),
    "timeout": raising(TimeoutError, "timed out"),
    "connection": raising(ConnectionRefusedError, errno.ECONNREFUSED, "Connection refused"),
    "decimal": raising(InvalidOperation, [DivisionByZero]),
    "division": lambda: 1 // 0,
    "overflow": raising(OverflowError, 34, "Numerical result out of range"),
    "invalid": invalid,
    "clash": clash,
    "too long": overlong,
    "bad sql": lambda: connection.cursor().execute("SELECT nonsense FROM nowhere").close(),
    "programming": raising(ProgrammingError, 'column "x" does not exist'),
    "missing": lambda: Organisation.objects.get(code="no such"),
    "several": Organisation.objects.get,
    "forbidden": raising(PermissionDenied),
    "assertion": raising(AssertionError, "x == 1"),
    "stop": raising(StopIteration, 3),
    "attribute": lambda: None.nothing,  # type: ignore[attr-defined]
    "type": lambda: len(5),  # type: ignore[arg-type]
    "value": lambda: int("中"),
    "bespoke": raising(Bespoke, 7, {"a": object()}),
    "not implemented": raising(NotImplementedError),
    "runtime": raising(RuntimeError, "dictionary changed size during iteration"),
    "settings": raising(ImproperlyConfigured, "X must be set"),
    "nul": raising(ValueError, "坏的字\x00在这里\ud800"),
    "limit": raising(LimitExceeded, "超过上限 9 项。"),
    "feel": raising(FeelError, "日期不能相加。"),
    "store": raising(StoreUnavailable, "HTTPConnectionPool(host='10.0.0.1', port=9000): Max retries"),
    "store full": raising(StoreFull, "XMinioStorageFull"),
    "object": raising(ObjectMissing, "incoming/3f/a9"),
}
TRANSIENT = {"os", "full disk", "timeout", "connection", "store", "store full"}

RESULTS: dict[str, Any] = {
    "nan": {"x": float("nan")},
    "infinite": {"x": Decimal("Infinity")},
    "object": {"x": object()},
    "function": {"x": len},
    "bytes": {"x": b"1"},
    "set": {"x": {1}},
    "numbered": {5: "x"},
    "list": [1, 2],
    "text": "x",
    "reserved": {"x": [{"typename": "datetime", "value": "2026-01-01"}]},
    "huge": {"x": "字" * 300_000},
    "wide": {"x": list(range(200_000))},
    "enormous number": {"x": Decimal("1E+5000")},
}


@dataclass
class Trap:
    """What happens next time: fail, return something odd, or (disarmed) all is well."""

    fail: Callable[[], object] | None = None
    result: Any = None
    runs: list[str] = field(default_factory=list)


trap = Trap()


@registry.function("trip")
def trip(value: Any) -> Any:
    if trap.fail:
        trap.fail()
    return value


@registry.operation("test.trip", title="绊一下")
def trip_over(context: OperationContext) -> Mapping[str, Any]:
    """Leaves rows, a number and a fact behind, and then fails."""
    case = Case.objects.select_related("office").get(pk=context.key)
    notify(case=case, roles=("RL-03",), scope=str(case.office_id), text="半途", at=context.at)
    letter_number(code="半途", year=2026)
    record(chain=case.pk, kind="case.notified", payload={"text": "半途"}, at=context.at, by=None)
    if trap.fail:
        trap.fail()
    trap.runs.append(context.element_id)
    return trap.result if trap.result is not None else {"done": True}


@registry.operation("test.essential", title="不能少", skippable=False)
def essential(context: OperationContext) -> None:
    if trap.fail:
        trap.fail()


@registry.operation("test.count", title="数一数")
def count(context: OperationContext) -> Mapping[str, Any]:
    """How many rounds there were."""
    before = context.data.get("n") or {"count": 0}
    return {"count": before["count"] + 1}


OPERATION = '<banjie:operation name="test.trip" result="tripped"/>'
ACTION = '<banjie:action label="说一声" roles="RL-03" scope="case.office"/>'
_TRIP_NOW = "trip(at time(today, &quot;09:00&quot;))"


def after_a(body: str, *path: str, extra: str = "", **called: bytes) -> Bundle:
    main = start() + user_task("a", LANE) + body + end() + chain("start", "a", *path, "end")
    return bundle(
        diagram(main.replace('scope="&quot;office&quot;"', 'scope="case.office"'), extra=extra),
        NOTE,
        **called,
    )


def task(name: str, attributes: str = "", assignment: str = LANE, loop: str = "") -> str:
    return (
        f'<bpmn:userTask id="{name}" name="任务{name}"><bpmn:extensionElements><banjie:task form="note" {attributes}/>'
        f"{assignment}</bpmn:extensionElements>{loop}</bpmn:userTask>"
    )


def _rule() -> Bundle:
    rule = (
        '<bpmn:businessRuleTask id="x" name="判断"><bpmn:extensionElements>'
        '<banjie:decision ref="D" result="judged"/></bpmn:extensionElements></bpmn:businessRuleTask>'
    )
    made = after_a(rule + task("b"), "x", "b")
    table = dmn(table_xml(["trip(1)"], ["y"], [["1", '"好"', "第一条"]]))
    return Bundle(made.main, {**made.files, "trial/D.dmn": table})


def _call() -> Bundle:
    call = (
        '<bpmn:callActivity id="x" name="调用" calledElement="sub"><bpmn:extensionElements><banjie:call>'
        '<banjie:parameter name="p" value="= trip(1)"/></banjie:call></bpmn:extensionElements></bpmn:callActivity>'
    )
    sub = diagram(start() + task("b") + end() + chain("start", "b", "end"), process="sub")
    return after_a(call, "x", sub=sub)


def _gateway() -> Bundle:
    body = exclusive("x", "b") + task("b") + end("odd", "奇怪")
    return after_a(body + flow("x", "odd", "trip(1) = 2"), "x", "b")


def _boundary() -> Bundle:
    caught = boundary("x", "b", timer_date(f"= {_TRIP_NOW} + duration(&quot;P9D&quot;)"), interrupting=False)
    return after_a(task("b") + caught + end("late", "迟") + flow("x", "late"), "b")


def _waiting() -> Bundle:
    wait = (
        '<bpmn:intermediateCatchEvent id="x" name="等到">'
        + timer_date(f"= {_TRIP_NOW}") + "</bpmn:intermediateCatchEvent>"
    )  # fmt: skip
    return after_a(wait + task("b"), "x", "b")


def _by_timer() -> Bundle:
    late = boundary("t", "a", timer_duration("PT1H"), interrupting=True)
    body = late + service("x", "test.trip") + task("b") + flow("t", "x") + chain("x", "b", "end")
    return after_a(body)


def _by_message() -> Bundle:
    extension = f"<bpmn:extensionElements>{ACTION}</bpmn:extensionElements>"
    said = boundary("m", "a", extension + message("said"), interrupting=True)
    body = said + service("x", "test.trip") + task("b") + flow("m", "x") + chain("x", "b", "end")
    return after_a(body, extra=message_definition("said"))


def at_user_task() -> Bundle:
    own = user_task("a", LANE + OPERATION)
    main = start() + own + task("b") + end() + chain("start", "a", "b", "end")
    return bundle(diagram(main.replace('scope="&quot;office&quot;"', 'scope="case.office"')))


def at_start() -> Bundle:
    main = start() + service("x", "test.trip") + task("b") + end() + chain("start", "x", "b", "end")
    return bundle(diagram(main))


@dataclass(frozen=True)
class Place:
    """Where a failure happens, which element is named, and what wakes it: a person, a timer or a message."""

    make: Callable[[], Bundle]
    element: str
    wake: str = "complete"


PLACES: dict[str, Place] = {
    "service task": Place(lambda: after_a(service("x", "test.trip", "got") + task("b"), "x", "b"), "x"),
    "user task's operation": Place(at_user_task, "a"),
    "rule task": Place(_rule, "x"),
    "gateway": Place(_gateway, "x"),
    "boundary timer": Place(_boundary, "x"),
    "timer event": Place(_waiting, "x"),
    "collection": Place(lambda: after_a(task("b", loop=instances("trip([1])", "i")), "b"), "b"),
    "call": Place(_call, "x"),
    "due rule": Place(lambda: after_a(task("b", f'due="= {_TRIP_NOW}"'), "b"), "b"),
    "assignment": Place(
        lambda: after_a(
            task("b", assignment='<banjie:assignment roles="RL-03" scope="trip(case.office)"/>'), "b"
        ),
        "b",
    ),
    "boundary event": Place(_by_timer, "x", "timer"),
    "message": Place(_by_message, "x", "message"),
}
LATER = timedelta(hours=2)

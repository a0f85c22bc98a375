"""Small processes, each with one thing that can collide or be cut off."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from processes import registry
from processes.bundle import Bundle
from processes.registry import OperationContext
from tests.casework.cases.conftest import LANE
from tests.processes.diagrams import (
    ASSIGNMENT,
    NOTE,
    boundary,
    chain,
    diagram,
    end,
    flow,
    message,
    message_definition,
    service,
    start,
    timer_date,
    timer_duration,
    user_task,
)

WITHDRAW = '<banjie:action label="撤回" roles="RL-03" scope="case.office"/>'


@registry.operation("test.next_hour", title="一小时以后")
def next_hour(context: OperationContext) -> Mapping[str, Any]:
    """An hour after the moment that the last reminder was meant for, or after now where there was none."""
    last = context.data.get("plan")
    meant = datetime.fromisoformat(last["at"]) if last else context.at
    return {"at": (meant + timedelta(hours=1)).isoformat()}


def _gateway(name: str) -> str:
    return f'<bpmn:parallelGateway id="{name}" name="并行"/>'


def told(element: str) -> str:
    """A step that leaves a notice and an event behind."""
    return service(element, "cases.notify", "", audience="office", message=f"到了{element}")


def line() -> str:
    return (
        start() + user_task("a", LANE) + told("tell") + user_task("b", LANE) + end()
        + chain("start", "a", "tell", "b", "end")
    )  # fmt: skip


def pair() -> str:
    return (
        start() + _gateway("split") + user_task("a", LANE) + user_task("b", LANE) + _gateway("join")
        + user_task("c", LANE) + end() + chain("start", "split", "a", "join", "c", "end") + chain("split", "b", "join")
    )  # fmt: skip


def overtaken() -> str:
    """After an hour the task is taken away and the office is told."""
    return (
        start() + user_task("a", LANE) + boundary("t", "a", timer_duration("PT1H")) + told("tell")
        + user_task("late", LANE) + end() + chain("start", "a", "end") + chain("t", "tell", "late") + flow("late", "end")
    )  # fmt: skip


def withdrawn() -> str:
    event = f"<bpmn:extensionElements>{WITHDRAW}</bpmn:extensionElements>{message('withdrawn')}"
    return (
        start() + user_task("a", LANE) + boundary("m", "a", event) + user_task("b", LANE) + end("gone", "撤销") + end()
        + chain("start", "a", "b", "end") + flow("m", "gone")
    )  # fmt: skip


def letter() -> str:
    """Completing the task issues a numbered letter, which is laid out, filed and served."""
    return (
        start() + user_task("a", LANE) + service("issue", "letters.issue", "issued", letter="OD-03") + user_task("b", LANE)
        + end() + chain("start", "a", "issue", "b", "end")
    )  # fmt: skip


def hourly() -> str:
    """Beside the task a reminder returns an hour after the last one, as long as nobody acts."""
    return (
        start() + _gateway("split") + user_task("a", LANE) + _wait("wait", timer_duration("PT1H")) + told("remind")
        + _end_of_all() + _merge("again") + chain("start", "split", "a", "end") + chain("split", "again", "wait", "remind")
        + flow("remind", "again")
    )  # fmt: skip


def _wait(name: str, event: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{name}" name="等待">{event}</bpmn:intermediateCatchEvent>'


def _end_of_all() -> str:
    return '<bpmn:endEvent id="end" name="结束"><bpmn:terminateEventDefinition/></bpmn:endEvent>'


def _merge(name: str) -> str:
    return f'<bpmn:exclusiveGateway id="{name}" name="汇合"/>'


def by_the_clock() -> str:
    """As ``hourly``, but each reminder is an hour after the moment that the one before was meant for."""
    timer = timer_date("= date and time(plan.at)")
    return (
        start() + _gateway("split") + user_task("a", LANE) + service("plan", "test.next_hour", "plan")
        + _wait("wait", timer) + told("remind") + _end_of_all() + _merge("again") + chain("start", "split", "a", "end")
        + chain("split", "again", "plan", "wait", "remind") + flow("remind", "again")
    )  # fmt: skip


def term() -> str:
    """A case and a task, each with a deadline of two working days."""
    return (
        start() + service("clock", "cases.start_deadline", name="rectify", length="= 2")
        + user_task("a", LANE).replace('form="note"', 'form="note" due="2 WD"') + end() + chain("start", "clock", "a", "end")
    )  # fmt: skip


MATTERS = {
    "term": term,
    "line": line,
    "pair": pair,
    "overtaken": overtaken,
    "withdrawn": withdrawn,
    "letter": letter,
    "hourly": hourly,
    "by_the_clock": by_the_clock,
}
PAPER = {
    "id": "OD-03",
    "title": "关于办理结果的通知",
    "layout": "letter",
    "code": "湖教体督改",
    "issuer": "{{issuer}}",
    "addressee": "{{respondent.name}}：",
    "paragraphs": [{"style": "body", "text": "{{case.title}}已经办理。"}],
}


def matter(name: str, note: str = "说明") -> Bundle:
    """The bundle of a matter; another ``note`` makes another version of it."""
    main = diagram(MATTERS[name](), extra=message_definition("withdrawn")).replace(ASSIGNMENT.encode(), b"")
    form = json.loads(NOTE) | {"title": note}
    files = {
        "trial/process.bpmn": main,
        "trial/forms/note.json": json.dumps(form).encode(),
        "trial/letters/OD-03.json": json.dumps(PAPER).encode(),
    }
    return Bundle("trial", files)

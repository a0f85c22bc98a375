"""Sound bundles to mutate: small ones with every kind of element, and what is shipped."""

import json
from functools import cache

from processes.bundle import DEFINITIONS, Bundle, read_bundle
from tests.processes.diagrams import (
    boundary,
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
from tests.processes.hostile.positions import table

FORM = {
    "title": {"zh": "说明", "en": "Note"},
    "help": "怎么填",
    "fields": [
        {"name": "note", "type": "text", "label": "说明", "required": True},
        {"name": "ok", "type": "yes_no", "label": "同意", "variable": True, "default": True},
        {"name": "sum", "type": "money", "label": "金额", "visible": "= ok = true",
         "rules": [{"rule": "= number(sum) > 0", "message": "要大于零。"}]},
        {"name": "kind", "type": "choice", "label": "种类", "options": [{"value": "a", "label": "甲"}]},
        {"name": "paper", "type": "file", "label": "材料", "document_type": "DT-1", "multiple": True, "minimum": 1},
        {"name": "rows", "type": "table", "label": "表", "rows": "= [{n: 1}]", "fixed": True, "columns": [
            {"name": "n", "type": "number", "label": "序号", "readonly": True},
            {"name": "who", "type": "person", "label": "谁", "role": "RL-03", "scope": "= \"office\""}]},
    ],
    "decision": {"name": "outcome", "options": [{"value": "go", "label": {"zh": "通过", "en": "Go"}, "tone": "primary"}]},
}  # fmt: skip
LETTER = {
    "id": "L", "title": "关于{{1 + 1}}的函", "layout": "letter", "code": "湖教", "issuer": "局", "addressee": "{{name}}：",
    "paragraphs": [
        {"style": "level1", "text": "一、{{date text(today())}}", "when": "= 1 = 1"},
        {"table": {"caption": "表", "columns": [{"label": "甲", "width": 20}, {"label": "乙"}], "rows": "= [{a: 1}]",
                   "cells": ["{{n}}", "{{a}}"]}},
    ],
    "attachments": ["附件"], "reply_slip": ["回执"], "copies": "", "contact": "{{phone}}",
}  # fmt: skip
LANES = (
    '<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="科室"><bpmn:extensionElements>'
    '<banjie:assignment roles="RL-03" scope="&quot;office&quot;"/></bpmn:extensionElements>'
    "<bpmn:flowNodeRef>u</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
)


def forked() -> bytes:
    """Gateways of all kinds, a loop back, an operation, an embedded sub-process."""
    inner = start("s1") + user_task("v") + end("e1") + chain("s1", "v", "e1")
    body = (
        LANES + start() + user_task("u", '<banjie:separation from="v" when="= 1 = 1"/>')
        + service("o", "test.note", "got", text="= 1")
        + exclusive("x", "p") + '<bpmn:parallelGateway id="p"/><bpmn:parallelGateway id="q"/>'
        + f'<bpmn:subProcess id="sub" name="子">{inner}</bpmn:subProcess>' + user_task("w") + end()
        + chain("start", "o", "u", "x") + flow("x", "p") + flow("x", "o", "u.ok = false")
        + chain("p", "sub", "q") + chain("p", "w", "q") + chain("q", "end")
    )  # fmt: skip
    return diagram(body)


def awaited() -> bytes:
    """Events of all kinds, several instances, an event gateway, an action."""
    action = (
        '<bpmn:extensionElements><banjie:action label="催" roles="RL-03" scope="&quot;office&quot;" form="note"/>'
        f"</bpmn:extensionElements>{message('m')}"
    )
    body = (
        start() + user_task("u", loop=instances("[1, 2]", "it")) + boundary("b1", "u", action, interrupting=False)
        + boundary("b2", "u", timer_date("= date and time(&quot;2026-05-01T09:00:00&quot;)"))
        + '<bpmn:eventBasedGateway id="g"/>'
        + f'<bpmn:intermediateCatchEvent id="c1" name="等">{message("n")}</bpmn:intermediateCatchEvent>'
        + f'<bpmn:intermediateCatchEvent id="c2" name="到">{timer_duration("P3D")}</bpmn:intermediateCatchEvent>'
        + '<bpmn:intermediateThrowEvent id="t"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateThrowEvent>'
        + '<bpmn:endEvent id="stop"><bpmn:terminateEventDefinition/></bpmn:endEvent>'
        + end() + end("f1") + end("f2") + chain("start", "t", "u", "g", "c1", "end") + chain("g", "c2", "stop")
        + chain("b1", "f1") + chain("b2", "f2")
    )  # fmt: skip
    extra = message_definition("m") + message_definition("n") + '<bpmn:signal id="s" name="s"/>'
    return diagram(body, extra=extra)


def calling() -> bytes:
    called = (
        '<bpmn:callActivity id="c" name="调用" calledElement="called"><bpmn:extensionElements>'
        '<banjie:call><banjie:parameter name="level" value="= 1"/></banjie:call></bpmn:extensionElements></bpmn:callActivity>'
    )
    rule = (
        '<bpmn:businessRuleTask id="r" name="判断"><bpmn:extensionElements>'
        '<banjie:decision ref="D" result="found"/></bpmn:extensionElements></bpmn:businessRuleTask>'
    )
    return diagram(start() + rule + called + end() + chain("start", "r", "c", "end"))


@cache
def gardens() -> tuple[Bundle, ...]:
    """Bundles that run in memory."""
    note = json.dumps(FORM, ensure_ascii=False, indent=1).encode()
    letter = json.dumps(LETTER, ensure_ascii=False, indent=1).encode()
    called = diagram(start() + user_task("u") + end() + chain("start", "u", "end"), process="called")
    decision = table(read="1 + 1", test="> 1", give='"甲"').files["trial/table.dmn"]
    rest = {"trial/forms/note.json": note, "trial/letters/L.json": letter}
    return (
        Bundle("trial", {"trial/process.bpmn": lines(forked()), **rest}),
        Bundle("trial", {"trial/process.bpmn": lines(awaited()), **rest}),
        Bundle(
            "trial",
            {
                "trial/process.bpmn": lines(calling()),
                "trial/called.bpmn": lines(called),
                "trial/table.dmn": lines(decision),
                **rest,
            },
        ),
    )


@cache
def shipped() -> tuple[Bundle, ...]:
    return (read_bundle(DEFINITIONS / "rectify"),)


def lines(content: bytes) -> bytes:
    """Each tag on a line of its own, so that lines mean something."""
    return content.replace(b"><", b">\n<")

"""Events: one definition each, of a sort that the engine reacts to in that place, naming what exists."""

from collections.abc import Iterator

from lxml import etree

from processes.checks.draft import Draft
from processes.checks.graph import Graph, kind_of
from processes.checks.identifiers import key_error
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import BPMN, NAMESPACES

DEFINITIONS = {
    "messageEventDefinition": ("messageRef", "message", "消息"),
    "signalEventDefinition": ("signalRef", "signal", "信号"),
    "errorEventDefinition": ("errorRef", "error", "错误"),
    "escalationEventDefinition": ("escalationRef", "escalation", "升级"),
}
ALWAYS_DEFINED = {"boundaryEvent", "intermediateCatchEvent"}
HOSTS = {"userTask", "serviceTask", "businessRuleTask", "callActivity", "subProcess"}
PLAIN_START = "子流程和被调用的流程只能从没有定义的开始事件开始，消息到不了那里"


def check_events(graph: Graph) -> Iterator[Problem]:
    for node in graph.nodes.values():
        if kind_of(node).endswith("Event"):
            yield from (problem_at(graph.path, node, message) for message in _check_event(graph, node))


def _check_event(graph: Graph, node: etree._Element) -> Iterator[str]:
    kind = kind_of(node)
    definitions = [c for c in node.iterchildren(f"{{{BPMN}}}*") if kind_of(c).endswith("EventDefinition")]
    if len(definitions) > 1:
        yield "一个事件只能等一件事，这里写了几个事件定义"
    if not definitions and kind in ALWAYS_DEFINED:
        yield "没有写等什么：请选消息、定时或信号"
    for definition in definitions:
        yield from _check_definition(node, definition)
    if kind in {"intermediateThrowEvent", "endEvent"} and any(
        kind_of(d) == "messageEventDefinition" for d in definitions
    ):
        yield "引擎不会把消息发到流程外面，请改用系统任务或信号"
    if kind == "boundaryEvent":
        yield from _check_host(graph, node)
    if kind == "startEvent" and definitions and kind_of(graph.container) == "subProcess":
        yield PLAIN_START
    action = node.find("bpmn:extensionElements/banjie:action", NAMESPACES)
    if action is not None and not any(kind_of(d) == "messageEventDefinition" for d in definitions):
        yield "有 banjie:action 的事件要等一个消息，否则没有人能触发它"


def _check_definition(node: etree._Element, definition: etree._Element) -> Iterator[str]:
    named = DEFINITIONS.get(kind_of(definition))
    if named is None:
        return
    attribute, target, word = named
    reference = str(definition.get(attribute, ""))
    root = node.getroottree().getroot()
    found = next((n for n in root.iterfind(f"bpmn:{target}", NAMESPACES) if n.get("id") == reference), None)
    if not reference:
        if target in {"message", "signal"}:
            yield f"没有选择{word}"
    elif found is None:
        yield f"{word} {shortened(reference)} 不存在"
    elif not str(found.get("name", "")).strip():
        yield f"{word} {shortened(reference)} 没有名称"
    elif target == "message" and (wrong := key_error(str(found.get("name")))):
        yield f"消息名“{shortened(str(found.get('name')))}”{wrong}"


def _check_host(graph: Graph, node: etree._Element) -> Iterator[str]:
    host = str(node.get("attachedToRef", ""))
    if host not in graph.nodes:
        yield f"边界事件没有附在同一层的任务上：{shortened(host) or '（空）'} 不存在"
    elif kind_of(graph.nodes[host]) not in HOSTS:
        yield f"边界事件只能附在任务、调用流程或子流程上，{shortened(host)} 不是"


def check_called_starts(draft: Draft) -> Iterator[Problem]:
    """A called process begins at once: nobody sends it a start message."""
    called = {element.called_element for element in draft.elements() if element.called_element}
    for process in draft.processes:
        for element in process.elements.values():
            if process.id in called and element.kind == "startEvent" and process.start_messages:
                yield Problem(process.path, element.id, PLAIN_START, element.line, shortened(element.name))

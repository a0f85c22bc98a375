"""Reads a parsed diagram into plain values. It takes any diagram as it is; what is wrong with it is the deploy check's."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from lxml import etree

from processes.vocabulary.values import (
    BANJIE,
    BPMN,
    FLOW_NODES,
    NAMESPACES,
    Action,
    Assignment,
    Calendar,
    Call,
    Element,
    Flow,
    Loop,
    Process,
    Receive,
    Separation,
    Start,
)


def read_processes(root: etree._Element, path: str) -> Iterator[Process]:
    """Yield every executable process of a parsed BPMN document; ``path`` is its place in the bundle."""
    messages = {m.get("id"): m.get("name") for m in root.iterfind("bpmn:message", NAMESPACES)}
    for node in root.iterfind("bpmn:process", NAMESPACES):
        yield _read_process(node, path, messages)


def _read_process(node: etree._Element, path: str, messages: dict[str | None, str | None]) -> Process:
    process_id = node.get("id", "")
    lanes = _lanes_of_nodes(node)
    elements = {}
    for child in node.iter(f"{{{BPMN}}}*"):
        if etree.QName(child).localname in FLOW_NODES:
            element = _read_element(child, process_id, lanes, messages)
            elements[element.id] = element
    milestones = node.find("bpmn:extensionElements/banjie:milestones", NAMESPACES)
    return Process(
        id=process_id,
        name=node.get("name", process_id),
        name_en=_name_en(node),
        path=path,
        milestones=_words(milestones, "names"),
        milestones_en=_words(milestones, "namesEn"),
        elements=MappingProxyType(elements),
        flows=tuple(_read_flows(node)),
        start_messages=tuple(_start_messages(node, messages)),
        spec_names=frozenset({process_id, *(s.get("id", "") for s in node.iter(f"{{{BPMN}}}subProcess"))}),
        line=line_of(node),
    )


def line_of(node: etree._Element) -> int:
    """The line of a node in its file, from 1; 0 where nobody knows."""
    line: Any = node.sourceline
    return int(line or 0)


def _words(node: etree._Element | None, attribute: str) -> tuple[str, ...]:
    return tuple(node.get(attribute, "").split()) if node is not None else ()


def _lanes_of_nodes(process: etree._Element) -> dict[str, etree._Element]:
    return {
        (reference.text or "").strip(): lane
        for lane in process.iter(f"{{{BPMN}}}lane")
        for reference in lane.iterfind("bpmn:flowNodeRef", NAMESPACES)
    }


def _read_flows(process: etree._Element) -> Iterator[Flow]:
    for node in process.iter(f"{{{BPMN}}}sequenceFlow"):
        condition = node.find("bpmn:conditionExpression", NAMESPACES)
        yield Flow(
            id=node.get("id", ""),
            source=node.get("sourceRef", ""),
            target=node.get("targetRef", ""),
            condition=condition.text if condition is not None else None,
            line=line_of(node),
        )


def _start_messages(process: etree._Element, messages: dict[str | None, str | None]) -> Iterator[str]:
    for event in process.iterfind("bpmn:startEvent/bpmn:messageEventDefinition", NAMESPACES):
        yield messages.get(event.get("messageRef")) or ""


def _read_element(
    node: etree._Element,
    process: str,
    lanes: dict[str, etree._Element],
    messages: dict[str | None, str | None],
) -> Element:
    node_id = node.get("id", "")
    lane = _lane_of(node, lanes)
    task = _extension(node, "task")
    own = _assignment(_extension(node, "assignment"))
    milestone = _extension(node, "milestone")
    basis = _extension(node, "basis")
    return Element(
        process=process,
        id=node_id,
        kind=etree.QName(node).localname,
        name=node.get("name", ""),
        name_en=_name_en(node),
        lane=lane.get("name") if lane is not None else None,
        form=task.get("form") if task is not None else None,
        due=task.get("due") if task is not None else None,
        assignment=own or (_assignment(_extension(lane, "assignment")) if lane is not None else None),
        separations=tuple(_separations(node)),
        operation=_call(_extension(node, "operation"), "name"),
        decision=_call(_extension(node, "decision"), "ref"),
        call=_call(_extension(node, "call"), "name"),
        called_element=node.get("calledElement"),
        loop=_loop(node),
        milestone=milestone.get("name") if milestone is not None else None,
        action=_action(node, messages),
        starts=tuple(_starts(node)),
        calendar=_calendar(node),
        receive=_receive(node, messages),
        attached_to=node.get("attachedToRef"),
        clause=basis.get("clause") if basis is not None else None,
        timer=_timer(node),
        throws_message=node.find("bpmn:messageEventDefinition", NAMESPACES) is not None,
        line=line_of(node),
    )


def _lane_of(node: etree._Element, lanes: dict[str, etree._Element]) -> etree._Element | None:
    """The lane of a node; nodes of an embedded sub-process stand in the lane of the sub-process."""
    current: etree._Element | None = node
    while current is not None:
        lane = lanes.get(current.get("id", ""))
        if lane is not None:
            return lane
        current = current.getparent()
    return None


def _extension(node: etree._Element, name: str) -> etree._Element | None:
    return node.find(f"bpmn:extensionElements/banjie:{name}", NAMESPACES)


def _name_en(node: etree._Element) -> str:
    task = _extension(node, "task")
    own = node.get(f"{{{BANJIE}}}nameEn")
    return own or (task.get("nameEn") if task is not None else None) or ""


def _assignment(node: etree._Element | None) -> Assignment | None:
    if node is None:
        return None
    return Assignment(
        roles=tuple(node.get("roles", "").split()),
        scope=node.get("scope", "").removeprefix("="),
        assignee=(node.get("assignee") or "").removeprefix("=").strip() or None,
    )


def _separations(node: etree._Element) -> Iterator[Separation]:
    for child in node.iterfind("bpmn:extensionElements/banjie:separation", NAMESPACES):
        when = (child.get("when") or "").removeprefix("=").strip()
        yield Separation(elements=tuple(child.get("from", "").split()), when=when or None)


def _call(node: etree._Element | None, name: str) -> Call | None:
    if node is None:
        return None
    parameters = {
        p.get("name", ""): p.get("value", "") for p in node.iterfind("banjie:parameter", NAMESPACES)
    }
    return Call(name=node.get(name, ""), result=node.get("result"), parameters=MappingProxyType(parameters))


def _timer(node: etree._Element) -> str | None:
    for kind in ("timeDate", "timeDuration"):
        found = node.find(f"bpmn:timerEventDefinition/bpmn:{kind}", NAMESPACES)
        if found is not None:
            return (found.text or "").strip()
    return None


def _loop(node: etree._Element) -> Loop | None:
    loop = node.find("bpmn:multiInstanceLoopCharacteristics/bpmn:extensionElements/banjie:loop", NAMESPACES)
    if loop is None:
        return None
    return Loop(collection=loop.get("collection", "").removeprefix("="), element=loop.get("element", "item"))


def _starts(node: etree._Element) -> Iterator[Start]:
    for child in node.iterfind("bpmn:extensionElements/banjie:start", NAMESPACES):
        yield Start(
            form=child.get("form", ""),
            roles=tuple(child.get("roles", "").split()),
            kind=child.get("kind", ""),
            office=child.get("office", ""),
            respondent=_feel(child, "respondent") or "",
            school=_feel(child, "school"),
            title=_feel(child, "title"),
            label=child.get("label", ""),
            label_en=child.get("labelEn", ""),
            respondents=_feel(child, "respondents"),
        )


def _calendar(node: etree._Element) -> Calendar | None:
    calendar = _extension(node, "calendar")
    if calendar is None:
        return None
    return Calendar(
        when=_feel(calendar, "when") or "",
        kind=calendar.get("kind", ""),
        office=calendar.get("office", ""),
        respondents=_feel(calendar, "respondents") or "",
        title=_feel(calendar, "title"),
    )


def _receive(node: etree._Element, messages: dict[str | None, str | None]) -> Receive | None:
    receive, event = _extension(node, "receive"), node.find("bpmn:messageEventDefinition", NAMESPACES)
    if receive is None:
        return None
    return Receive(
        message=(messages.get(event.get("messageRef")) or "") if event is not None else "",
        kind=receive.get("kind", ""),
        office=receive.get("office", ""),
        source=receive.get("source", ""),
        title=receive.get("title", ""),
    )


def _feel(node: etree._Element, attribute: str) -> str | None:
    return (node.get(attribute) or "").strip().removeprefix("=").strip() or None


def _action(node: etree._Element, messages: dict[str | None, str | None]) -> Action | None:
    action, event = _extension(node, "action"), node.find("bpmn:messageEventDefinition", NAMESPACES)
    assignment = _assignment(action)
    if action is None or event is None or assignment is None:
        return None
    when = (action.get("when") or "").removeprefix("=").strip()
    return Action(
        message=messages.get(event.get("messageRef")) or "",
        label=action.get("label", ""),
        label_en=action.get("labelEn", ""),
        assignment=assignment,
        when=when or None,
        form=action.get("form"),
    )

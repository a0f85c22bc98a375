"""Two states of a diagram: elements by id, what each is and does, flows, and what was only drawn elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from processes.differences.attributes import attributes_of, called, kind_name
from processes.differences.reading import both, xml_of
from processes.differences.values import Difference, Glossary, Kind, Noun
from processes.vocabulary import Element, Flow, Process, read_processes

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"


def diagram_differences(
    path: str, old: bytes | None, new: bytes | None, words: Glossary
) -> Iterator[Difference]:
    """Raises Unreadable."""
    before, after = xml_of(old, path), xml_of(new, path)
    processes = both(_processes(before, path), _processes(after, path))
    for _, one, other in processes:
        if one is None or other is None:
            yield _whole(path, one, other)
        else:
            yield from _of_process(path, one, other, words)
            yield from _moved(path, one, other, _bounds(before), _bounds(after))


def _processes(root: etree._Element | None, path: str) -> Mapping[str, Process]:
    return {} if root is None else {process.id: process for process in read_processes(root, path)}


def _whole(path: str, one: Process | None, other: Process | None) -> Difference:
    kind, word = (Kind.ADDED, "新增") if one is None else (Kind.REMOVED, "删除")
    key, name = (process.id, process.name) if (process := other or one) else ("", "")
    return Difference(kind, Noun.PROCESS, path, f"{word}了流程“{name}”", key, key, name)


def _of_process(path: str, one: Process, other: Process, words: Glossary) -> Iterator[Difference]:
    if (one.name, one.name_en, one.milestones, one.milestones_en) != (
        other.name, other.name_en, other.milestones, other.milestones_en,
    ):  # fmt: skip
        yield Difference(
            Kind.CHANGED, Noun.PROCESS, path, _renamed(one, other), other.id, other.id, other.name
        )
    for _, before, after in both(one.elements, other.elements):
        yield from _of_element(path, before, after, words)
    yield from _of_flows(path, one, other)


def _renamed(one: Process, other: Process) -> str:
    if one.name != other.name:
        return f"流程“{one.name}”改名为“{other.name}”"
    if one.milestones != other.milestones:
        return f"流程“{other.name}”的阶段由“{' → '.join(one.milestones)}”改为“{' → '.join(other.milestones)}”"
    return f"流程“{other.name}”的英文名称或英文阶段改了"


def _of_element(
    path: str, before: Element | None, after: Element | None, words: Glossary
) -> Iterator[Difference]:
    if before is None or after is None:
        element = after or before
        if element is not None:
            kind, word = (Kind.ADDED, "新增") if before is None else (Kind.REMOVED, "删除")
            yield _difference(kind, path, element, f"{word}了{called(element)}{_who(element, words)}")
        return
    if before.kind != after.kind:
        sentence = f"{called(before)}改成了{kind_name(after)}“{after.name}”"
        yield _difference(Kind.CHANGED, path, after, sentence)
    for label, was, now in _changed(before, after, words):
        if label == "名称":
            sentence = f"{kind_name(after)}“{was}”改名为“{now}”"
        elif was and now:
            sentence = f"{called(after)}的{label}由{was}改为{now}"
        else:
            sentence = f"{called(after)}{'增加了' if now else '去掉了'}{label}：{now or was}"
        yield replace(_difference(Kind.CHANGED, path, after, sentence), before=was, after=now)


def _who(element: Element, words: Glossary) -> str:
    if element.kind != "userTask" or element.assignment is None:
        return ""
    roles = "、".join(map(words.role, element.assignment.roles))
    return f"，由{words.scope(element.assignment.scope)}的{roles}办理"


def _changed(before: Element, after: Element, words: Glossary) -> Iterator[tuple[str, str, str]]:
    """(label, before, after) of each attribute that differs; one that is not there is empty."""
    return (
        (label, was or "", now or "")
        for label, was, now in both(attributes_of(before, words), attributes_of(after, words))
        if was != now
    )


def _difference(kind: Kind, path: str, element: Element, sentence: str) -> Difference:
    return Difference(kind, Noun.ELEMENT, path, sentence, element.process, element.id, element.name)


def _of_flows(path: str, one: Process, other: Process) -> Iterator[Difference]:
    """A flow is known by its id; where tools gave it another one, by its two ends."""
    for _, before, after in both(_by_ends(one), _by_ends(other)):
        flow, process = after or before, other if after else one
        if flow is None or (before and after and _condition(before) == _condition(after)):
            continue
        way = f"“{_end(process, flow.source)}”到“{_end(process, flow.target)}”的连线"
        if before is None or after is None:
            kind, word = (Kind.ADDED, "新增") if before is None else (Kind.REMOVED, "删除")
            condition = f"，条件是“{_condition(flow)}”" if _condition(flow) else ""
            yield Difference(kind, Noun.FLOW, path, f"{word}了{way}{condition}", process.id, flow.id)
        else:
            was, now = _condition(before), _condition(after)
            sentence = f"{way}的条件由“{was or '无条件'}”改为“{now or '无条件'}”"
            yield Difference(Kind.CHANGED, Noun.FLOW, path, sentence, process.id, flow.id, "", was, now)


def _by_ends(process: Process) -> dict[str, Flow]:
    return {f"{flow.source}\0{flow.target}": flow for flow in process.flows}


def _condition(flow: Flow) -> str:
    return " ".join((flow.condition or "").removeprefix("=").split())


def _end(process: Process, key: str) -> str:
    element = process.elements.get(key)
    return (element.name or kind_name(element)) if element else "（没有的元素）"


def _moved(
    path: str, one: Process, other: Process, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    moved = [
        key
        for key in other.elements
        if key in one.elements and key in before and before[key] != after.get(key)
    ]
    for key in moved:
        element = other.elements[key]
        yield _difference(Kind.MOVED, path, element, f"{called(element)}只是挪了位置")


def _bounds(root: etree._Element | None) -> dict[str, tuple[str, ...]]:
    shapes = () if root is None else root.iter(f"{{{DI}}}BPMNShape")
    return {
        str(shape.get("bpmnElement")): tuple(str(box.get(part)) for part in ("x", "y", "width", "height"))
        for shape in shapes
        for box in shape.iterfind(f"{{{_DC}}}Bounds")
    }

"""Two states of a diagram: elements by id, what each is and does, flows, and what was only drawn elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from processes.differences.attributes import attributes_of, called, kind_name
from processes.differences.flows import flow_differences
from processes.differences.lanes import surroundings
from processes.differences.notation import REST, notation_of, rest_of
from processes.differences.reading import both, xml_of
from processes.differences.values import Difference, Glossary, Kind, Noun, came_or_went
from processes.vocabulary import BPMN, FLOW_NODES, Element, Process, read_processes

_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_NODES = {f"{{{BPMN}}}{kind}" for kind in FLOW_NODES}


@dataclass(frozen=True)
class _State:
    """One process of a file; ``nodes`` are those of its elements, by id."""

    process: Process
    node: etree._Element
    nodes: Mapping[str, etree._Element]
    root: etree._Element

    def attributes(self, element: Element, words: Glossary) -> dict[str, str]:
        node = self.nodes[element.id]
        told = {label: value for label, value in notation_of(node, self.root) if value}
        return {**attributes_of(element, words), **told, **self._place(node, words)}

    def _place(self, node: etree._Element, words: Glossary) -> dict[str, str]:
        """The lane and the sub-process that hold it."""
        holds = (
            lane
            for lane in self.node.iter(f"{{{BPMN}}}lane")
            if any((r.text or "").strip() == node.get("id") for r in lane.iterfind(f"{{{BPMN}}}flowNodeRef"))
        )
        lane, parent = next(holds, None), node.getparent()
        found = {"泳道": f"“{words.named('lane', str(lane.get('id')))}”"} if lane is not None else {}
        if parent is not None and parent is not self.node:
            key = f"{self.process.id}/{parent.get('id')}"
            found["所在的子流程"] = f"“{words.named('element', key, '没有名称的子流程')}”"
        return found


def diagram_differences(
    path: str, old: bytes | None, new: bytes | None, words: Glossary
) -> Iterator[Difference]:
    """Raises Unreadable."""
    before, after = xml_of(old, path), xml_of(new, path)
    was_drawn, is_drawn = _bounds(before), _bounds(after)
    for _, one, other in both(_states(before, path), _states(after, path)):
        if one is None or other is None:
            yield _whole(path, one, other)
        else:
            yield from _of_process(path, one, other, words)
            yield from _moved(path, one.process, other.process, was_drawn, is_drawn)
    if before is not None and after is not None and _frame(before) != _frame(after):
        yield Difference(Kind.CHANGED, Noun.FILE, path, "流程图的其他设置（泳池、信号、数据等）改了")


def _states(root: etree._Element | None, path: str) -> dict[str, _State]:
    if root is None:
        return {}
    by_id = {str(node.get("id", "")): node for node in root.iterfind(f"{{{BPMN}}}process")}
    return {process.id: _state(process, by_id[process.id], root) for process in read_processes(root, path)}


def _state(process: Process, node: etree._Element, root: etree._Element) -> _State:
    return _State(process, node, {str(n.get("id", "")): n for n in node.iter(*_NODES)}, root)


def _frame(root: etree._Element) -> list[str]:
    """What stands beside the processes, in one spelling; messages are told with the events that name them."""
    beside = (
        node
        for node in root
        if isinstance(node.tag, str)
        and etree.QName(node).localname not in {"process", "BPMNDiagram", "message"}
    )
    return sorted(
        "".join((etree.QName(node).localname, _key(node), str(node.get("name") or ""), rest_of(node)))
        for node in beside
    )


def _key(node: etree._Element) -> str:
    """The id of what events name by it."""
    return str(node.get("id", "")) if etree.QName(node).localname in {"signal", "error", "escalation"} else ""


def _whole(path: str, one: _State | None, other: _State | None) -> Difference:
    kind, word = came_or_went(one)
    state = other or one
    key, name = (state.process.id, state.process.name) if state else ("", "")
    return Difference(kind, Noun.PROCESS, path, f"{word}了流程“{name}”", key, key, name)


def _of_process(path: str, one: _State, other: _State, words: Glossary) -> Iterator[Difference]:
    yield from surroundings(path, (one.process, one.node), (other.process, other.node), words)
    for _, before, after in both(one.process.elements, other.process.elements):
        if before is None or after is None:
            yield _came_or_went(path, before, after, words)
        else:
            told = both(one.attributes(before, words), other.attributes(after, words))
            changed = [(label, was or "", now or "") for label, was, now in told if was != now]
            yield from _of_element(path, before, after, changed)
    yield from flow_differences(path, one.process, other.process, one.node, other.node)


def _came_or_went(path: str, before: Element | None, after: Element | None, words: Glossary) -> Difference:
    kind, word = came_or_went(before)
    element: Any = after or before
    return _difference(kind, path, element, f"{word}了{called(element)}{_who(element, words)}")


def _of_element(
    path: str, before: Element, after: Element, changed: list[tuple[str, str, str]]
) -> Iterator[Difference]:
    """``changed`` are (label, before, after); one that is not there is empty."""
    if before.kind != after.kind:
        sentence = f"{called(before)}改成了{kind_name(after)}“{after.name}”"
        yield _difference(Kind.CHANGED, path, after, sentence)
    for label, was, now in changed:
        yield _told(_difference(Kind.CHANGED, path, after, ""), after, label, was, now)


def _told(place: Difference, element: Element, label: str, was: str, now: str) -> Difference:
    if label == REST:
        return replace(place, sentence=f"{called(element)}的其他设置改了")
    if label == "名称":
        sentence = f"{kind_name(element)}“{was or '没有名称'}”改名为“{now or '没有名称'}”"
    elif was and now:
        sentence = f"{called(element)}的{label}由{was}改为{now}"
    else:
        sentence = f"{called(element)}{'增加了' if now else '去掉了'}{label}：{now or was}"
    return replace(place, sentence=sentence, before=was, after=now)


def _who(element: Element, words: Glossary) -> str:
    own = element.assignment
    if element.kind != "userTask" or own is None:
        return ""
    return f"，由{words.people(own.roles, own.scope)}办理"


def _difference(kind: Kind, path: str, element: Element, sentence: str) -> Difference:
    return Difference(kind, Noun.ELEMENT, path, sentence, element.process, element.id, element.name)


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
    shapes = () if root is None else root.iter(f"{{{_DI}}}BPMNShape")
    return {
        str(shape.get("bpmnElement")): tuple(str(box.get(part)) for part in ("x", "y", "width", "height"))
        for shape in shapes
        for box in shape.iterfind(f"{{{_DC}}}Bounds")
    }

"""Two states of the flows of a process: known by id or, where a tool gave another one, by their two ends."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from processes.differences.attributes import kind_name
from processes.differences.expressions import spoken
from processes.differences.notation import rest_of
from processes.differences.values import Difference, Kind, Noun
from processes.vocabulary import BANJIE, BPMN, Process

_NAME_EN = f"{{{BANJIE}}}nameEn"
_CONDITION = f"{{{BPMN}}}conditionExpression"


@dataclass(frozen=True)
class _Way:
    """A flow with the names of its ends; ``default`` is taken where no condition holds."""

    id: str
    source: str
    target: str
    start: str
    end: str
    name: str
    condition: str
    default: bool
    rest: str

    @property
    def called(self) -> str:
        return f"“{self.start}”到“{self.end}”的连线{f'（{self.name}）' if self.name else ''}"


def flow_differences(
    path: str, one: Process, other: Process, before: etree._Element, after: etree._Element
) -> Iterator[Difference]:
    """``before`` and ``after`` are the nodes of the two processes."""
    was, now = _ways(one, before), _ways(other, after)
    pairs = _pairs(was, now)
    place = Difference(Kind.CHANGED, Noun.FLOW, path, "", other.id)
    for old, new in pairs:
        yield from _changed(replace(place, element=new.id), old, new)
    paired_before, paired_after = {old.id for old, _ in pairs}, {new.id for _, new in pairs}
    for way in (w for w in now if w.id not in paired_after):
        yield replace(place, kind=Kind.ADDED, element=way.id, sentence=f"新增了{way.called}{_on(way)}")
    for way in (w for w in was if w.id not in paired_before):
        yield replace(place, kind=Kind.REMOVED, element=way.id, sentence=f"删除了{way.called}{_on(way)}")
    yield from _orders(place, pairs, was, now, other)


def _pairs(was: list[_Way], now: list[_Way]) -> list[tuple[_Way, _Way]]:
    known = {way.id: way for way in was}
    pairs = [(known[way.id], way) for way in now if way.id in known]
    taken = {way.id for _, way in pairs}
    spare = [way for way in was if way.id not in taken]
    for way in (w for w in now if w.id not in taken):
        like = [old for old in spare if (old.source, old.target) == (way.source, way.target)]
        like.sort(key=lambda old: old.condition != way.condition)
        if like:
            spare.remove(like[0])
            pairs.append((like[0], way))
    return pairs


def _changed(place: Difference, old: _Way, new: _Way) -> Iterator[Difference]:
    if (old.source, old.target) != (new.source, new.target):
        sentence = f"{old.called}改接为“{new.start}”到“{new.end}”"
        yield replace(
            place,
            sentence=sentence,
            before=f"{old.start} → {old.end}",
            after=f"{new.start} → {new.end}",
        )
    if old.condition != new.condition:
        sentence = f"{new.called}的条件由“{old.condition or '无条件'}”改为“{new.condition or '无条件'}”"
        yield replace(place, sentence=sentence, before=old.condition, after=new.condition)
    if old.name != new.name:
        sentence = f"{replace(new, name='').called}的名称由“{old.name or '无'}”改为“{new.name or '无'}”"
        yield replace(place, sentence=sentence, before=old.name, after=new.name)
    if old.default != new.default:
        yield replace(
            place, sentence=f"{new.called}{'成了' if new.default else '不再是'}其他条件都不成立时的默认走向"
        )
    if old.rest != new.rest:
        yield replace(place, sentence=f"{new.called}的其他设置改了")


def _orders(
    place: Difference, pairs: list[tuple[_Way, _Way]], was: list[_Way], now: list[_Way], process: Process
) -> Iterator[Difference]:
    """The first flow whose condition holds is taken, in the order of the file (BPMN 2.0.2 §13.4.2)."""
    stayed = [(old, new) for old, new in pairs if old.source == new.source and new.condition]
    for source in dict.fromkeys(new.source for _, new in stayed):
        mine = [(was.index(old), now.index(new)) for old, new in stayed if new.source == source]
        mine.sort(key=lambda places: places[1])
        element = process.elements.get(source)
        if element and element.kind == "exclusiveGateway" and mine != sorted(mine):
            sentence = f"“{element.name or kind_name(element)}”之后各条件判断的先后改了"
            yield replace(place, noun=Noun.ELEMENT, element=source, name=element.name, sentence=sentence)


def _ways(process: Process, node: etree._Element) -> list[_Way]:
    nodes: Mapping[str, etree._Element] = {
        str(flow.get("id", "")): flow for flow in node.iter(f"{{{BPMN}}}sequenceFlow")
    }
    defaults = {str(owner.get("default")) for owner in node.iter() if owner.get("default")}
    return [
        _Way(
            id=flow.id,
            source=flow.source,
            target=flow.target,
            start=_end(process, flow.source),
            end=_end(process, flow.target),
            name=str(nodes[flow.id].get("name") or "") if flow.id in nodes else "",
            condition=spoken(flow.condition),
            default=flow.id in defaults,
            rest=_rest(nodes[flow.id]) if flow.id in nodes else "",
        )
        for flow in process.flows
    ]


def _rest(node: etree._Element) -> str:
    """Its English name, and what nobody knows."""
    bare = copy.deepcopy(node)
    for end in [a for a in bare.attrib if a in {"sourceRef", "targetRef"}]:
        del bare.attrib[end]
    for condition in bare.findall(_CONDITION):
        bare.remove(condition)
    return f"{node.get(_NAME_EN, '')} {rest_of(bare)}"


def _on(way: _Way) -> str:
    if way.default:
        return "，在其他条件都不成立时走这里"
    return f"，条件是“{way.condition}”" if way.condition else ""


def _end(process: Process, key: str) -> str:
    element = process.elements.get(key)
    return (element.name or kind_name(element)) if element else "没有的元素"

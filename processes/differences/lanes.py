"""Two states of what stands around the elements of a process: lanes, notes, stages, and the rest of its settings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from processes.differences.notation import rest_of
from processes.differences.reading import both
from processes.differences.values import Difference, Glossary, Kind, Noun
from processes.vocabulary import BANJIE, NAMESPACES, Process

_WORD = {Kind.ADDED: "新增了", Kind.REMOVED: "删除了"}


def surroundings(
    path: str, one: tuple[Process, etree._Element], other: tuple[Process, etree._Element], words: Glossary
) -> Iterator[Difference]:
    """Each side with its node. What a lane says of people is told with its tasks too."""
    (old, before), (new, after) = one, other
    place = Difference(Kind.CHANGED, Noun.PROCESS, path, "", new.id, new.id, new.name)
    for sentence in _of_process(old, new, rest_of(before) != rest_of(after)):
        yield replace(place, sentence=sentence)
    for key, was, now in both(_lanes(before, words), _lanes(after, words)):
        yield from _named(replace(place, noun=Noun.LANE, element=key), "泳道", was, now)
    for key, was, now in both(_notes(before), _notes(after)):
        yield from _named(replace(place, noun=Noun.NOTE, element=key), "批注", was, now)


def _of_process(one: Process, other: Process, is_other: bool) -> Iterator[str]:
    if one.name != other.name:
        yield f"流程“{one.name}”改名为“{other.name}”"
    if one.milestones != other.milestones:
        yield f"流程“{other.name}”的阶段由“{' → '.join(one.milestones)}”改为“{' → '.join(other.milestones)}”"
    if (one.name_en, one.milestones_en) != (other.name_en, other.milestones_en):
        yield f"流程“{other.name}”的英文名称或英文阶段改了"
    if is_other:
        yield f"流程“{other.name}”的其他设置改了"


def _named(
    place: Difference, noun: str, was: tuple[str, str] | None, now: tuple[str, str] | None
) -> Iterator[Difference]:
    """Each side is (name, what else it says)."""
    if was is None or now is None:
        name, told = now or was or ("", "")
        kind = Kind.ADDED if was is None else Kind.REMOVED
        rest = f"（{told}）" if told else ""
        yield replace(place, kind=kind, name=name, sentence=f"{_WORD[kind]}{noun}“{name}”{rest}")
        return
    if was[0] != now[0]:
        sentence = f"{noun}“{was[0]}”改为“{now[0]}”"
        yield replace(place, name=now[0], sentence=sentence, before=was[0], after=now[0])
    if was[1] != now[1]:
        sentence = f"{noun}“{now[0]}”由{was[1] or '无人'}改为{now[1] or '无人'}"
        yield replace(place, name=now[0], sentence=sentence, before=was[1], after=now[1])


def _lanes(node: etree._Element, words: Glossary) -> Mapping[str, tuple[str, str]]:
    found = {}
    for lane in node.iterfind(".//bpmn:lane", NAMESPACES):
        own = lane.find("bpmn:extensionElements/banjie:assignment", NAMESPACES)
        told = words.people(own.get("roles", "").split(), own.get("scope", "")) if own is not None else ""
        english = lane.get(f"{{{BANJIE}}}nameEn")
        said = "，".join(part for part in (told, f"英文名称“{english}”" if english else "") if part)
        found[str(lane.get("id"))] = (str(lane.get("name") or ""), said)
    return found


def _notes(node: etree._Element) -> Mapping[str, tuple[str, str]]:
    return {
        str(note.get("id")): (" ".join("".join(map(str, note.itertext())).split()), "")
        for note in node.iterfind(".//bpmn:textAnnotation", NAMESPACES)
    }

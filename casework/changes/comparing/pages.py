"""What a page of differences shows: sentences by file, and a pair of pictures for each diagram that changed."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from casework.changes.comparing.wording import glossary
from processes.bundle import Bundle
from processes.differences import Difference, Kind, Noun, differences
from processes.differences.reading import Unreadable, xml_of
from processes.vocabulary import read_processes

Address = Callable[[str], str]
_MARKS = {Kind.ADDED: "added", Kind.REMOVED: "removed", Kind.CHANGED: "changed"}


@dataclass(frozen=True)
class Picture:
    """One diagram before and after; an address is empty where it was not there. ``marks`` are JSON for each side."""

    name: str
    before: str
    after: str
    marks_before: str
    marks_after: str


@dataclass(frozen=True)
class Comparison:
    """``groups`` are (what people call the sort of file, its differences); ``drawn`` counts what was only drawn elsewhere."""

    groups: Sequence[tuple[str, list[Difference]]]
    pictures: Sequence[Picture]
    drawn: int

    @property
    def is_empty(self) -> bool:
        return not self.groups


def compare(before: Bundle, after: Bundle, *, was: Address, now: Address) -> Comparison:
    """``was`` and ``now`` lead from a path of a bundle to the address of its diagram."""
    found = differences(before, after, glossary())
    told = [difference for difference in found if difference.kind != Kind.MOVED]
    return Comparison(
        groups=[(name, list(group)) for name, group in groupby(told, key=_group)],
        pictures=list(_pictures(told, before, after, was, now)),
        drawn=len(found) - len(told),
    )


def _group(difference: Difference) -> str:
    return {
        Noun.TABLE: "决策表", Noun.ROW: "决策表", Noun.FORM: "表单", Noun.FIELD: "表单", Noun.LETTER: "文书",
        Noun.SCENARIO: "场景", Noun.FILE: "文件",
    }.get(difference.noun, "流程图")  # fmt: skip


def _pictures(
    told: Sequence[Difference], before: Bundle, after: Bundle, was: Address, now: Address
) -> Iterator[Picture]:
    for path in dict.fromkeys(d.path for d in told if d.path.endswith(".bpmn")):
        marks = _marks([d for d in told if d.path == path])
        yield Picture(
            name=_name(path, after) or _name(path, before),
            before=was(path) if path in before.files else "",
            after=now(path) if path in after.files else "",
            marks_before=json.dumps({key: ids for key, ids in marks.items() if key != "added"}),
            marks_after=json.dumps({key: ids for key, ids in marks.items() if key != "removed"}),
        )


def _marks(told: Sequence[Difference]) -> Mapping[str, list[str]]:
    marks: dict[str, list[str]] = {}
    for difference in told:
        if difference.element and difference.noun in {Noun.ELEMENT, Noun.FLOW, Noun.LANE, Noun.NOTE}:
            marks.setdefault(_MARKS[difference.kind], []).append(difference.element)
    return marks


def _name(path: str, bundle: Bundle) -> str:
    """What its processes are called; empty where it is not there or cannot be read."""
    try:
        root = xml_of(bundle.files.get(path), path)
    except Unreadable:
        return ""
    return "、".join(process.name for process in read_processes(root, path)) if root is not None else ""

"""Two bundles side by side: each sort of file is compared by what it means; what cannot be read says so."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from processes.bundle import Bundle
from processes.differences.diagrams import diagram_differences
from processes.differences.forms import form_differences
from processes.differences.letters import letter_differences
from processes.differences.naming import names_in
from processes.differences.reading import Unreadable, object_of
from processes.differences.tables import table_differences
from processes.differences.values import Difference, Glossary, Kind, Noun

Compared = Iterator[Difference]
_KINDS: Mapping[Kind, str] = {Kind.ADDED: "新增", Kind.REMOVED: "删除", Kind.CHANGED: "修改"}


def differences(before: Bundle, after: Bundle, glossary: Glossary | None = None) -> list[Difference]:
    """Every difference, file by file; empty for two bundles that mean the same, however they are written."""
    known = glossary or Glossary()
    # What did not change is named alike on both sides.
    gone = replace(before, files={p: c for p, c in before.files.items() if after.files.get(p) != c})
    words = replace(known, names={**known.names, **names_in(gone), **names_in(after)})
    found = [difference for path in _paths(before, after) for difference in _of(path, before, after, words)]
    return list(dict.fromkeys(found))


def _paths(before: Bundle, after: Bundle) -> list[str]:
    """Diagrams before tables, tables before forms, forms before letters and scenarios; those of the main folder first."""
    order = (".bpmn", ".dmn", "forms", "letters", "scenarios")
    changed = {p for p in {*before.files, *after.files} if before.files.get(p) != after.files.get(p)}
    return sorted(changed, key=lambda p: (not p.startswith(f"{after.main}/"), order.index(_sort(p)), p))


def _sort(path: str) -> str:
    place = PurePosixPath(path)
    return place.suffix if place.suffix != ".json" else place.parent.name


def _of(path: str, before: Bundle, after: Bundle, words: Glossary) -> Compared:
    old, new = before.files.get(path), after.files.get(path)
    compare = _COMPARE[_sort(path)]
    try:
        yield from compare(path, old, new, words)
    except Unreadable:
        yield Difference(Kind.CHANGED, Noun.FILE, path, f"{_called(path)}现在读不出来，请先按检查的提示改正")


def _scenario(path: str, old: bytes | None, new: bytes | None, words: Glossary) -> Compared:
    if object_of(old, path) == object_of(new, path):
        return
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
    name = PurePosixPath(path).stem
    yield Difference(kind, Noun.SCENARIO, path, f"{_KINDS[kind]}了场景“{name}”", name=name)


def _called(path: str) -> str:
    words = {".bpmn": "流程图", ".dmn": "决策表", "forms": "表单", "letters": "文书", "scenarios": "场景"}
    return f"{words[_sort(path)]}“{PurePosixPath(path).stem}”"


_Compare = Callable[[str, bytes | None, bytes | None, Glossary], Compared]
_COMPARE: Mapping[str, _Compare] = {
    ".bpmn": diagram_differences,
    ".dmn": table_differences,
    "forms": form_differences,
    "letters": letter_differences,
    "scenarios": _scenario,
}

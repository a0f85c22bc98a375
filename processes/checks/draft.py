"""A bundle as far as it can be read: what the checks look at before anything is compiled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from processes.bundle import SUFFIXES, Bundle
from processes.checks.problem import Problem, shortened
from processes.decisions import DecisionTable, InvalidDecision, read_decisions
from processes.forms import FormSchema, InvalidForm, read_form
from processes.letters import InvalidLetter, read_letter
from processes.vocabulary import Element, Process, line_of, read_processes
from processes.xml import InvalidDocument, check_text, read_xml

MAXIMUM_TAGS = 10_000
MAXIMUM_ATTRIBUTES = 200


@dataclass
class Draft:
    """``processes`` in order of the files, those with the same id included; ``problems`` of what cannot be read."""

    bundle: Bundle
    roots: dict[str, etree._Element] = field(default_factory=dict)
    tables: dict[str, etree._Element] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)
    decisions: dict[str, DecisionTable] = field(default_factory=dict)
    forms: dict[str, FormSchema] = field(default_factory=dict)
    letters: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def misses_form(self, key: str) -> bool:
        """Whether there is no such form; one that cannot be read has been spoken of already."""
        return not any(path.endswith(f"/forms/{key}.json") for path in self.bundle.files)

    def is_unread(self, suffix: str) -> bool:
        """Whether a file of that sort could not be read, so that what is missing may well be in there."""
        return any(path.endswith(suffix) for path in self.unread)

    @property
    def main(self) -> Process | None:
        """The process that a start begins with: the first of the main diagram."""
        path = f"{self.bundle.main}/process.bpmn"
        return next((process for process in self.processes if process.path == path), None)

    def form_files(self) -> Iterator[tuple[str, FormSchema]]:
        """Every form that could be read, with the path of its file."""
        for key, path in sorted(self.bundle.forms().items(), key=lambda named: named[1]):
            if key in self.forms:
                yield path, self.forms[key]

    def is_replaced(self, path: str) -> bool:
        """Whether the form of a fragment is not shown, because the process that calls it has one of that name."""
        own = self.bundle.forms()[PurePosixPath(path).stem]
        return own != path and own.startswith(f"{self.bundle.main}/")

    def elements(self) -> list[Element]:
        return [element for process in self.processes for element in process.elements.values()]


def read_draft(bundle: Bundle) -> Draft:
    """Read every file of a bundle; what is wrong with one does not keep the others from being read."""
    draft = Draft(bundle)
    for path in sorted(bundle.files):
        try:
            _read_file(draft, path, bundle.files[path])
        except InvalidDocument as error:
            draft.unread.add(path)
            draft.problems.append(Problem(path, "", error.reason, error.line))
    return draft


def _read_file(draft: Draft, path: str, content: bytes) -> None:
    place = PurePosixPath(path)
    check_text(content, path)
    if place.suffix not in SUFFIXES:
        raise InvalidDocument(path, f"不认识的文件，只收 {'、'.join(sorted(SUFFIXES))}。")
    if place.suffix == ".bpmn":
        draft.roots[path] = root = _read_root(content, path)
        draft.processes += read_processes(root, path)
    elif place.suffix == ".dmn":
        draft.tables[path] = root = _read_root(content, path)
        _read_decisions(draft, path, content, root)
    elif place.parent.name == "forms":
        try:
            form = read_form(place.stem, content)
            if not draft.is_replaced(path):
                _add_once(draft, draft.forms, path, form)
        except InvalidForm as error:
            draft.problems += [Problem(path, f.field, f.message, f.line) for f in error.faults]
    elif place.parent.name == "letters":
        try:
            _add_once(draft, draft.letters, path, read_letter(place.stem, content))
        except InvalidLetter as error:
            draft.problems += [Problem(path, f.field, f.message, f.line) for f in error.faults]


def _read_root(content: bytes, path: str) -> etree._Element:
    root = read_xml(content, path)
    count = sum(1 for _ in root.iter(etree.Element))
    if count > MAXIMUM_TAGS:
        raise InvalidDocument(path, f"文件里有 {count} 个标签，最多 {MAXIMUM_TAGS} 个，请拆成几个流程。")
    for node in root.iter(etree.Element):
        if len(node.attrib) > MAXIMUM_ATTRIBUTES:
            said = f"一个标签有 {len(node.attrib)} 个属性，最多 {MAXIMUM_ATTRIBUTES} 个。"
            raise InvalidDocument(path, said, line_of(node))
    return root


def _add_once(draft: Draft, known: dict[str, Any], path: str, made: Any) -> None:
    """Forms and letters are named by file alone, whichever folder of the bundle they are in."""
    key = PurePosixPath(path).stem
    if key in known:
        draft.problems.append(Problem(path, key, "别的目录里有同名的文件，只有一个会起作用，请改名"))
    known[key] = made


def _read_decisions(draft: Draft, path: str, content: bytes, root: etree._Element) -> None:
    try:
        decisions = read_decisions(content)
    except InvalidDecision as error:
        node = next(
            (n for n in root.iter(etree.Element) if error.element and n.get("id") == error.element), root
        )
        draft.unread.add(path)
        draft.problems.append(Problem(path, shortened(error.element or ""), str(error), line_of(node)))
        return
    for key, table in decisions.items():
        if key in draft.decisions:
            draft.problems.append(Problem(path, key, "决策的编号在别的文件里已经用过", name=table.name))
        draft.decisions[key] = table

"""Where the files of a process name clauses and read parameters: steps, rows of decision tables, forms, letters."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from processes.vocabulary import BANJIE, NAMESPACES, line_of
from processes.xml import read_xml

_READS = re.compile(r"\bparameter(?:s| history)\.(PRM_\w+)")


class Kind(Enum):
    STEP = "step"
    FLOW = "flow"
    TABLE = "table"
    ROW = "row"
    FORM = "form"
    FIELD = "field"
    LETTER = "letter"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Mention:
    """One place of a file. ``texts`` are what it says it rests on, ``reads`` the codes that its expressions name.

    ``name`` is what people call it, ``within`` the table, form or letter that it is a part of, ``row`` its number in there;
    ``process`` the one of its folder, empty for tables that several share.
    """

    kind: Kind
    path: str
    element: str
    name: str
    name_en: str = ""
    texts: tuple[str, ...] = ()
    reads: frozenset[str] = frozenset()
    within: str = ""
    within_en: str = ""
    row: int = 0
    line: int = 0
    process: str = ""
    process_en: str = ""

    @property
    def folder(self) -> str:
        return PurePosixPath(self.path).parts[0]


def mentions_in(files: Mapping[str, bytes]) -> list[Mention]:
    """Every place of a checked bundle that names a clause or reads a parameter, in order of file."""
    roots = {p: read_xml(files[p], p) for p in files if PurePosixPath(p).suffix in (".bpmn", ".dmn")}
    found = [mention for path in sorted(files) for mention in _in_file(path, files[path], roots.get(path))]
    names = dict(_processes(roots))
    return [
        replace(mention, process=name, process_en=english)
        for mention in found
        if mention.texts or mention.reads
        for name, english in [names.get(mention.folder, ("", ""))]
    ]


def _processes(roots: Mapping[str, etree._Element]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each folder with what its main process is called."""
    for path, root in roots.items():
        place = PurePosixPath(path)
        process = root.find("bpmn:process", NAMESPACES)
        if place.name == "process.bpmn" and process is not None:
            yield place.parts[0], (process.get("name", ""), process.get(f"{{{BANJIE}}}nameEn", ""))


def _in_file(path: str, content: bytes, root: etree._Element | None) -> Iterator[Mention]:
    place = PurePosixPath(path)
    if root is not None:
        yield from _in_diagram(path, root) if place.suffix == ".bpmn" else _in_tables(path, root)
    elif place.suffix == ".json" and place.parent.name == "forms":
        yield from _in_form(path, place.stem, json.loads(content))
    elif place.suffix == ".json" and place.parent.name == "letters":
        yield from _in_letter(path, place.stem, json.loads(content))


def _in_diagram(path: str, root: etree._Element) -> Iterator[Mention]:
    reads: dict[etree._Element, set[str]] = {}
    for node in root.iter(etree.Element):
        codes = _codes(node)
        owner = _owner(node) if codes else None
        if owner is not None:
            reads.setdefault(owner, set()).update(codes)
    for node in root.iterfind(".//bpmn:process//bpmn:*[@id]", NAMESPACES):
        basis = node.find("bpmn:extensionElements/banjie:basis", NAMESPACES)
        kind = Kind.FLOW if etree.QName(node).localname == "sequenceFlow" else Kind.STEP
        yield Mention(
            kind,
            path,
            node.get("id", ""),
            node.get("name", "") or _told_by_source(root, node, "name"),
            node.get(f"{{{BANJIE}}}nameEn", "") or _told_by_source(root, node, f"{{{BANJIE}}}nameEn"),
            tuple(filter(None, [basis.get("clause")])) if basis is not None else (),
            frozenset(reads.get(node, ())),
            line=line_of(node),
        )


def _owner(node: etree._Element) -> etree._Element | None:
    """The nearest element of the diagram that a person would point at."""
    while node is not None and not (node.get("id") and node.getparent() is not None and _is_shown(node)):
        node = node.getparent()  # type: ignore[assignment]
    return node


def _is_shown(node: etree._Element) -> bool:
    around = node.getparent()
    return around is not None and etree.QName(around).localname in ("process", "subProcess", "laneSet")


def _told_by_source(root: etree._Element, node: etree._Element, attribute: str) -> str:
    """A flow without a name is called by the gateway that it leaves."""
    source = node.get("sourceRef")
    found = root.find(f".//bpmn:*[@id='{source}']", NAMESPACES) if source else None
    return found.get(attribute, "") if found is not None else ""


def _in_tables(path: str, root: etree._Element) -> Iterator[Mention]:
    for decision in root.iter("{*}decision"):
        key, name = decision.get("id", ""), decision.get("name", "")
        english = decision.get(f"{{{BANJIE}}}nameEn", "")
        columns = [node for column in decision.iter("{*}input") for node in column.iter(etree.Element)]
        reads = frozenset(code for node in columns for code in _codes(node))
        yield Mention(Kind.TABLE, path, key, name, english, (), reads, line=line_of(decision))
        for number, rule in enumerate(decision.iter("{*}rule"), 1):
            yield Mention(
                Kind.ROW,
                path,
                rule.get("id", ""),
                name,
                english,
                tuple(_notes(rule)),
                frozenset(code for node in rule.iter(etree.Element) for code in _codes(node)),
                within=name,
                within_en=english,
                row=number,
                line=line_of(rule),
            )


def _notes(rule: etree._Element) -> Iterator[str]:
    for node in (*rule.iterfind("{*}description"), *rule.iterfind("{*}annotationEntry/{*}text")):
        if (node.text or "").strip():
            yield (node.text or "").strip()


def _in_form(path: str, key: str, raw: Any, title: tuple[str, str] = ("", "")) -> Iterator[Mention]:
    """A form, and whatever in it names a clause of its own: fields, columns, items of checklists."""
    if isinstance(raw, list):
        for item in raw:
            yield from _in_form(path, key, item, title)
    if not isinstance(raw, dict):
        return
    whole = not any(title)
    own = _words(raw.get("title") or raw.get("label") or raw.get("text") or raw.get("name") or key)
    around = own if whole else title
    yield Mention(
        Kind.FORM if whole else Kind.FIELD,
        path,
        str(raw.get("name") or raw.get("code") or key),
        own[0],
        own[1],
        _clause(raw),
        _reads(*raw.values()),
        within="" if whole else title[0],
        within_en="" if whole else title[1],
    )
    for value in raw.values():
        yield from _in_form(path, key, value, around)


def _in_letter(path: str, key: str, raw: Any) -> Iterator[Mention]:
    """A letter as a whole, then each of its paragraphs that names a clause of its own or reads a parameter."""
    title = _words(raw.get("title") or key)
    yield Mention(Kind.LETTER, path, key, *title, _clause(raw), _reads(*raw.values()))
    for number, part in enumerate(raw.get("paragraphs") or (), 1):
        table = part.get("table") or {}
        reads = _reads(*part.values(), *table.values(), *table.get("cells", ()))
        if reads or _clause(part):
            yield Mention(
                Kind.PARAGRAPH, path, key, *title, _clause(part), reads,
                within=title[0], within_en=title[1], row=number,
            )  # fmt: skip


def _clause(raw: Mapping[str, Any]) -> tuple[str, ...]:
    clause = raw.get("clause")
    return (clause,) if isinstance(clause, str) and clause else ()


def _reads(*values: Any) -> frozenset[str]:
    return frozenset(code for value in values if isinstance(value, str) for code in _READS.findall(value))


def _words(said: Any) -> tuple[str, str]:
    if isinstance(said, dict):
        return str(said.get("zh", "")), str(said.get("en", ""))
    return str(said), ""


def _codes(node: etree._Element) -> set[str]:
    texts = (node.text or "", *map(str, node.attrib.values()))
    return {code for text in texts for code in _READS.findall(text)}

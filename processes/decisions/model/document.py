"""A DMN file as elements by id and by name, compiled when first needed (DMN 6.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeAlias

from lxml import etree

from processes.decisions.elements import Element, InvalidDecision, every, local, one, read_definitions
from processes.decisions.model.boxes import Boxes
from processes.decisions.model.definitions import Types
from processes.decisions.model.nodes import Typed
from processes.feel.nodes.node import Node
from processes.feel.words import is_special, spell

INPUT, DECISION, KNOWLEDGE, SERVICE = "inputData", "decision", "businessKnowledgeModel", "decisionService"
_CHOSEN = (DECISION, SERVICE, KNOWLEDGE)
MAXIMUM_FILES = 500  # that a file leads to; one counts for every way to it


@dataclass(frozen=True, slots=True)
class Import:
    """Another file and the name under which its elements are seen; an empty name adds them directly."""

    name: str
    document: "Document"


Found: TypeAlias = tuple[Import | None, Element]


class Document:
    """One file, immutable in effect and shared between evaluations. `sources` are the files that it may import,
    by namespace; `read` the namespaces read before. Raises InvalidDecision when one of them is unreadable, or when
    they are too many."""

    def __init__(
        self,
        content: bytes,
        sources: Mapping[str, bytes] = MappingProxyType({}),
        read: list[str] | None = None,
    ) -> None:
        read = [] if read is None else read
        root = read_definitions(content)
        self.namespace = root.get("namespace", "")
        read.append(self.namespace)
        if len(read) > MAXIMUM_FILES:
            raise InvalidDecision(f"DMN 文件之间的引用超过 {MAXIMUM_FILES} 处。")
        self.elements = {e.get("id", ""): e for e in root if local(e) in (INPUT, *_CHOSEN)}
        others = {key: value for key, value in sources.items() if key != self.namespace}
        self.imports = {
            element.get("namespace", ""): Import(
                spell(element.get("name", "")), Document(others[element.get("namespace", "")], others, read)
            )
            for element in every(root, "import")
            if element.get("namespace", "") in others
        }
        self.types: Types = Types(root, [(used.name, used.document.types) for used in self.imports.values()])
        self.names: frozenset[str] = frozenset(_names(root)).union(
            *({used.name, *used.document.names} for used in self.imports.values())
        )
        self.boxes = Boxes(self.names, self.types)
        self._logic: dict[str, Node] = {}

    def find(self, name: str) -> Found:
        """The decision, service or knowledge model of that name or id, of this file or of one whose elements an
        import without a name adds to it.

        Raises InvalidDecision, naming what there is.
        """
        found = self._asked(spell(name))
        if found is not None:
            return found
        names = "、".join(f"“{spell(element.get('name', ''))}”" for element in self._of_kind(DECISION))
        raise InvalidDecision(f"文件里没有名为“{name}”的决策；有的决策是：{names or '无'}。")

    def _asked(self, wanted: str) -> Found | None:
        for kind in _CHOSEN:
            for element in self._of_kind(kind):
                if wanted in (spell(element.get("name", "")), element.get("id")):
                    return None, element
        for used in self._added:
            found = used.document._asked(wanted)
            if found is not None:
                return found[0] or used, found[1]
        return None

    @property
    def _added(self) -> Iterator[Import]:
        return (used for used in self.imports.values() if not used.name)

    @cached_property
    def standing(self) -> dict[str, Found]:
        """What a name stands for: an element of this file, or else of the first file whose elements an import without
        a name adds to it. Of several elements of one name, only the first is there (DMN 6.3.3)."""
        found: dict[str, Found] = {}
        for element in self.elements.values():
            found.setdefault(name_of(element), (None, element))
        for used in self._added:
            for name, (inner, element) in used.document.standing.items():
                found.setdefault(name, (inner or used, element))
        return found

    def _of_kind(self, kind: str) -> Iterator[Element]:
        return (element for element in self.elements.values() if local(element) == kind)

    def referred(self, element: Element, *path: str) -> Iterator[Found | str]:
        """What the references below an element point at; the reference itself where no file has it."""
        found = [element]
        for tag in path:
            found = [child for parent in found for child in every(parent, tag)]
        for reference in found:
            yield self._resolved(reference.get("href", ""))

    def _resolved(self, href: str) -> Found | str:
        place, _, key = href.partition("#")
        if place in ("", self.namespace):
            owner = self._owner(key)
            if owner is not None:
                return (None if owner is self else Import("", owner)), owner.elements[key]
        used = self.imports.get(place)
        if used is not None and key in used.document.elements:
            return used, used.document.elements[key]
        return href

    def _owner(self, key: str) -> "Document | None":
        """The file that has an element: this one, or one whose elements an import without a name adds to it."""
        if key in self.elements:
            return self
        added = (used.document._owner(key) for used in self._added)
        return next((owner for owner in added if owner is not None), None)

    def logic(self, element: Element) -> Node:
        """The compiled logic of a decision or knowledge model."""
        key = element.get("id", "")
        if key not in self._logic:
            self._logic[key] = self._compile(element)
        return self._logic[key]

    def has_logic(self, element: Element) -> bool:
        """Whether a decision says how it is made; one that does not is made outside, and given."""
        return any(self.boxes.reads(child) for child in element)

    def _compile(self, element: Element) -> Node:
        where = f"“{name_of(element)}”"
        if local(element) == KNOWLEDGE:
            logic = one(element, "encapsulatedLogic")
            return self.boxes.inside(None, where) if logic is None else self.boxes.function(logic, where)
        node = self.boxes.inside(element, where)
        wanted = self.types.type_of(one(element, "variable"))
        return node if wanted is None else Typed(node, wanted, where)


def read_document(content: bytes, sources: Mapping[str, bytes] = MappingProxyType({})) -> Document:
    """The file of these bytes, kept for the next evaluation. Raises InvalidDecision."""
    return _read(content, tuple(sorted(sources.items())))


@lru_cache(maxsize=8)
def _read(content: bytes, sources: tuple[tuple[str, bytes], ...]) -> Document:
    try:
        return Document(content, dict(sources))
    except RecursionError as error:
        raise InvalidDecision("DMN 文件之间的引用太深。") from error


def name_of(element: Element) -> str:
    """The name under which others see an element: that of its variable, or its own."""
    variable = one(element, "variable")
    named = variable.get("name", "") if variable is not None else ""
    return spell(named or element.get("name", ""))


def _names(root: Element) -> Iterator[str]:
    """Names that texts can only be read with; those of diagrams and of extensions are none."""
    space = etree.QName(root).namespace
    for element in root.iter(etree.Element):
        if etree.QName(element).namespace == space and local(element) not in (
            "definitions",
            "itemDefinition",
        ):
            for key in ("name", "iteratorVariable"):
                if is_special(name := spell(element.get(key, ""))):
                    yield name

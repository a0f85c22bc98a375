"""A DMN file as elements by id and by name, compiled when first needed (DMN 6.3)."""

from collections.abc import Iterator
from functools import lru_cache

from processes.decisions.elements import Element, InvalidDecision, every, local, one, read_definitions
from processes.decisions.model.boxes import Boxes
from processes.decisions.model.definitions import Types
from processes.decisions.model.nodes import Typed
from processes.feel.nodes.node import Node
from processes.feel.words import spell

INPUT, DECISION, KNOWLEDGE, SERVICE = "inputData", "decision", "businessKnowledgeModel", "decisionService"
_CHOSEN = (DECISION, SERVICE, KNOWLEDGE)


class Document:
    """One file, immutable in effect and shared between evaluations. Raises InvalidDecision when it is
    unreadable."""

    def __init__(self, content: bytes) -> None:
        root = read_definitions(content)
        self.namespace = root.get("namespace", "")
        self.elements = {e.get("id", ""): e for e in root if local(e) in (INPUT, *_CHOSEN)}
        self.types = Types(root)
        self.boxes = Boxes(frozenset(_names(root)), self.types)
        self._logic: dict[str, Node] = {}

    def find(self, name: str) -> Element:
        """The decision, service or knowledge model of that name or id.

        Raises InvalidDecision, naming what there is.
        """
        wanted = spell(name)
        for kind in _CHOSEN:
            for element in self._of_kind(kind):
                if wanted in (spell(element.get("name", "")), element.get("id")):
                    return element
        names = "、".join(f"“{spell(element.get('name', ''))}”" for element in self._of_kind(DECISION))
        raise InvalidDecision(f"文件里没有名为“{name}”的决策；有的决策是：{names or '无'}。")

    def _of_kind(self, kind: str) -> Iterator[Element]:
        return (element for element in self.elements.values() if local(element) == kind)

    def referred(self, element: Element, *path: str) -> Iterator[Element | str]:
        """What the references below an element point at; the reference itself where this file lacks it."""
        found = [element]
        for tag in path:
            found = [child for parent in found for child in every(parent, tag)]
        for reference in found:
            place, _, key = reference.get("href", "").partition("#")
            known = key in self.elements and place in ("", self.namespace)
            yield self.elements[key] if known else reference.get("href", "")

    def logic(self, element: Element) -> Node:
        """The compiled logic of a decision or knowledge model."""
        key = element.get("id", "")
        if key not in self._logic:
            self._logic[key] = self._compile(element)
        return self._logic[key]

    def _compile(self, element: Element) -> Node:
        where = f"“{name_of(element)}”"
        if local(element) == KNOWLEDGE:
            logic = one(element, "encapsulatedLogic")
            return self.boxes.inside(None, where) if logic is None else self.boxes.function(logic, where)
        node = self.boxes.inside(element, where)
        wanted = self.types.type_of(one(element, "variable"))
        return node if wanted is None else Typed(node, wanted, where)


@lru_cache(maxsize=8)
def read_document(content: bytes) -> Document:
    """The file of these bytes, kept for the next evaluation. Raises InvalidDecision."""
    return Document(content)


def name_of(element: Element) -> str:
    """The name under which others see an element: that of its variable, or its own."""
    variable = one(element, "variable")
    named = variable.get("name", "") if variable is not None else ""
    return spell(named or element.get("name", ""))


def _names(root: Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and local(element) not in ("definitions", "itemDefinition", "import"):
            for key in ("name", "iteratorVariable"):
                if element.get(key):
                    yield spell(element.get(key, ""))

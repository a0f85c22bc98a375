"""What has happened on every path to an element, as bits, across embedded and called processes.

Conditions are not weighed, a path that is drawn is a path, but for one that proves itself that something happened.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from processes.checks.draft import Draft
from processes.checks.graph import Graph, graphs_of, kind_of
from processes.checks.paths import reached_from
from processes.vocabulary import Element

Context = tuple[str, int]
Masks = Mapping[str, int]


@dataclass(frozen=True)
class Place:
    """An element with the file that it is drawn in."""

    path: str
    element: Element


@dataclass
class Levels:
    """A draft as levels by the id of their process or sub-process, and elements by file and id."""

    draft: Draft
    levels: Mapping[str, Graph]
    elements: Mapping[tuple[str, str], Element]

    @property
    def main(self) -> str:
        return self.draft.main.id if self.draft.main is not None else ""

    def places(self) -> Iterator[Place]:
        return (Place(path, element) for (path, _), element in self.elements.items())

    def element(self, graph: Graph, key: str) -> Element | None:
        return self.elements.get((graph.path, key))

    @staticmethod
    def inside_of(element: Element) -> str:
        """The level that an element opens, empty for one that opens none."""
        return element.id if element.kind == "subProcess" else element.called_element or ""


def levels_of(draft: Draft) -> Levels:
    levels = {str(graph.container.get("id", "")): graph for graph in graphs_of(draft)}
    elements = {
        (process.path, element.id): element
        for process in draft.processes
        for element in process.elements.values()
    }
    return Levels(draft, levels, elements)


@dataclass
class Walk(ABC):
    """A context is a level with the bits that had happened before it began."""

    drawn: Levels
    _came: dict[Context, dict[str, int]] = field(default_factory=dict)
    _ends: dict[Context, dict[str, int]] = field(default_factory=dict)

    @property
    @abstractmethod
    def everything(self) -> int:
        """All the bits that there are."""

    @abstractmethod
    def gives(self, element: Element, came: int) -> int:
        """The bits that have happened once ``element`` was passed, those of ``came`` not counted."""

    def enters(self, element: Element, came: int) -> int:
        """The bits with which the level begins that ``element`` opens."""
        return came

    @abstractmethod
    def after_ends(self, element: Element, ends: Masks, came: int) -> int:
        """The bits with which one leaves a level that has these ``ends``."""

    def proven(self, graph: Graph, flow: etree._Element) -> int:
        """The bits without which the flow is never taken."""
        return 0

    def came(self, level: str, entered: int) -> Masks:
        """For each element of a level what had happened on every path to it."""
        self.ends(level, entered)
        return self._came.get((level, entered), {})

    def ends(self, level: str, entered: int) -> Masks:
        """For each end of a level what had happened by then."""
        key = (level, entered)
        if key not in self._ends:
            self._ends[key] = {}  # a process that calls itself is refused by another check
            graph = self.drawn.levels.get(level)
            if graph is not None:
                self._came[key] = self._through(graph, entered)
                ends = (end for end in self._came[key] if kind_of(graph.nodes[end]) == "endEvent")
                self._ends[key] = {end: self.leaves(graph, end, self._came[key][end]) for end in ends}
        return self._ends[key]

    def leaves(self, graph: Graph, key: str, came: int) -> int:
        """What has happened once the element was passed."""
        element = self.drawn.element(graph, key)
        if element is None:
            return came
        if inner := self.drawn.inside_of(element):
            came = self.after_ends(element, self.ends(inner, self.enters(element, came)), came)
        return came | self.gives(element, came)

    def over(self, graph: Graph, flow: etree._Element, left: int) -> int:
        return left | self.proven(graph, flow)

    def _through(self, graph: Graph, entered: int) -> dict[str, int]:
        starts = [str(start.get("id", "")) for start in graph.of_kind("startEvent")]
        came = dict.fromkeys(_in_order(graph, starts), self.everything)
        changed = True
        while changed:
            changed = False
            for key in came:
                now = self._comes(graph, key, came, entered)
                changed |= now != came[key]
                came[key] = now
        return came

    def _comes(self, graph: Graph, key: str, came: Masks, entered: int) -> int:
        kind = kind_of(graph.nodes[key])
        if kind == "startEvent":
            return entered
        if kind == "boundaryEvent":
            return came.get(str(graph.nodes[key].get("attachedToRef", "")), self.everything)
        flows = [flow for flow in graph.incoming.get(key, ()) if str(flow.get("sourceRef")) in came]
        lefts = [self._left(graph, flow, came) for flow in flows]
        joins = kind == "parallelGateway" and bool(lefts)
        found = 0 if joins else self.everything
        for left in lefts:
            found = found | left if joins else found & left
        return found

    def _left(self, graph: Graph, flow: etree._Element, came: Masks) -> int:
        source = str(flow.get("sourceRef"))
        return self.over(graph, flow, self.leaves(graph, source, came[source]))


def _in_order(graph: Graph, starts: list[str]) -> list[str]:
    """What can be reached, roughly from front to back, so that few rounds are enough."""
    reached = reached_from(graph, starts, forwards=True)
    order: list[str] = []
    pending, seen = list(starts), set(starts)
    for key in pending:
        order.append(key)
        onwards = [str(flow.get("targetRef")) for flow in graph.outgoing.get(key, ())]
        onwards += [str(event.get("id", "")) for event in graph.attached_to(key)]
        for following in onwards:
            if following in reached and following not in seen:
                seen.add(following)
                pending.append(following)
    return order

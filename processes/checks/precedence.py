"""What must have happened before: on every path to one element another was passed, across called processes.

A called process counts as passed where one of its ends cannot be reached without: which end it was is for the
gateways behind the call. Conditions are not weighed, a path that is drawn is a path, but for one that says itself that
it is taken only where it was done earlier (``proofs``).
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from processes.bundle import Bundle
from processes.checks.draft import Draft, read_draft
from processes.checks.graph import Graph, graphs_of, kind_of
from processes.checks.paths import reached_from
from processes.vocabulary import NAMESPACES, Element

# A condition that holds only where each of its parts does is split at these, unless it has one of those.
ALL = re.compile(r"\s+and\s+")
NOT_ALL = re.compile(r"\b(?:or|if|some|every|not|for)\b")

Mark = Callable[[Element], bool]


@dataclass(frozen=True)
class Place:
    """An element with the file that it is drawn in."""

    path: str
    element: Element


@dataclass
class Drawn:
    """A bundle that passed the check, as levels by the id of their process or sub-process."""

    draft: Draft
    levels: Mapping[str, Graph]
    elements: Mapping[tuple[str, str], Element]

    @property
    def main(self) -> str:
        return self.draft.main.id if self.draft.main is not None else ""

    def places(self) -> Iterator[Place]:
        return (Place(path, element) for (path, _), element in self.elements.items())

    def unguarded(self, guarded: Mark, *, before: Mark, proofs: Collection[str] = ()) -> list[Place]:
        """The elements that ``guarded`` names and that some path from the start reaches without ``before``.

        A flow is as good as ``before`` where one of ``proofs`` is part of its condition.
        """
        walk = _Walk(self, before, guarded, proofs)
        walk.ends(self.main, False)
        return list(walk.found.values())

    def can_end_after(self, mark: Mark) -> bool:
        """Whether the main process has an end that no path reaches without ``mark``."""
        return any(_Walk(self, mark, lambda element: False).ends(self.main, False).values())


def drawn(bundle: Bundle) -> Drawn:
    draft = read_draft(bundle)
    levels = {str(graph.container.get("id", "")): graph for graph in graphs_of(draft)}
    elements = {
        (process.path, element.id): element
        for process in draft.processes
        for element in process.elements.values()
    }
    return Drawn(draft, levels, elements)


@dataclass
class _Walk:
    drawn: Drawn
    before: Mark
    guarded: Mark
    proofs: Collection[str] = ()
    found: dict[tuple[str, str], Place] = field(default_factory=dict)
    _known: dict[tuple[str, bool], dict[str, bool]] = field(default_factory=dict)

    def ends(self, level: str, entered: bool) -> dict[str, bool]:
        """For each end of a level whether it was passed by then; ``entered``: it was before the level began."""
        key = (level, entered)
        if key not in self._known:
            self._known[key] = {}  # a process that calls itself was refused by the check
            graph = self.drawn.levels.get(level)
            if graph is not None:
                self._known[key] = self._through(graph, entered)
        return self._known[key]

    def _through(self, graph: Graph, entered: bool) -> dict[str, bool]:
        starts = [str(start.get("id", "")) for start in graph.of_kind("startEvent")]
        came = dict.fromkeys(reached_from(graph, starts, forwards=True), True)
        changed = True
        while changed:
            changed = False
            for key in came:
                now = self._comes(graph, key, came, entered)
                changed |= now != came[key]
                came[key] = now
        for key, passed in came.items():
            element = self.drawn.elements.get((graph.path, key))
            if not passed and element is not None and self.guarded(element):
                self.found[graph.path, key] = Place(graph.path, element)
        return {key: came[key] or self._does(graph, key) for key in came if self._is_end(graph, key)}

    def _comes(self, graph: Graph, key: str, came: Mapping[str, bool], entered: bool) -> bool:
        node = graph.nodes[key]
        kind = kind_of(node)
        if kind == "startEvent":
            return entered
        if kind == "boundaryEvent":
            return came.get(str(node.get("attachedToRef", "")), True)
        flows = [(flow, str(flow.get("sourceRef"))) for flow in graph.incoming.get(key, ())]
        left = [
            self._is_proven(flow) or self._leaves(graph, source, came[source])
            for flow, source in flows
            if source in came
        ]
        return any(left) if kind == "parallelGateway" and left else all(left)

    def _leaves(self, graph: Graph, key: str, came: bool) -> bool:
        if self._does(graph, key):
            return True
        element = self.drawn.elements.get((graph.path, key))
        inner = (element.called_element or "") if element is not None else ""
        if kind_of(graph.nodes[key]) == "subProcess":
            inner = key
        return any(self.ends(inner, came).values()) or came if inner else came

    def _does(self, graph: Graph, key: str) -> bool:
        element = self.drawn.elements.get((graph.path, key))
        return element is not None and self.before(element)

    def _is_proven(self, flow: etree._Element) -> bool:
        condition = flow.find("bpmn:conditionExpression", NAMESPACES)
        text = (condition.text or "").strip().removeprefix("=").strip() if condition is not None else ""
        return not NOT_ALL.search(text) and any(part.strip() in self.proofs for part in ALL.split(text))

    @staticmethod
    def _is_end(graph: Graph, key: str) -> bool:
        return kind_of(graph.nodes[key]) == "endEvent"

"""Which names are there at each element, whichever way led there."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from processes.checks.endings import Endings, endings_of
from processes.checks.graph import Graph
from processes.checks.provided import Provided
from processes.checks.readings import conditions_of
from processes.checks.walking import Context, Masks, Walk
from processes.feel.nulls import TRUE, Answer, answers
from processes.vocabulary import Element


@dataclass(kw_only=True)
class Supply(Walk):
    """``callers`` leads from a context to where it is entered first."""

    provided: Provided
    callers: dict[Context, tuple[Context, str]] = field(default_factory=dict)
    _proven: dict[tuple[str, str], int] = field(default_factory=dict)
    _over: dict[str, Endings] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        return self.provided.everything

    def gives(self, element: Element, came: int) -> int:
        return self.provided.given_by(element)

    def enters(self, element: Element, came: int) -> int:
        return came | self.provided.handed_in(element, came)

    def after_ends(self, element: Element, ends: Masks, came: int) -> int:
        """Whichever ends it was. The item of a loop is its instance's own."""
        found = self.everything
        for together in self._endings(self.drawn.inside_of(element)):
            passed = 0
            for end in together:
                passed |= ends.get(end, 0)
            found &= passed
        if element.loop is not None:
            found &= ~self.provided.bits.get(element.loop.element, 0)
        return came | (found if ends else 0)

    def proven(self, graph: Graph, flow: etree._Element) -> int:
        """Where a condition cannot hold while a name is missing, the name is there behind it; and behind a default
        that is never taken then."""
        key = (graph.path, str(flow.get("id")))
        if key not in self._proven:
            self._proven[key] = self.provided.mask(self._proving(graph, flow))
        return self._proven[key]

    def _proving(self, graph: Graph, flow: etree._Element) -> Iterator[str]:
        for other, condition in conditions_of(graph, str(flow.get("sourceRef"))):
            for name in condition.names & self.provided.bits.keys():
                answer = answers(condition.root, {name})
                if Answer.TRUE not in answer if other is flow else answer == TRUE:
                    yield name

    def contexts(self) -> Iterator[Context]:
        """Every level with what it is entered with, from the main process inwards."""
        first = (self.drawn.main, 0)
        pending, seen = deque([first]), {first}
        while pending:
            context = pending.popleft()
            yield context
            for key, inner in self._opened(context):
                if inner not in seen:
                    seen.add(inner)
                    self.callers[inner] = (context, key)
                    pending.append(inner)

    def names_within(self, element: Element) -> frozenset[str]:
        """The names that may have another value once ``element`` was passed."""
        return self._within(element, frozenset())

    def _within(self, element: Element, seen: frozenset[str]) -> frozenset[str]:
        found = self.provided.names_of(element)
        graph = self.drawn.levels.get(self.drawn.inside_of(element))
        level = str(graph.container.get("id", "")) if graph is not None else ""
        if graph is None or level in seen:
            return found
        inner = (self.drawn.element(graph, key) for key in graph.nodes)
        return found.union(*(self._within(one, seen | {level}) for one in inner if one is not None))

    def _endings(self, level: str) -> Endings:
        if level not in self._over:
            graph = self.drawn.levels.get(level)
            self._over[level] = endings_of(graph) if graph is not None else frozenset()
        return self._over[level]

    def _opened(self, context: Context) -> Iterator[tuple[str, Context]]:
        graph = self.drawn.levels.get(context[0])
        if graph is None:
            return
        for key, came in self.came(*context).items():
            element = self.drawn.element(graph, key)
            inner = self.drawn.inside_of(element) if element is not None else ""
            if element is not None and inner in self.drawn.levels:
                yield key, (inner, self.enters(element, came))

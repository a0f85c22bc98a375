"""What must have happened before: on every path to one element another was passed, across called processes.

A called process counts as passed where one of its ends cannot be reached without: which end it was is for the
gateways behind the call. Conditions are not weighed, a path that is drawn is a path, but for one that says itself that
it is taken only where it was done earlier (``proofs``).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from lxml import etree

from processes.bundle import Bundle
from processes.checks.draft import read_draft
from processes.checks.graph import Graph
from processes.checks.walking import Levels, Masks, Place, Walk, levels_of
from processes.vocabulary import NAMESPACES, Element

__all__ = ["Drawn", "Mark", "Place", "drawn"]

# A condition that holds only where each of its parts does is split at these, unless it has one of those.
ALL = re.compile(r"\s+and\s+")
NOT_ALL = re.compile(r"\b(?:or|if|some|every|not|for)\b")

Mark = Callable[[Element], bool]


class Drawn(Levels):
    """A bundle that passed the check."""

    def unguarded(self, guarded: Mark, *, before: Mark, proofs: Collection[str] = ()) -> list[Place]:
        """The elements that ``guarded`` names and that some path from the start reaches without ``before``.

        A flow is as good as ``before`` where one of ``proofs`` is part of its condition.
        """
        walk = _Passing(self, before=before, proofs=proofs)
        walk.ends(self.main, 0)
        return walk.without(guarded)

    def can_end_after(self, mark: Mark) -> bool:
        """Whether the main process has an end that no path reaches without ``mark``."""
        return any(_Passing(self, before=mark).ends(self.main, 0).values())


def drawn(bundle: Bundle) -> Drawn:
    found = levels_of(read_draft(bundle))
    return Drawn(found.draft, found.levels, found.elements)


@dataclass(kw_only=True)
class _Passing(Walk):
    """The one bit is whether ``before`` was passed."""

    before: Mark
    proofs: Collection[str] = ()

    @property
    def everything(self) -> int:
        return 1

    def gives(self, element: Element, came: int) -> int:
        return int(self.before(element))

    def after_ends(self, element: Element, ends: Masks, came: int) -> int:
        return int(any(ends.values())) | came

    def proven(self, graph: Graph, flow: etree._Element) -> int:
        condition = flow.find("bpmn:conditionExpression", NAMESPACES)
        text = (condition.text or "").strip().removeprefix("=").strip() if condition is not None else ""
        return int(not NOT_ALL.search(text) and any(part.strip() in self.proofs for part in ALL.split(text)))

    def without(self, guarded: Mark) -> list[Place]:
        found = {}
        for (level, _), came in self._came.items():
            graph = self.drawn.levels[level]
            for key, passed in came.items():
                element = self.drawn.element(graph, key)
                if not passed and element is not None and guarded(element):
                    found[graph.path, key] = Place(graph.path, element)
        return list(found.values())

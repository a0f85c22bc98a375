"""A part with everything drawn together that cannot change a verdict: rows of steps, and ways that meet again.

What is drawn together is remembered, so that a run can be shown on the diagram as it is drawn.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from processes.soundness.level import Boundary, Kind, Level, Node
from processes.soundness.parts import Part

# Takes one token from any incoming flow: what comes by two flows may as well come by one.
TAKES_ANY = {Kind.ACTIVITY, Kind.EXCLUSIVE, Kind.END, Kind.TERMINATE}


@dataclass(frozen=True)
class Arc:
    """A way for one token: ``path`` names flow, node, flow … as drawn, beginning and ending with a flow."""

    source: str
    target: str
    path: tuple[str, ...]


@dataclass
class Arcs:
    """``alias`` says by which arcs else a dropped flow or node would have been reached: it is alive if they are."""

    part: Part
    nodes: dict[str, Node]
    arcs: list[Arc]
    events: dict[str, list[Boundary]]
    alias: list[tuple[Arc, Arc]]


def drawn_together(level: Level, part: Part) -> Arcs:
    nodes = {node.id: node for node in level.nodes if node.id in part.nodes}
    # A flow from where no token ever comes is one for which a gateway may wait in vain.
    arcs = [Arc(edge.source, edge.target, (edge.id,)) for edge in level.edges if edge.target in nodes]
    events: dict[str, list[Boundary]] = defaultdict(list)
    for event in part.events:
        events[event.host].append(event)
    found = Arcs(part, nodes, arcs, dict(events), [])
    while _join_rows(found) or _join_twins(found):
        pass
    return found


def _join_rows(found: Arcs) -> bool:
    """Leave out a node with one way to it and one way on. Where ways meet, two tokens may: that is to be seen."""
    into, out = _by(found.arcs)
    for key in found.nodes:
        incoming, onwards = into.get(key, []), out.get(key, [])
        if len(incoming) != 1 or len(onwards) != 1 or key in found.events or incoming[0].source == key:
            continue
        first, last = incoming[0], onwards[0]
        found.arcs = [arc for arc in found.arcs if arc not in (first, last)]
        found.arcs.append(Arc(first.source, last.target, (*first.path, key, *last.path)))
        del found.nodes[key]
        return True
    return False


def _takes_any(found: Arcs, key: str) -> bool:
    return found.nodes[key].kind in TAKES_ANY


def _join_twins(found: Arcs) -> bool:
    """Of two ways from one choice to one node that takes any, one is enough."""
    seen: dict[tuple[str, str], Arc] = {}
    for arc in found.arcs:
        source = found.nodes.get(arc.source)
        if source is None or source.kind != Kind.EXCLUSIVE or not _takes_any(found, arc.target):
            continue
        if twin := seen.get((arc.source, arc.target)):
            found.arcs.remove(arc)
            found.alias.append((arc, twin))
            return True
        seen[arc.source, arc.target] = arc
    return False


def _by(arcs: Iterable[Arc]) -> tuple[dict[str, list[Arc]], dict[str, list[Arc]]]:
    into: dict[str, list[Arc]] = defaultdict(list)
    out: dict[str, list[Arc]] = defaultdict(list)
    for arc in arcs:
        into[arc.target].append(arc)
        out[arc.source].append(arc)
    return dict(into), dict(out)

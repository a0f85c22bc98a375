"""A part with everything drawn together that cannot change a verdict: rows of steps, and ways that meet again.

Blocks that open and close as a pair come down to nothing in this way, so that what is left to be explored does not grow
with the branches of a sound diagram. What is drawn together is remembered, so that a run can be shown on the diagram as
it is drawn; of a block it shows the first branch.
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
    """``alias`` says by which arcs else a dropped flow or node would have been reached: it is alive if they are.

    ``kept`` are nodes where tokens rest already: a way through one of them stays a way of its own.
    """

    part: Part
    nodes: dict[str, Node]
    arcs: list[Arc]
    events: dict[str, list[Boundary]]
    alias: list[tuple[Arc, Arc]]
    kept: frozenset[str] = frozenset()

    def is_kept(self, arc: Arc) -> bool:
        return not self.kept.isdisjoint((*arc.path[1::2], arc.target))


def drawn_together(level: Level, part: Part, kept: frozenset[str] = frozenset()) -> Arcs:
    nodes = {node.id: node for node in level.nodes if node.id in part.nodes}
    # A flow from where no token ever comes is one for which a gateway may wait in vain.
    arcs = [Arc(edge.source, edge.target, (edge.id,)) for edge in level.edges if edge.target in nodes]
    events: dict[str, list[Boundary]] = defaultdict(list)
    for event in part.events:
        events[event.host].append(event)
    found = Arcs(part, nodes, arcs, dict(events), [], kept)
    while any(rule(found) for rule in (_join_rows, _join_twins, _join_choices, _drop_rounds)):
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


def _join_twins(found: Arcs) -> bool:
    """Of two ways from one node to another that both get a token whenever one does, or of which either will do, one is
    enough."""
    seen: dict[tuple[str, str], Arc] = {}
    for arc in found.arcs:
        if found.is_kept(arc):
            continue
        if twin := seen.get((arc.source, arc.target)):
            if _are_twins(found, arc):
                found.arcs.remove(arc)
                found.alias.append((arc, twin))
                return True
        else:
            seen[arc.source, arc.target] = arc
    return False


def _are_twins(found: Arcs, arc: Arc) -> bool:
    source, target = found.nodes.get(arc.source), found.nodes[arc.target].kind
    if source is None or source.id in found.events:
        return False
    if source.kind == Kind.EXCLUSIVE:
        return target in TAKES_ANY or target == Kind.INCLUSIVE
    if source.kind == Kind.INCLUSIVE:
        # Any of them may get one, so that nothing else may come to it or go from there.
        alone = all((a.source == arc.source) == (a.target == arc.target) for a in found.arcs)
        return target == Kind.INCLUSIVE and alone
    return target in {Kind.PARALLEL, Kind.INCLUSIVE}


def _join_choices(found: Arcs) -> bool:
    """Ways that meet only to part again part where they meet."""
    into, out = _by(found.arcs)
    for key, node in found.nodes.items():
        onwards = out.get(key, [])
        if node.kind != Kind.EXCLUSIVE or len(onwards) != 1:
            continue
        (last,) = onwards
        chooses = found.nodes[last.target].kind == Kind.EXCLUSIVE and len(into[last.target]) == 1
        if chooses and last.target != key:
            found.arcs = [
                Arc(arc.source, last.target, (*arc.path, key, *last.path)) if arc.target == key else arc
                for arc in found.arcs
                if arc is not last
            ]
            del found.nodes[key]
            return True
    return False


def _drop_rounds(found: Arcs) -> bool:
    """A round that leads from a choice back to it changes nothing, where there is another way on."""
    for arc in found.arcs:
        node = found.nodes.get(arc.source)
        if node is None or node.kind != Kind.EXCLUSIVE or arc.target != arc.source or found.is_kept(arc):
            continue
        other = next((a for a in found.arcs if a.source == arc.source and a.target != arc.target), None)
        if other is not None:
            found.arcs.remove(arc)
            found.alias.append((arc, other))
            return True
    return False


def _by(arcs: Iterable[Arc]) -> tuple[dict[str, list[Arc]], dict[str, list[Arc]]]:
    into: dict[str, list[Arc]] = defaultdict(list)
    out: dict[str, list[Arc]] = defaultdict(list)
    for arc in arcs:
        into[arc.target].append(arc)
        out[arc.source].append(arc)
    return dict(into), dict(out)

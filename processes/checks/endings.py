"""The ends at which a level is over: one of them, or several together where branches end each by itself."""

from processes.checks.graph import Graph
from processes.checks.soundness import level_of
from processes.soundness.arcs import drawn_together
from processes.soundness.explore import explore
from processes.soundness.net import net_of
from processes.soundness.parts import parts_of
from processes.vocabulary import NAMESPACES

Endings = frozenset[frozenset[str]]
# Beyond so many markings nobody can say, and nothing is said.
MOST = 20_000


def endings_of(graph: Graph) -> Endings:
    """For each way in which a level can be over the ends that were come to; empty where that cannot be told.

    An end that ends all counts alone: the others need not have been reached. One by an error does not come back to
    where the level was entered.
    """
    level = level_of(graph)
    parts = parts_of(level)
    space = explore(net_of(drawn_together(level, parts[0])), most=MOST)
    if not space.complete or space.crowded:
        return frozenset()
    ended = space.net.ended
    over = [marking for marking in space.came if marking and not marking & ~sum(ended.values())]
    together = {frozenset(end for end, bit in ended.items() if marking & bit) for marking in over}
    alone = {
        frozenset({str(end.get("id", ""))})
        for end in graph.of_kind("endEvent")
        if end.find("bpmn:terminateEventDefinition", NAMESPACES) is not None
        and str(end.get("id", "")) in space.fired
    }
    return frozenset(together | alone)

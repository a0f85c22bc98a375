"""Whether a case can still come to its end from where its tokens would rest: every run from there is explored."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from processes.soundness import Fault, Level
from processes.soundness.arcs import Arcs, drawn_together
from processes.soundness.explore import explore
from processes.soundness.net import Net, net_of
from processes.soundness.parts import parts_of
from processes.soundness.verdict import findings_of

# One case is a small part of the runs of its diagram.
MOST_MARKINGS = 20_000
# One end reached twice harms nobody: the process waits until nothing is under way.
HARMLESS = (Fault.IMPROPER,)


@dataclass(frozen=True)
class Token:
    """A token at ``element``; ``came_from`` says by which way it came to a join, ``event`` that it may still happen."""

    element: str
    came_from: str = ""
    event: bool = False


@dataclass(frozen=True)
class Trouble:
    """``fault`` is None where the bound was reached before an answer."""

    fault: Fault | None
    elements: tuple[str, ...]


@lru_cache(maxsize=2048)
def trouble_ahead(level: Level, tokens: frozenset[Token]) -> Trouble | None:
    """The first thing that would go wrong with ``tokens`` in ``level``, decisions being free; None if it can always end."""
    # A block in which a token rests is not as good as a way: it may be one that the case never opened.
    resting = frozenset(key for token in tokens for key in (token.element, token.came_from) if key)
    for number, part in enumerate(parts_of(level)):
        found = drawn_together(level, part, resting)
        net = net_of(found)
        own = [token for token in tokens if _is_in(found, token)]
        marking, twice = _marked(net, own)
        # An event that does not interrupt may have started its own way several times.
        if twice and number == 0:
            return Trouble(Fault.UNSYNCHRONISED, (twice,))
        if not own or not marking:
            continue
        net.initial = marking
        space = explore(net, most=MOST_MARKINGS)
        for finding in findings_of(space):
            if finding.fault not in HARMLESS:
                return Trouble(finding.fault, finding.elements)
        if not space.complete:
            return Trouble(None, ())
    return None


def _is_in(found: Arcs, token: Token) -> bool:
    hosts = {event.id: event.host for event in found.part.events}
    return hosts.get(token.element, token.element) in found.part.nodes


def _marked(net: Net, tokens: Collection[Token]) -> tuple[int, str]:
    """The marking, and the element at which two tokens would be in one place."""
    marking, twice = 0, ""
    for token in tokens:
        bit = _bit(net, token)
        if bit & marking:
            twice = token.element
        marking |= bit
    return marking, twice


def _bit(net: Net, token: Token) -> int:
    if token.event:
        return net.ready.get(token.element, 0)
    if token.element in net.under_way:
        return net.under_way[token.element]
    for place, arc in enumerate(net.arcs):
        inside, last = arc.path[1::2], (arc.source, *arc.path[1::2])[-1]
        at_join = arc.target == token.element and token.came_from in ("", last)
        if token.element in inside or at_join:
            return 1 << place
    return 0

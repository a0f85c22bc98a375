"""What of a level can be judged by itself.

An event that does not interrupt starts a token of its own, as often as it happens. Where its path never meets the path
of the start again, it is a part by itself; where it does, it is taken to happen once at most while its activity is
under way.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from processes.soundness.level import Boundary, Kind, Level


@dataclass(frozen=True)
class Part:
    """``entries`` are the nodes or boundary events whose outgoing flows carry the first tokens."""

    entries: tuple[str, ...]
    nodes: frozenset[str]
    events: tuple[Boundary, ...]


def parts_of(level: Level) -> list[Part]:
    """The part of the start first, then one for each event that goes a way of its own."""
    starts = tuple(node.id for node in level.nodes if node.kind == Kind.START)
    beside = [event for event in level.boundaries if not event.interrupting]
    interrupting = [event for event in level.boundaries if event.interrupting]
    inside = list(interrupting)
    main = _reached(level, starts, inside)
    # Whatever joins the main path belongs to it, and may bring others with it.
    joining = True
    while joining:
        joining = False
        for event in [e for e in beside if e not in inside and e.host in main]:
            if _reached(level, (event.id,), interrupting) & main:
                inside.append(event)
                main = _reached(level, starts, inside)
                joining = True
    parts = [Part(starts, frozenset(main), tuple(e for e in inside if e.host in main))]
    for event in beside:
        if event not in inside:
            nodes = _reached(level, (event.id,), interrupting)
            parts.append(
                Part((event.id,), frozenset(nodes), tuple(e for e in interrupting if e.host in nodes))
            )
    return parts


def _reached(level: Level, first: Iterable[str], events: Iterable[Boundary]) -> set[str]:
    """Nodes that tokens from ``first`` can come to, by flows and by ``events`` of the activities on the way."""
    entries = set(first)
    onwards: dict[str, list[str]] = {}
    for edge in level.edges:
        onwards.setdefault(edge.source, []).append(edge.target)
    hosted: dict[str, list[str]] = {}
    for event in events:
        hosted.setdefault(event.host, []).append(event.id)
    known = {node.id for node in level.nodes}
    seen: set[str] = set()
    pending = list(entries)
    while pending:
        key = pending.pop()
        if key not in seen:
            seen.add(key)
            pending += onwards.get(key, [])
            pending += hosted.get(key, [])
    return seen & known

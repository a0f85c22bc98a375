"""A second opinion: the same question answered by brute force, with counted tokens, no bits, and nothing drawn together."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations

from processes.soundness import Edge, Kind, Level, Node

Marking = frozenset[tuple[str, int]]
ENOUGH = 2_000


@dataclass
class Opinion:
    faults: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    complete: bool = True


def opinion(level: Level) -> Opinion:
    """Only for levels whose boundary events all interrupt."""
    assert all(event.interrupting for event in level.boundaries)
    found = Opinion()
    start = next(node.id for node in level.nodes if node.kind == Kind.START)
    first = _frozen(Counter({f"on {edge.id}": 1 for edge in level.edges if edge.source == start}))
    after: dict[Marking, set[Marking]] = {}
    acted = {start}
    pending = deque([first])
    while pending:
        marking = pending.popleft()
        if marking in after:
            continue
        if len(after) >= ENOUGH:
            return Opinion(complete=False)
        after[marking] = set()
        moved = False
        for node, following in _moves(level, Counter(dict(marking))):
            moved = True
            acted.add(node)
            if any(count > 1 for place, count in following.items() if place.startswith("end ")):
                found.faults.add("improper")
            elif any(count > 1 for count in following.values()):
                found.faults.add("unsynchronised")
            else:
                after[marking].add(_frozen(following))
                pending.append(_frozen(following))
        if not moved and not _over(marking):
            found.faults.add("deadlock")
    if not found.faults and _cannot_end(after):
        found.faults.add("livelock")
    found.dead = {node.id for node in level.nodes} - acted
    return found


def _frozen(tokens: Counter[str]) -> Marking:
    return frozenset((place, count) for place, count in tokens.items() if count)


def _over(marking: Marking) -> bool:
    return all(place.startswith("end ") for place, _ in marking)


def _cannot_end(after: dict[Marking, set[Marking]]) -> bool:
    can = {marking for marking in after if _over(marking)}
    growing = True
    while growing:
        more = {marking for marking, next_ones in after.items() if next_ones & can} - can
        growing = bool(more)
        can |= more
    return bool(set(after) - can)


def _moves(level: Level, tokens: Counter[str]) -> Iterator[tuple[str, Counter[str]]]:
    for node in level.nodes:
        into = [edge for edge in level.edges if edge.target == node.id]
        out = [edge for edge in level.edges if edge.source == node.id]
        for taken, given in _ways(level, node, into, out, tokens):
            following = Counter(tokens)
            if node.kind == Kind.TERMINATE:
                following = Counter()
            else:
                following.subtract(taken)
                following.update(given)
            yield node.id, following
        if tokens[f"in {node.id}"]:
            for event in level.boundaries:
                if event.host == node.id:
                    following = Counter(tokens)
                    following[f"in {node.id}"] -= 1
                    following.update(f"on {edge.id}" for edge in level.edges if edge.source == event.id)
                    yield event.id, following


def _ways(
    level: Level, node: Node, into: list[Edge], out: list[Edge], tokens: Counter[str]
) -> Iterator[tuple[list[str], list[str]]]:
    waiting = [f"on {edge.id}" for edge in into if tokens[f"on {edge.id}"]]
    everywhere = [f"on {edge.id}" for edge in out]
    if node.kind == Kind.PARALLEL:
        if into and len(waiting) == len(into):
            yield waiting, everywhere
    elif node.kind == Kind.INCLUSIVE:
        taken = [waiting] if len(into) > 1 and _may_join(level, node, into, tokens) else []
        for one in taken if len(into) > 1 else [[place] for place in waiting]:
            yield from ((one, [f"on {edge.id}" for edge in way]) for way in _subsets(node, out))
    elif node.kind == Kind.EXCLUSIVE:
        yield from (([place], [way]) for place in waiting for way in everywhere)
    elif node.kind == Kind.END:
        yield from (([place], [f"end {node.id}"]) for place in waiting)
    elif node.kind == Kind.TERMINATE:
        yield from (([place], []) for place in waiting)
    elif any(event.host == node.id for event in level.boundaries):
        yield from (([place], [f"in {node.id}"]) for place in waiting)
        if tokens[f"in {node.id}"]:
            yield [f"in {node.id}"], everywhere
    else:
        yield from (([place], everywhere) for place in waiting)


def _subsets(node: Node, out: list[Edge]) -> Iterator[tuple[Edge, ...]]:
    yield from ((edge,) for edge in out if edge.id == node.default)
    free = [edge for edge in out if edge.id != node.default]
    yield from chain.from_iterable(combinations(free, size) for size in range(1, len(free) + 1))


def _may_join(level: Level, node: Node, into: list[Edge], tokens: Counter[str]) -> bool:
    """BPMN 2.0.2, 13.4.3: a token elsewhere that can reach an empty flow can also reach one that has a token."""
    full = {edge.id for edge in into if tokens[f"on {edge.id}"]}
    empty = {edge.id for edge in into} - full
    if not full:
        return False
    for place in [place for place, count in tokens.items() if count]:
        where, _, key = place.partition(" ")
        if where == "end" or (where == "on" and key in {edge.id for edge in into}):
            continue
        reached = _edges_ahead(level, node, where, key)
        if reached & empty and not reached & full:
            return False
    return True


def _edges_ahead(level: Level, join: Node, where: str, key: str) -> set[str]:
    edges = {edge.id: edge for edge in level.edges}
    hosted: dict[str, list[str]] = {}
    for event in level.boundaries:
        hosted.setdefault(event.host, []).append(event.id)
    pending, seen, reached = [edges[key].target if where == "on" else key], set(), set[str]()
    while pending:
        at = pending.pop()
        if at == join.id or at in seen:
            continue
        seen.add(at)
        pending += hosted.get(at, [])
        for edge in level.edges:
            if edge.source == at:
                reached.add(edge.id)
                pending.append(edge.target)
    return reached

"""A part as a net whose marking is one integer: a bit for each arc, each activity under way and each end that was reached.

More than one token in a place is a finding of its own, so that a bit is enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from processes.soundness.arcs import Arc, Arcs
from processes.soundness.level import Kind, Node

# 2^n - 1 ways out of an inclusive gateway; beyond this many flows only one alone and all together are tried.
MAXIMUM_CHOICES = 6


@dataclass(frozen=True)
class Move:
    """``node`` takes the tokens of ``takes`` and puts those of ``puts``; what is in ``clears`` is gone as well."""

    node: str
    takes: int
    puts: int
    clears: int = 0


@dataclass(frozen=True)
class Join:
    """An inclusive gateway: the bit of each incoming arc with the bits from which a token may still come to it."""

    node: str
    before: dict[int, int]
    options: tuple[int, ...]


@dataclass
class Net:
    arcs: list[Arc]
    moves: list[Move] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    initial: int = 0
    # What each bit beyond the arcs stands for.
    under_way: dict[str, int] = field(default_factory=dict)
    ready: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def place(self) -> int:
        self.size += 1
        return 1 << (self.size - 1)


def net_of(found: Arcs) -> Net:
    net = Net(found.arcs, size=len(found.arcs))
    bits = {arc: 1 << place for place, arc in enumerate(found.arcs)}
    for arc, bit in bits.items():
        if arc.source in found.part.entries:
            net.initial |= bit
    net.under_way = {host: net.place() for host in found.events}
    for node in found.nodes.values():
        into = [bits[arc] for arc in found.arcs if arc.target == node.id]
        out = [arc for arc in found.arcs if arc.source == node.id]
        if node.id in found.events:
            net.moves += [Move(node.id, bit, _entered(net, node, found)) for bit in into]
            net.moves += _while_under_way(net, node, found, bits)
        elif node.kind == Kind.INCLUSIVE and len(into) > 1:
            before = _before(node.id, found, bits, net.under_way)
            net.joins.append(Join(node.id, before, tuple(_options(node, out, bits))))
        else:
            net.moves += _moves(net, node, into, out, bits)
    return net


def _moves(net: Net, node: Node, into: list[int], out: list[Arc], bits: dict[Arc, int]) -> Iterator[Move]:
    every = sum(bits[arc] for arc in out)
    if node.kind == Kind.PARALLEL:
        if into:
            yield Move(node.id, sum(into), every)
    elif node.kind in {Kind.EXCLUSIVE, Kind.INCLUSIVE}:
        options = [bits[arc] for arc in out] if node.kind == Kind.EXCLUSIVE else _options(node, out, bits)
        yield from (Move(node.id, bit, option) for bit in into for option in options)
    elif node.kind == Kind.END:
        net.ended[node.id] = done = net.place()
        yield from (Move(node.id, bit, done) for bit in into)
    elif node.kind == Kind.TERMINATE:
        yield from (Move(node.id, bit, 0, -1) for bit in into)
    elif node.kind == Kind.ACTIVITY:
        yield from (Move(node.id, bit, every) for bit in into)


def _entered(net: Net, node: Node, found: Arcs) -> int:
    """The activity is under way, and each event that does not interrupt it may happen, once at most."""
    for event in found.events[node.id]:
        if not event.interrupting and event.id not in net.ready:
            net.ready[event.id] = net.place()
    return net.under_way[node.id] | _ready(net, node, found)


def _ready(net: Net, node: Node, found: Arcs) -> int:
    return sum(net.ready[event.id] for event in found.events[node.id] if not event.interrupting)


def _while_under_way(net: Net, node: Node, found: Arcs, bits: dict[Arc, int]) -> Iterator[Move]:
    busy, ready = net.under_way[node.id], _ready(net, node, found)
    onwards = dict.fromkeys((node.id, *(event.id for event in found.events[node.id])), 0)
    for arc, bit in bits.items():
        if arc.source in onwards:
            onwards[arc.source] |= bit
    yield Move(node.id, busy, onwards[node.id], ready)
    for event in found.events[node.id]:
        if event.interrupting:
            yield Move(event.id, busy, onwards[event.id], ready)
        else:
            yield Move(event.id, busy | net.ready[event.id], busy | onwards[event.id])


def _options(node: Node, out: list[Arc], bits: dict[Arc, int]) -> Iterator[int]:
    """Any of the flows with a condition together, or the default alone (13.4.3)."""
    conditional = [bits[arc] for arc in out if arc.path[0] != node.default]
    yield from (bits[arc] for arc in out if arc.path[0] == node.default)
    few = len(conditional) <= MAXIMUM_CHOICES
    for size in range(1, len(conditional) + 1) if few else (1, len(conditional)):
        yield from (sum(chosen) for chosen in combinations(conditional, size))


def _before(join: str, found: Arcs, bits: dict[Arc, int], under_way: dict[str, int]) -> dict[int, int]:
    """For each incoming arc, every place from which a token may come to it without passing the gateway."""
    hosts = {event.id: event.host for events in found.events.values() for event in events}
    into: dict[str, list[Arc]] = {}
    for arc in found.arcs:
        into.setdefault(arc.target, []).append(arc)
    before = {}
    for arc in into.get(join, []):
        seen: set[str] = set()
        pending, mask = [arc.source], bits[arc]
        while pending:
            last = pending.pop()
            key = hosts.get(last, last)
            if key != join and key not in seen:
                seen.add(key)
                mask |= under_way.get(key, 0)
                for earlier in into.get(key, []):
                    mask |= bits[earlier]
                    pending.append(earlier.source)
        before[bits[arc]] = mask
    return before

"""Whether a level is sound (van der Aalst 2011): it can always end, ends properly, and nothing in it is dead."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from processes.soundness.arcs import Arc, Arcs, drawn_together
from processes.soundness.explore import MAXIMUM_MARKINGS, Space, explore
from processes.soundness.level import Level
from processes.soundness.net import Move, Net, net_of
from processes.soundness.parts import parts_of


class Fault(StrEnum):
    DEADLOCK = "deadlock"
    # It can go on for ever, but never end.
    LIVELOCK = "livelock"
    # Two tokens of one run come to the same place: branches in parallel were not joined.
    UNSYNCHRONISED = "unsynchronised"
    # One end is reached twice in a run.
    IMPROPER = "improper"
    DEAD = "dead"


@dataclass(frozen=True)
class Step:
    """``node`` (empty at the start) acts; afterwards there are tokens on ``tokens`` (flows) and in ``inside`` (activities)."""

    node: str
    passed: tuple[str, ...]
    tokens: tuple[str, ...]
    inside: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """``elements`` are the nodes to point at; ``run`` is a shortest way there, empty for what is dead."""

    fault: Fault
    elements: tuple[str, ...]
    run: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """``complete`` is false where the bound was reached: then only what is in ``findings`` is known."""

    findings: tuple[Finding, ...]
    markings: int
    complete: bool

    @property
    def is_sound(self) -> bool:
        return self.complete and not self.findings


def judge(level: Level, *, most: int = MAXIMUM_MARKINGS) -> Verdict:
    """Explore every run of ``level``, decisions being free, up to ``most`` markings."""
    findings: list[Finding] = []
    markings, complete, alive = 0, True, set[str]()
    for part in parts_of(level):
        found = drawn_together(level, part)
        space = explore(net_of(found), most=most)
        markings += len(space.came)
        complete &= space.complete
        findings += findings_of(space)
        alive |= _alive(found, space)
    if complete and not any(f.fault in (Fault.UNSYNCHRONISED, Fault.IMPROPER) for f in findings):
        dead = tuple(node.id for node in level.nodes if node.id not in alive)
        findings += [Finding(Fault.DEAD, dead)] if dead else []
    return Verdict(tuple(findings), markings, complete)


# What is wrong, at which nodes, and the marking and the move by which it came about.
_Wrong = tuple[Fault, tuple[str, ...], int, tuple[Move, ...]]


def findings_of(space: Space) -> Iterator[Finding]:
    """The first of those that are alike: of thousands of ways to one fault only that one is gone back over."""
    said: set[tuple[Fault, tuple[str, ...]]] = set()
    for fault, elements, marking, last in _all(space, sum(space.net.ended.values())):
        if (fault, elements) not in said:
            said.add((fault, elements))
            yield Finding(fault, elements, _run(space, [*space.way_to(marking), *last]))


def _all(space: Space, ended: int) -> Iterator[_Wrong]:
    for marking, move in space.crowded:
        fault = Fault.IMPROPER if move.puts & ended else Fault.UNSYNCHRONISED
        yield fault, (_twice(space.net, marking, move),), marking, (move,)
    stuck = [marking for marking, after in space.onwards.items() if not after and marking & ~ended]
    crowded = {marking for marking, _ in space.crowded}
    for marking in stuck:
        if marking not in crowded:
            yield Fault.DEADLOCK, _waiting(space.net, marking), marking, ()
    if space.complete and not space.crowded and not stuck:
        yield from _livelock(space, ended)


def _livelock(space: Space, ended: int) -> Iterator[_Wrong]:
    can_end = space.can_end(ended)
    lost = next((marking for marking in space.came if marking not in can_end), None)
    if lost is not None:
        yield Fault.LIVELOCK, _waiting(space.net, lost), lost, ()


def _waiting(net: Net, marking: int) -> tuple[str, ...]:
    return tuple(sorted({arc.target for arc in _on(net, marking)}))


def _twice(net: Net, marking: int, move: Move) -> str:
    """The node that the second token comes to."""
    place = marking & ~move.takes & ~move.clears & move.puts
    for names in (net.ended, net.under_way):
        for node, bit in names.items():
            if bit & place:
                return node
    return next((arc.target for arc in _on(net, place)), move.node)


def _on(net: Net, marking: int) -> list[Arc]:
    return [arc for number, arc in enumerate(net.arcs) if marking >> number & 1]


def _run(space: Space, moves: list[Move]) -> tuple[Step, ...]:
    steps = [_step("", (), space.net, space.net.initial)]
    marking = space.net.initial
    for move in moves:
        taken = _on(space.net, marking & move.takes)
        passed = tuple(key for arc in taken for key in arc.path)
        marking = (marking & ~move.takes & ~move.clears) | move.puts
        steps.append(_step(move.node, passed, space.net, marking))
    return tuple(steps)


def _step(node: str, passed: tuple[str, ...], net: Net, marking: int) -> Step:
    tokens = tuple(arc.path[0] for arc in _on(net, marking))
    inside = tuple(node for node, bit in net.under_way.items() if bit & marking)
    return Step(node, passed, tokens, inside)


def _alive(found: Arcs, space: Space) -> set[str]:
    """What can happen: nodes that acted, and all that lies on arcs which had a token."""
    alive = set(space.fired) | set(found.part.entries)
    for arc in _on(space.net, space.marked()):
        alive |= set(arc.path)
    for dropped, twin in reversed(found.alias):
        if twin.path[0] in alive:
            alive |= set(dropped.path)
    return alive

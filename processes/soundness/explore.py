"""Every marking that a net can come to, breadth first, so that the way to each is a shortest one."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from processes.soundness.net import Join, Move, Net

# Markings that are looked at before the question is given up; published with every answer that stops there.
MAXIMUM_MARKINGS = 100_000
# Once something has been found wrong it has to be mended before anything else can be said for certain.
ENOUGH_WHEN_WRONG = 5_000


@dataclass
class Space:
    """``came`` gives for each marking the one before and the move between; ``crowded`` the moves that are two in one place."""

    net: Net
    came: dict[int, tuple[int, Move] | None]
    onwards: dict[int, list[int]] = field(default_factory=dict)
    crowded: list[tuple[int, Move]] = field(default_factory=list)
    fired: set[str] = field(default_factory=set)
    complete: bool = True

    def way_to(self, marking: int) -> list[Move]:
        way = []
        while (step := self.came[marking]) is not None:
            marking = step[0]
            way.append(step[1])
        return way[::-1]

    def can_end(self, ended: int) -> set[int]:
        """Markings from which one can be reached that has no token but in the places ``ended``."""
        before: dict[int, list[int]] = {}
        for marking, after in self.onwards.items():
            for following in after:
                before.setdefault(following, []).append(marking)
        pending = [marking for marking in self.came if not marking & ~ended]
        found = set(pending)
        while pending:
            for earlier in before.get(pending.pop(), ()):
                if earlier not in found:
                    found.add(earlier)
                    pending.append(earlier)
        return found

    def marked(self) -> int:
        """Every place that a token was ever in."""
        found = 0
        for marking in self.came:
            found |= marking
        return found


def explore(net: Net, *, most: int = MAXIMUM_MARKINGS) -> Space:
    """Up to ``most`` markings, or fewer where a run has been found to go wrong."""
    space = Space(net, {net.initial: None})
    pending, ended = deque([net.initial]), sum(net.ended.values())
    while pending:
        marking = pending.popleft()
        after = space.onwards[marking] = []
        for move in _enabled(net, marking):
            space.fired.add(move.node)
            rest = marking & ~move.takes & ~move.clears
            if rest & move.puts:
                space.crowded.append((marking, move))
                continue
            following = rest | move.puts
            after.append(following)
            if following not in space.came:
                if len(space.came) >= most:
                    space.complete = False
                    continue
                space.came[following] = (marking, move)
                pending.append(following)
        stuck = not after and marking & ~ended
        if space.crowded or stuck:
            most = min(most, max(len(space.came), ENOUGH_WHEN_WRONG))
    return space


def _enabled(net: Net, marking: int) -> Iterator[Move]:
    for move in net.moves:
        if marking & move.takes == move.takes:
            yield move
    for join in net.joins:
        if takes := _ready(join, marking):
            yield from (Move(join.node, takes, option) for option in join.options)


def _ready(join: Join, marking: int) -> int:
    """The tokens that the gateway takes; none while one may still come to an empty flow, except by a flow that has one."""
    takes = coming = covered = 0
    for bit, before in join.before.items():
        if marking & bit:
            takes |= bit
            covered |= before
        else:
            coming |= before
    return 0 if marking & coming & ~covered & ~takes else takes

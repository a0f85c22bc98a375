"""How long it takes to prove a diagram sound, or not: random diagrams of 20 to 59 nodes, blocks and graphs of any shape."""

import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from processes.soundness import Boundary, Edge, Kind, Level, Node, judge

SEED = 20260424
LEAST, MOST = 20, 59
BAR = 2.0
SPLITS = (Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE)


class Drawing:
    """Draws until ``size`` nodes are there; a few flows and gateways of a diagram of blocks go wrong."""

    def __init__(self, dice: random.Random, size: int) -> None:
        self.dice = dice
        self.size = size
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.boundaries: list[Boundary] = []

    def node(self, kind: Kind) -> str:
        key = f"{kind}_{len(self.nodes)}"
        self.nodes.append(Node(key, kind))
        return key

    def edge(self, source: str, target: str) -> None:
        if all((edge.source, edge.target) != (source, target) for edge in self.edges):
            self.edges.append(Edge(f"e{len(self.edges)}", source, target))

    def level(self) -> Level:
        """An inclusive gateway with several ways has the first as its default."""
        nodes = []
        for node in self.nodes:
            out = [edge.id for edge in self.edges if edge.source == node.id]
            split = node.kind == Kind.INCLUSIVE and len(out) > 1
            nodes.append(Node(node.id, node.kind, out[0] if split else None))
        return Level("drawn", tuple(nodes), tuple(self.edges), tuple(self.boundaries))

    def blocks(self) -> Level:
        last = self.node(Kind.START)
        while len(self.nodes) < self.size - 8:
            last = self._block(last, 4)
        self.edge(last, self.node(self.dice.choice([Kind.END, Kind.END, Kind.TERMINATE])))
        return self.level()

    def _row(self, last: str, depth: int) -> str:
        for _ in range(self.dice.randint(1, 2)):
            last = self._block(last, depth)
        return last

    def _block(self, last: str, depth: int) -> str:
        shapes = (
            ["task", "split", "split", "loop", "event"]
            if depth and len(self.nodes) < self.size - 8
            else ["task"]
        )
        shape = self.dice.choice(shapes)
        return str(getattr(self, f"_{shape}")(last, depth))

    def _task(self, last: str, depth: int) -> str:
        task = self.node(Kind.ACTIVITY)
        self.edge(last, task)
        return task

    def _split(self, last: str, depth: int) -> str:
        kind = self.dice.choice(SPLITS)
        wrong = self.dice.random() < 0.05
        opened, closed = self.node(kind), self.node(self.dice.choice(SPLITS) if wrong else kind)
        self.edge(last, opened)
        for _ in range(self.dice.randint(2, 4)):
            self.edge(self._row(opened, depth - 1), closed)
        return closed

    def _loop(self, last: str, depth: int) -> str:
        into, out = self.node(Kind.EXCLUSIVE), self.node(Kind.EXCLUSIVE)
        self.edge(last, into)
        self.edge(self._row(into, depth - 1), out)
        self.edge(out, into)
        return out

    def _event(self, last: str, depth: int) -> str:
        """An event on a task leads to an end of its own, or back behind the task; every third does not interrupt it."""
        task, behind = self.node(Kind.ACTIVITY), self.node(Kind.EXCLUSIVE)
        self.edge(last, task)
        self.edge(task, behind)
        interrupting = self.dice.random() < 0.67
        self.boundaries.append(Boundary(f"event_{task}", task, interrupting))
        back = interrupting and self.dice.random() < 0.5
        self.edge(f"event_{task}", behind if back else self.node(Kind.END))
        return behind

    def graph(self) -> Level:
        """Any nodes with any flows between them, most of them forwards: few are sound."""
        start = self.node(Kind.START)
        kinds = (*SPLITS, *[Kind.ACTIVITY] * 5)
        inner = [self.node(self.dice.choice(kinds)) for _ in range(self.size - 3)]
        ends = [self.node(Kind.END) for _ in range(2)]
        self.edge(start, inner[0])
        for place, key in enumerate(inner):
            ahead = [*inner[place + 1 : place + 6], *ends]
            self.edge(key, self.dice.choice(ahead))
            if not key.startswith("activity"):
                for _ in range(self.dice.randint(1, 2)):
                    self.edge(key, self.dice.choice(ahead if self.dice.random() < 0.8 else inner))
        return self.level()


def drawn(dice: random.Random, *, in_blocks: bool) -> Level:
    """A diagram of blocks ends a little beyond what was asked for: the next one, where that is too much."""
    while True:
        drawing = Drawing(dice, dice.randint(LEAST, MOST))
        level = drawing.blocks() if in_blocks else drawing.graph()
        if LEAST <= len(level.nodes) <= MOST:
            return level


def measure_soundness(count: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Half blocks, half graphs; the share that is answered within two seconds, and how many met the bound."""
    tell(f"soundness: {count} random diagrams of {LEAST} to {MOST} nodes")
    dice = random.Random(SEED)  # noqa: S311  the same diagrams each time
    seconds, unanswered, sound, sizes = [], 0, 0, []
    for number in range(count):
        level = drawn(dice, in_blocks=bool(number % 2))
        sizes.append(len(level.nodes))
        begun = time.process_time()
        verdict = judge(level)
        seconds.append(time.process_time() - begun)
        sound += verdict.is_sound
        # A finding is an answer, wherever the exploration stopped.
        unanswered += not verdict.complete and not verdict.findings
    seconds.sort()
    return {
        "diagrams": count,
        "nodes": [min(sizes), statistics.median(sizes), max(sizes)],
        "sound": sound,
        "median_ms": round(1000 * statistics.median(seconds), 1),
        "p95_ms": round(1000 * seconds[int(0.95 * count) - 1], 1),
        "max_ms": round(1000 * seconds[-1], 1),
        "within_2_s": sum(second <= BAR for second in seconds) / count,
        "met_the_bound": unanswered,
    }

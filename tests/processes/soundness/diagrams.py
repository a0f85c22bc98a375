"""Random levels: blocks nested in blocks, with a few flows and gateways gone wrong, and graphs of any shape."""

from dataclasses import replace

from hypothesis import strategies as st

from processes.soundness import Boundary, Edge, Kind, Level, Node

GATEWAYS = (Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE)
INNER = (*GATEWAYS, Kind.ACTIVITY)


class _Drawing:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.boundaries: list[Boundary] = []

    def node(self, kind: Kind) -> str:
        key = f"{kind}_{len(self.nodes)}"
        self.nodes.append(Node(key, kind))
        return key

    def edge(self, source: str, target: str) -> None:
        self.edges.append(Edge(f"e{len(self.edges)}", source, target))

    def level(self) -> Level:
        """An inclusive gateway with several ways has the first as its default."""
        nodes = []
        for node in self.nodes:
            out = [edge.id for edge in self.edges if edge.source == node.id]
            default = out[0] if node.kind == Kind.INCLUSIVE and len(out) > 1 else None
            nodes.append(replace(node, default=default))
        return Level("drawn", tuple(nodes), tuple(self.edges), tuple(self.boundaries))


@st.composite
def blocks(draw: st.DrawFn) -> Level:
    """Gateways that open and close as a pair, of one kind or, now and then, of two; loops; events that interrupt."""
    drawing = _Drawing()
    last = _block(draw, drawing, drawing.node(Kind.START), depth=3)
    drawing.edge(last, drawing.node(draw(st.sampled_from([Kind.END, Kind.END, Kind.TERMINATE]))))
    return drawing.level()


def _block(draw: st.DrawFn, drawing: _Drawing, last: str, depth: int) -> str:
    for _ in range(draw(st.integers(0, 2))):
        shape = draw(st.sampled_from(["task", "split", "loop", "event"])) if depth else "task"
        if shape == "task":
            task = drawing.node(Kind.ACTIVITY)
            drawing.edge(last, task)
            last = task
        elif shape == "split":
            last = _split(draw, drawing, last, depth)
        elif shape == "loop":
            into, out = drawing.node(Kind.EXCLUSIVE), drawing.node(Kind.EXCLUSIVE)
            drawing.edge(last, into)
            drawing.edge(_block(draw, drawing, into, depth - 1), out)
            drawing.edge(out, into)
            last = out
        else:
            last = _event(draw, drawing, last)
    return last


def _split(draw: st.DrawFn, drawing: _Drawing, last: str, depth: int) -> str:
    kind = draw(st.sampled_from(GATEWAYS))
    closing = draw(st.sampled_from([kind, kind, kind, *GATEWAYS]))
    opened, closed = drawing.node(kind), drawing.node(closing)
    drawing.edge(last, opened)
    for _ in range(draw(st.integers(2, 3))):
        drawing.edge(_block(draw, drawing, opened, depth - 1), closed)
    return closed


def _event(draw: st.DrawFn, drawing: _Drawing, last: str) -> str:
    """An event on a task leads to an end of its own, or back behind the task."""
    task, behind = drawing.node(Kind.ACTIVITY), drawing.node(Kind.EXCLUSIVE)
    drawing.edge(last, task)
    drawing.edge(task, behind)
    event = f"event_{task}"
    drawing.boundaries.append(Boundary(event, task))
    drawing.edge(event, behind if draw(st.booleans()) else drawing.node(Kind.END))
    return behind


@st.composite
def graphs(draw: st.DrawFn) -> Level:
    """Any nodes with any flows between them: most can be reached, few are sound."""
    drawing = _Drawing()
    start = drawing.node(Kind.START)
    inner = [drawing.node(draw(st.sampled_from(INNER))) for _ in range(draw(st.integers(1, 7)))]
    ends = [drawing.node(Kind.END) for _ in range(draw(st.integers(1, 2)))]
    drawing.edge(start, draw(st.sampled_from([*inner, *ends])))
    for place, key in enumerate(inner):
        ahead = [*inner[place + 1 :], *ends]
        drawing.edge(key, draw(st.sampled_from(ahead)))
        for _ in range(draw(st.integers(0, 2)) if not key.startswith("activity") else 0):
            drawing.edge(key, draw(st.sampled_from([*inner, *ends])))
    unique = {(edge.source, edge.target): edge for edge in drawing.edges if edge.source != edge.target}
    drawing.edges = list(unique.values())
    return drawing.level()

"""One level of a diagram (a process, or an embedded sub-process) as far as its tokens are concerned.

A sub-process and a called process are activities here: they are done when nothing is under way inside, so that each
level can be judged by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from processes.checks.graph import Graph, kind_of
from processes.vocabulary import NAMESPACES


class Kind(StrEnum):
    """How a node takes and gives tokens (BPMN 2.0.2, chapter 13)."""

    START = "start"
    # Takes one token from any incoming flow and gives one to every outgoing flow.
    ACTIVITY = "activity"
    # Takes one from any and gives one to any: exclusive and event-based gateways.
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    END = "end"
    # Ends the whole level at once: a terminate end event, and an error that leaves the level.
    TERMINATE = "terminate"


@dataclass(frozen=True)
class Node:
    """``default`` is the flow that an inclusive gateway takes alone, where no condition holds."""

    id: str
    kind: Kind
    default: str | None = None


@dataclass(frozen=True)
class Boundary:
    id: str
    host: str
    interrupting: bool = True


@dataclass(frozen=True)
class Edge:
    """A sequence flow; its source is a node or a boundary event."""

    id: str
    source: str
    target: str


@dataclass(frozen=True)
class Level:
    id: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    boundaries: tuple[Boundary, ...] = ()


GATEWAYS = {
    "exclusiveGateway": Kind.EXCLUSIVE,
    "eventBasedGateway": Kind.EXCLUSIVE,
    "parallelGateway": Kind.PARALLEL,
    "inclusiveGateway": Kind.INCLUSIVE,
}


def level_of(graph: Graph) -> Level:
    """The level that a graph of the deploy check draws. It must have passed the checks of flows and paths."""
    nodes, boundaries = [], []
    for key, element in graph.nodes.items():
        if kind_of(element) == "boundaryEvent":
            interrupting = element.get("cancelActivity", "true") != "false"
            boundaries.append(Boundary(key, str(element.get("attachedToRef", "")), interrupting))
        else:
            nodes.append(Node(key, _kind(element), element.get("default")))
    return Level(str(graph.container.get("id", "")), tuple(nodes), tuple(_edges(graph)), tuple(boundaries))


def _edges(graph: Graph) -> Iterator[Edge]:
    for flow in graph.flows:
        yield Edge(str(flow.get("id", "")), str(flow.get("sourceRef")), str(flow.get("targetRef")))


def _kind(element: etree._Element) -> Kind:
    tag = kind_of(element)
    if tag == "startEvent":
        return Kind.START
    if tag == "endEvent":
        ends_all = any(
            element.find(f"bpmn:{name}", NAMESPACES) is not None
            for name in ("terminateEventDefinition", "errorEventDefinition")
        )
        return Kind.TERMINATE if ends_all else Kind.END
    return GATEWAYS.get(tag, Kind.ACTIVITY)

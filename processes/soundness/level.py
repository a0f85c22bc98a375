"""One level of a diagram (a process, or an embedded sub-process) as far as its tokens are concerned.

A sub-process and a called process are activities here: they are done when nothing is under way inside, so that each
level can be judged by itself.
"""

from dataclasses import dataclass
from enum import StrEnum


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


# What BPMN calls them.
GATEWAYS = {
    "exclusiveGateway": Kind.EXCLUSIVE,
    "eventBasedGateway": Kind.EXCLUSIVE,
    "parallelGateway": Kind.PARALLEL,
    "inclusiveGateway": Kind.INCLUSIVE,
}

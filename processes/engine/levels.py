"""The level that a compiled spec draws, and the proof that tokens in given places of it still end properly."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, InclusiveGateway
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition

from processes.engine.definition import Definition
from processes.soundness import GATEWAYS, Boundary, Edge, Fault, Kind, Level, Node
from processes.soundness.arcs import drawn_together
from processes.soundness.explore import Space, explore
from processes.soundness.net import Net, net_of
from processes.soundness.parts import Part, parts_of
from processes.vocabulary import Element, Flow

# Markings that are looked at for one question, and for all questions about one instance; beyond them the answer is no.
MAXIMUM_MARKINGS = 2_000
MAXIMUM_TOGETHER = 6_000
KINDS = {"startEvent": Kind.START, "endEvent": Kind.END, **GATEWAYS}
SPLIT = ".BoundaryEventSplit"
Faults = frozenset[tuple[Fault, str]]


@dataclass(frozen=True)
class Place:
    """Where a token is: in the node ``at``, or on the flow that leads to it from ``source``."""

    at: str
    source: str | None = None


def elements_of(definition: Definition, spec: Any) -> dict[str, Element]:
    """The elements that are drawn on this level itself, by id."""
    found = (definition.element(spec.name, one.bpmn_id or "") for one in spec.task_specs.values())
    return {element.id: element for element in found if element is not None}


def flows_of(definition: Definition, spec: Any) -> list[Flow]:
    elements = elements_of(definition, spec)
    flows = definition.processes[definition.process_of_spec[spec.name]].flows
    return [flow for flow in flows if flow.source in elements and flow.target in elements]


def entry_of(spec: Any, element_id: str) -> Any:
    """The task spec by which a token comes to an element: with events at its boundary, it begins before itself."""
    return spec.task_specs.get(f"{element_id}{SPLIT}") or spec.task_specs[element_id]


def level_of(definition: Definition, spec: Any) -> Level:
    """The level of a spec that the deploy check has passed."""
    elements = elements_of(definition, spec)
    flows = flows_of(definition, spec)
    drawn = [element for element in elements.values() if element.kind != "boundaryEvent"]
    boundaries = [
        Boundary(event.bpmn_id, elements[event.bpmn_id].attached_to or "", bool(event.cancel_activity))
        for event in spec.task_specs.values()
        if isinstance(event, BoundaryEvent)
    ]
    return Level(
        spec.name,
        tuple(Node(e.id, _kind(e, spec), _default(e, spec, flows)) for e in drawn),
        tuple(Edge(flow.id, flow.source, flow.target) for flow in flows),
        tuple(boundaries),
    )


def _kind(element: Element, spec: Any) -> Kind:
    event = getattr(spec.task_specs.get(element.id), "event_definition", None)
    if element.kind == "endEvent" and isinstance(event, TerminateEventDefinition | ErrorEventDefinition):
        return Kind.TERMINATE
    return KINDS.get(element.kind, Kind.ACTIVITY)


def _default(element: Element, spec: Any, flows: list[Flow]) -> str | None:
    """The id of the default flow of an inclusive gateway."""
    gateway = spec.task_specs.get(element.id)
    if not isinstance(gateway, InclusiveGateway):
        return None
    # The library keeps the default as the flow without a condition.
    targets = {
        str(name).removesuffix(SPLIT) for condition, name in gateway.cond_task_specs if condition is None
    }
    return next((f.id for f in flows if f.source == element.id and f.target in targets), None)


@dataclass
class Effort:
    """What is left of the bound: the same questions in the same order get the same answers."""

    left: int = MAXIMUM_TOGETHER


def faults(level: Level, part: Part, places: Collection[Place], effort: Effort) -> Faults | None:
    """What can go wrong from tokens in ``places`` of ``part``; None where the bound leaves it open."""
    begun, found = _begun(level, part, places), set[tuple[Fault, str]]()
    for one in parts_of(begun):
        if effort.left <= 0:
            return None
        space = explore(net_of(drawn_together(begun, one)), most=MAXIMUM_MARKINGS)
        effort.left -= len(space.came)
        if not space.complete:
            return None
        found |= set(_faults(space))
    return frozenset(found)


def _faults(space: Space) -> Iterator[tuple[Fault, str]]:
    """As the verdict of the deploy check has it, without the runs that show it: nobody looks at them here."""
    net, ended = space.net, sum(space.net.ended.values())
    twice = {marking & ~move.takes & ~move.clears & move.puts for marking, move in space.crowded}
    for place in twice:
        yield (Fault.IMPROPER if place & ended else Fault.UNSYNCHRONISED), _name(net, place)
    crowded = {marking for marking, _ in space.crowded}
    stuck = [m for m, after in space.onwards.items() if not after and m & ~ended and m not in crowded]
    for marking in stuck:
        yield Fault.DEADLOCK, _name(net, marking & ~ended)
    if not crowded and not stuck and not space.can_end(ended) >= space.came.keys():
        yield Fault.LIVELOCK, ""


def _name(net: Net, place: int) -> str:
    """The node of a place, or to which its flow leads."""
    names = {bit: node for places in (net.ended, net.under_way, net.ready) for node, bit in places.items()}
    names |= {1 << number: arc.target for number, arc in enumerate(net.arcs)}
    return min(name for bit, name in names.items() if bit & place)


def _begun(level: Level, part: Part, places: Collection[Place]) -> Level:
    """The part with a start for every token, in place of where it really begins."""
    nodes = [
        Node(node.id, Kind.ACTIVITY if node.kind == Kind.START else node.kind, node.default)
        for node in level.nodes
        if node.id in part.nodes
    ]
    edges = [edge for edge in level.edges if edge.target in part.nodes]
    for number, place in enumerate(places):
        nodes.append(Node(f"token {number}", Kind.START))
        target = place.at
        if place.source is not None:
            target = f"{place.source} > {place.at}"
            if all(node.id != target for node in nodes):
                nodes.append(Node(target, Kind.EXCLUSIVE))
                edges = list(_in_halves(edges, place, target))
        edges.append(Edge(f"flow of token {number}", f"token {number}", target))
    return Level(level.id, tuple(nodes), tuple(edges), part.events)


def _in_halves(edges: list[Edge], place: Place, between: str) -> Iterator[Edge]:
    """The flow on which a token is leads through a node of its own, where the token can be put."""
    found = False
    for edge in edges:
        if not found and (edge.source, edge.target) == (place.source, place.at):
            found = True
            yield Edge(edge.id, edge.source, between)
            yield Edge(f"{edge.id} >", between, edge.target)
        else:
            yield edge

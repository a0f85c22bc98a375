"""The flow nodes and sequence flows of one level: a process, or an embedded sub-process."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from processes.checks.draft import Draft
from processes.vocabulary import BPMN, FLOW_NODES


@dataclass
class Graph:
    """``flows`` are those whose two ends are nodes of this level; ``outgoing`` and ``incoming`` hold them by node id."""

    path: str
    container: etree._Element
    nodes: dict[str, etree._Element] = field(default_factory=dict)
    drawn: list[etree._Element] = field(default_factory=list)
    flows: list[etree._Element] = field(default_factory=list)
    outgoing: dict[str, list[etree._Element]] = field(default_factory=dict)
    incoming: dict[str, list[etree._Element]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[etree._Element]:
        return [node for node in self.nodes.values() if kind_of(node) == kind]

    def attached_to(self, host: str) -> list[etree._Element]:
        return [n for n in self.of_kind("boundaryEvent") if n.get("attachedToRef") == host]


def kind_of(node: etree._Element) -> str:
    return etree.QName(node).localname


def graphs_of(draft: Draft) -> Iterator[Graph]:
    for path, root in draft.roots.items():
        for container in root.iter(f"{{{BPMN}}}process", f"{{{BPMN}}}subProcess"):
            yield _graph(path, container)


def _graph(path: str, container: etree._Element) -> Graph:
    graph = Graph(path, container)
    for child in container.iterchildren(f"{{{BPMN}}}*"):
        if kind_of(child) in FLOW_NODES:
            graph.nodes[str(child.get("id", ""))] = child
        elif kind_of(child) == "sequenceFlow":
            graph.drawn.append(child)
    for flow in graph.drawn:
        source, target = str(flow.get("sourceRef", "")), str(flow.get("targetRef", ""))
        if source in graph.nodes and target in graph.nodes:
            graph.flows.append(flow)
            graph.outgoing.setdefault(source, []).append(flow)
            graph.incoming.setdefault(target, []).append(flow)
    return graph

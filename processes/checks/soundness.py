"""Whether each level can always come to its end: proven by exploring what its tokens can do, with a run that shows it."""

from collections.abc import Iterator, Mapping

from lxml import etree

from processes.checks.graph import Graph, kind_of
from processes.checks.problem import Played, Problem, problem_at
from processes.soundness import GATEWAYS, Boundary, Edge, Fault, Finding, Kind, Level, Node, judge
from processes.soundness.explore import MAXIMUM_MARKINGS
from processes.vocabulary import NAMESPACES

# What is wrong, and what to do about it.
SENTENCES: Mapping[Fault, str] = {
    Fault.DEADLOCK: "有一种走法会永远停在这里：要等的另一条分支可能已经走了别的路。请检查前面的分支和汇合网关是不是一对"
    "（并行配并行，排他配排他），或者去掉多余的等待。",
    Fault.LIVELOCK: "有一种走法到了这里就再也走不到结束。请给循环加一条出路。",
    Fault.UNSYNCHRONISED: "并行的分支没有汇合就走到这里，会重复办理。请在前面用并行网关汇合，或者把分开的地方改成排他网关。",
    Fault.IMPROPER: "并行的分支各自走到这个结束，流程会结束不止一次。请先用并行网关汇合，再连到结束。",
    Fault.DEAD: "没有一种走法能走到这里。请检查前面的网关，或者删掉它。",
}
UNDECIDED = (
    f"流程的走法超过 {MAXIMUM_MARKINGS:,} 种，没能证明它总能走到结束。请把并行的部分拆成被调用的流程。"
)


def check_soundness(graph: Graph) -> Iterator[Problem]:
    """For a level that passed the checks of flows and paths; the first element of each finding is pointed at."""
    verdict = judge(level_of(graph))
    crowded = any(finding.fault == Fault.UNSYNCHRONISED for finding in verdict.findings)
    for finding in verdict.findings:
        # Branches that were not joined end more than once as well; mending the one mends the other.
        if not (crowded and finding.fault == Fault.IMPROPER):
            yield from _problems(graph, finding)
    if not verdict.complete and not verdict.findings:
        yield problem_at(graph.path, graph.container, UNDECIDED, warning=True)


def _problems(graph: Graph, finding: Finding) -> Iterator[Problem]:
    run = tuple(Played(step.node, step.passed, step.tokens, step.inside) for step in finding.run)
    for key in _pointed(finding):
        yield problem_at(graph.path, graph.nodes.get(key, graph.container), SENTENCES[finding.fault], run=run)


def _pointed(finding: Finding) -> tuple[str, ...]:
    """Where to mend it: of branches that were not joined, where the second one went through."""
    if finding.fault == Fault.UNSYNCHRONISED:
        return (finding.run[-1].node,)
    return finding.elements if finding.fault == Fault.DEAD else finding.elements[:1]


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

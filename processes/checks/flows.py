"""Sequence flows: both ends there, on one level, and as many as the engine can follow."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from processes.checks.graph import Graph, kind_of
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import NAMESPACES

SPLITTING = {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway"}
CONDITIONAL = {"exclusiveGateway", "inclusiveGateway"}
AWAITED = {"messageEventDefinition", "timerEventDefinition", "signalEventDefinition"}


def check_flows(graph: Graph) -> Iterator[Problem]:
    for flow in graph.drawn:
        yield from (problem_at(graph.path, flow, message) for message in _check_ends(graph, flow))
    for key, node in graph.nodes.items():
        yield from (problem_at(graph.path, node, message) for message in _check_node(graph, key, node))
    pairs = Counter((flow.get("sourceRef"), flow.get("targetRef")) for flow in graph.flows)
    for flow in graph.flows:
        if pairs.pop((flow.get("sourceRef"), flow.get("targetRef")), 1) > 1:
            yield problem_at(graph.path, flow, "同样的两个元素之间画了不止一条连线")


def _check_ends(graph: Graph, flow: etree._Element) -> Iterator[str]:
    source, target = str(flow.get("sourceRef", "")), str(flow.get("targetRef", ""))
    for word, end in (("起点", source), ("终点", target)):
        if end not in graph.nodes:
            elsewhere = bool(end) and _exists(flow, end)
            why = "在别的流程或子流程里，连线不能跨越" if elsewhere else "不存在"
            yield f"连线的{word} {shortened(end) or '（空）'} {why}"
    if source and source == target:
        yield "连线从一个元素连回它自己，会没完没了"
    if source in graph.nodes and kind_of(graph.nodes[source]) == "endEvent":
        yield "结束事件后面不能再连线"
    if target in graph.nodes and kind_of(graph.nodes[target]) in {"startEvent", "boundaryEvent"}:
        yield "连线不能连到开始事件或边界事件"
    yield from _check_condition(graph, flow, source)


def _check_condition(graph: Graph, flow: etree._Element, source: str) -> Iterator[str]:
    condition = flow.find("bpmn:conditionExpression", NAMESPACES)
    if condition is None:
        return
    if not (condition.text or "").strip():
        yield "条件是空的，请写 FEEL 表达式，或者把这条设为默认路径"
    if source in graph.nodes and kind_of(graph.nodes[source]) not in CONDITIONAL:
        yield "条件只能写在排他网关或包容网关后面的连线上，写在这里引擎会忽略它"


def _exists(flow: etree._Element, end: str) -> bool:
    return any(node.get("id") == end for node in flow.getroottree().getroot().iter(etree.Element))


def _check_node(graph: Graph, key: str, node: etree._Element) -> Iterator[str]:
    kind, outgoing = kind_of(node), graph.outgoing.get(key, [])
    if not outgoing and kind != "endEvent":
        yield "走到这里就断了：没有连线接下去，请连到下一步或结束事件"
    if len(outgoing) > 1 and kind not in SPLITTING:
        yield f"从这里出去的连线有 {len(outgoing)} 条，请用网关分支"
    if kind in CONDITIONAL:
        yield from _check_choice(node, outgoing)
    if kind == "eventBasedGateway":
        yield from _check_events(graph, outgoing)


def _check_choice(node: etree._Element, outgoing: list[etree._Element]) -> Iterator[str]:
    default = node.get("default")
    free = [f for f in outgoing if f.find("bpmn:conditionExpression", NAMESPACES) is None]
    if default is not None and default not in {flow.get("id") for flow in outgoing}:
        yield f"默认路径 {shortened(default)} 不是从这个网关出去的连线"
    elif outgoing and len(free) != 1:
        yield "分支网关要恰好有一条默认路径（不写条件），其余每条都要写条件"
    elif len(outgoing) > 1 and free[0].get("id") != default:
        yield f"没有写条件的连线 {shortened(free[0].get('id', ''))} 要设为网关的默认路径"


def _check_events(graph: Graph, outgoing: list[etree._Element]) -> Iterator[str]:
    if len(outgoing) == 1:
        yield "事件网关要等至少两件事，现在只有一件"
    for flow in outgoing:
        target = str(flow.get("targetRef"))
        if kind_of(graph.nodes[target]) != "intermediateCatchEvent":
            yield f"事件网关后面只能是中间捕获事件，{shortened(target)} 不是"
        elif len(graph.incoming[target]) > 1:
            yield f"事件网关后面的 {shortened(target)} 不能再有别的连线进来"

"""Where tokens can go: every element is reached from the start, and from each a place to rest."""

from collections.abc import Iterable, Iterator

from lxml import etree

from processes.checks.graph import Graph, kind_of
from processes.checks.problem import Problem, problem_at

WAITING = {"userTask", "intermediateCatchEvent", "callActivity", "subProcess"}


def check_paths(graph: Graph) -> Iterator[Problem]:
    """Only for a level whose flows have both ends: otherwise everything behind a gap would be named."""
    word = "子流程" if kind_of(graph.container) == "subProcess" else "流程"
    starts, ends = graph.of_kind("startEvent"), graph.of_kind("endEvent")
    if not starts:
        yield problem_at(graph.path, graph.container, f"{word}没有开始事件")
    for extra in starts[1:]:
        yield problem_at(graph.path, extra, f"{word}只能有一个开始事件，这是多出来的")
    if not ends:
        yield problem_at(graph.path, graph.container, f"{word}没有结束事件")
    if not starts or not ends or len(graph.flows) != len(graph.drawn):
        return
    reached = reached_from(graph, (str(s.get("id", "")) for s in starts), forwards=True)
    ending = reached_from(graph, _stops(graph, reached, ends), forwards=False)
    for key, node in graph.nodes.items():
        if key not in reached:
            yield problem_at(graph.path, node, "从开始事件走不到这里，请连上或删除")
        elif key not in ending and graph.outgoing.get(key):
            yield problem_at(graph.path, node, "从这里走不到任何结束事件，会没完没了")


def _stops(graph: Graph, reached: set[str], ends: Iterable[etree._Element]) -> list[str]:
    """Where a token may rest. A round that waits, such as a reminder, may go on beside a path that ends."""
    keys = [str(end.get("id", "")) for end in ends]
    if any(key in reached for key in keys):
        keys += [key for key, node in graph.nodes.items() if kind_of(node) in WAITING]
    return keys


def reached_from(graph: Graph, first: Iterable[str], *, forwards: bool) -> set[str]:
    links, end = (graph.outgoing, "targetRef") if forwards else (graph.incoming, "sourceRef")
    hosts: dict[str, list[str]] = {}
    for event in graph.of_kind("boundaryEvent") if forwards else ():
        hosts.setdefault(str(event.get("attachedToRef", "")), []).append(str(event.get("id", "")))
    reached: set[str] = set()
    pending = list(first)
    while pending:
        key = pending.pop()
        if key not in reached:
            reached.add(key)
            pending += [str(flow.get(end)) for flow in links.get(key, ())]
            pending += hosts.get(key, [])
    return reached

"""Pools and lanes: each names what exists, and no element stands in two lanes."""

from collections.abc import Iterator

from lxml import etree

from processes.checks.graph import kind_of
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import BPMN, FLOW_NODES, NAMESPACES


def check_places(path: str, root: etree._Element) -> Iterator[Problem]:
    processes = {process.get("id") for process in root.iterfind("bpmn:process", NAMESPACES)}
    for pool in root.iter(f"{{{BPMN}}}participant"):
        reference = pool.get("processRef")
        if reference is not None and reference not in processes:
            yield problem_at(path, pool, f"泳池的流程 {shortened(reference)} 不在这个文件里")
    for process in root.iterfind("bpmn:process", NAMESPACES):
        yield from _check_lanes(path, process)


def _check_lanes(path: str, process: etree._Element) -> Iterator[Problem]:
    nodes = {str(n.get("id", "")) for n in process.iter(f"{{{BPMN}}}*") if kind_of(n) in FLOW_NODES}
    seen: dict[str, etree._Element] = {}
    for lane in process.iter(f"{{{BPMN}}}lane"):
        for reference in lane.iterfind("bpmn:flowNodeRef", NAMESPACES):
            key = (reference.text or "").strip()
            if key not in nodes:
                yield problem_at(path, reference, f"泳道里的元素 {shortened(key) or '（空）'} 不存在")
            elif key in seen and not _is_inside(lane, seen[key]):
                yield problem_at(path, reference, f"元素 {shortened(key)} 同时在两个泳道里，请只留一个")
            seen[key] = lane


def _is_inside(lane: etree._Element, other: etree._Element) -> bool:
    return any(around is other for around in lane.iterancestors())

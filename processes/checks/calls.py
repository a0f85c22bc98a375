"""Operations, decisions, called processes and multi-instance tasks: what they name exists and fits."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from processes import registry
from processes.checks.draft import Draft
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import BANJIE, BPMN, NAMESPACES, Call, Element

MAXIMUM_DEPTH = 10


def check_calls(draft: Draft) -> Iterator[Problem]:
    processes = {process.id for process in draft.processes}
    for process in draft.processes:
        for element in process.elements.values():
            for message in _check_element(draft, element, processes):
                yield Problem(
                    process.path, shortened(element.id), message, element.line, shortened(element.name)
                )
    yield from _check_recursion(draft)
    yield from _check_uncalled(draft)
    for path, root in draft.roots.items():
        yield from _check_markers(path, root)


def _check_element(draft: Draft, element: Element, processes: set[str]) -> Iterator[str]:
    if element.kind == "serviceTask" and element.operation is None:
        yield "系统任务没有选择操作"
    if element.operation is not None:
        yield from _check_operation(element.operation)
    table = element.decision.name if element.decision else ""
    if element.kind == "businessRuleTask" and table not in draft.decisions and not draft.is_unread(".dmn"):
        yield f"决策表 {shortened(table)} 不存在" if table else "决策没有选择决策表"
    called = element.called_element
    if element.kind == "callActivity" and called not in processes and not draft.is_unread(".bpmn"):
        yield f"调用的流程 {shortened(called)} 不存在" if called else "没有选择调用哪个流程"
    if element.loop is not None and not element.loop.collection.strip():
        yield "多实例没有写要逐项办理的列表（collection）"


def _check_operation(call: Call) -> Iterator[str]:
    try:
        operation = registry.get_operation(call.name)
    except registry.UnknownOperation:
        yield f"操作 {shortened(call.name)} 没有登记"
        return
    for name in call.parameters.keys() - operation.parameters.keys():
        yield f"操作 {call.name} 没有参数 {shortened(name)}"
    for parameter in operation.parameters.values():
        if parameter.required and parameter.name not in call.parameters:
            yield f"操作 {call.name} 缺少参数 {parameter.name}"


def _check_recursion(draft: Draft) -> Iterator[Problem]:
    """A process that calls itself, directly or through others, never ends; calls too deep are stopped at run time."""
    calls = {
        process.id: {e.called_element for e in process.elements.values() if e.called_element}
        for process in draft.processes
    }
    for process in draft.processes:
        reached: set[str] = set()
        level, depth = calls[process.id], 0
        while level and depth <= MAXIMUM_DEPTH:
            reached |= level
            level = {called for name in level for called in calls.get(name, ())} - reached
            depth += 1
        if process.id in reached:
            message = "流程调用了自己（直接或经过别的流程），会没完没了"
            yield Problem(process.path, shortened(process.id), message, process.line, shortened(process.name))
        elif depth > MAXIMUM_DEPTH:
            message = f"流程互相调用超过 {MAXIMUM_DEPTH} 层"
            yield Problem(process.path, shortened(process.id), message, process.line, shortened(process.name))


def _check_uncalled(draft: Draft) -> Iterator[Problem]:
    """Of several processes in the main folder only the first begins by itself: a file of several pools has more."""
    main, known = draft.main, {process.id: process for process in draft.processes}
    reached: set[str] = set()
    pending = [main.id] if main is not None else []
    while pending:
        key = pending.pop()
        if key in known and key not in reached:
            reached.add(key)
            pending += [e.called_element for e in known[key].elements.values() if e.called_element]
    for process in draft.processes if main is not None else ():
        if process.id not in reached and process.path.startswith(f"{draft.bundle.main}/"):
            message = f"没有流程调用它，它永远不会开始：主流程是“{shortened(main.name if main else '', 40)}”"
            name = shortened(process.name)
            yield Problem(process.path, shortened(process.id), message, process.line, name, warning=True)


def _check_markers(path: str, root: etree._Element) -> Iterator[Problem]:
    for marker in root.iter(f"{{{BPMN}}}multiInstanceLoopCharacteristics"):
        if marker.find("bpmn:extensionElements/banjie:loop", NAMESPACES) is None:
            yield problem_at(path, marker, "多实例没有 banjie:loop，不知道逐项办理什么")
    for owner in root.iter(f"{{{BPMN}}}subProcess"):
        depth = 1 + sum(1 for around in owner.iterancestors(f"{{{BPMN}}}subProcess"))
        if depth > MAXIMUM_DEPTH:
            yield problem_at(path, owner, f"子流程嵌套超过 {MAXIMUM_DEPTH} 层")
    for call in root.iter(f"{{{BANJIE}}}operation", f"{{{BANJIE}}}call"):
        for name, times in Counter(str(child.get("name", "")) for child in call).items():
            if times > 1:
                yield problem_at(path, call, f"参数 {shortened(name)} 写了不止一次")

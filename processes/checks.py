"""The deploy check: what the engine cannot run, or nobody could carry out, is refused with the element named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from processes import feel, registry
from processes.bundle import Bundle
from processes.engine import Definition
from processes.vocabulary import BANJIE, BPMN, NAMESPACES, Call, Element
from processes.xml import read_xml

MAXIMUM_NODES = 300
DUE = re.compile(r"[1-9][0-9]{0,2} (?:WD|SD|CD)")
FORBIDDEN = {
    "scriptTask": "脚本任务会执行代码，请改用系统任务（serviceTask）并选择登记过的操作",
    "task": "没有类型的任务引擎不知道谁来办，请选用户任务或系统任务",
    "manualTask": "系统外的手工任务没有留痕，请改为用户任务",
    "adHocSubProcess": "引擎不支持临时子流程",
    "transaction": "引擎不支持事务子流程",
    "timeCycle": "引擎不支持循环定时，请改为若干个明确日期的定时",
    "standardLoopCharacteristics": "引擎不支持标准循环，请画出循环或用多实例",
    "script": "流程图里不能写脚本",
}
DIAGRAM_NAMESPACES = {
    BPMN,
    BANJIE,
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI",
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
}
ATTRIBUTE_NAMESPACES = DIAGRAM_NAMESPACES | {"http://www.w3.org/2001/XMLSchema-instance"}


@dataclass(frozen=True)
class Problem:
    """``element`` is the id to point at, empty for the whole file."""

    path: str
    element: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}" + (f" · {self.element}" if self.element else "") + f"：{self.message}"


def check_files(bundle: Bundle) -> list[Problem]:
    """What can be said before anything is compiled. Raises InvalidDocument where a diagram is not XML."""
    return [
        problem
        for path in bundle.paths(".bpmn")
        for problem in _check_xml(path, read_xml(bundle.files[path], path))
    ]


def check(definition: Definition) -> list[Problem]:
    """Everything else that stops a deployment, in order of the files."""
    problems = []
    known = _known_names(definition)
    for process in definition.processes.values():
        for element in process.elements.values():
            problems += [
                Problem(process.path, element.id, text) for text in _check_element(element, definition)
            ]
        for flow in process.flows:
            if flow.condition and (wrong := _feel_error(flow.condition)):
                problems.append(Problem(process.path, flow.id, wrong))
            if flow.condition and not _feel_error(flow.condition):
                problems += [Problem(process.path, flow.id, m) for m in _unknown(flow.condition, known)]
        for element in process.elements.values():
            for text in _expressions(element):
                problems += [Problem(process.path, element.id, m) for m in _unknown(text, known)]
    problems += _check_calls(definition)
    for form in definition.forms.values():
        for text in form.expressions():
            if wrong := _feel_error(text):
                problems.append(Problem(f"forms/{form.key}.json", "", wrong))
    return problems


def _check_xml(path: str, root: etree._Element) -> Iterator[Problem]:
    seen: set[str] = set()
    for node in root.iter(etree.Element):
        yield from (Problem(path, _owner(node), text) for text in _check_node(node))
        node_id = node.get("id", "")
        if node_id and node_id in seen:
            yield Problem(path, node_id, "编号重复")
        seen.add(node_id)
    flow_nodes = sum(1 for _ in root.iterfind(".//bpmn:process//*[bpmn:incoming]", NAMESPACES))
    if flow_nodes > MAXIMUM_NODES:
        yield Problem(path, "", f"一张图最多 {MAXIMUM_NODES} 个节点，这里有 {flow_nodes} 个，请拆成几个流程")


def _check_node(node: etree._Element) -> Iterator[str]:
    name = etree.QName(node)
    if name.namespace not in DIAGRAM_NAMESPACES:
        yield f"不认识的扩展 {name.namespace}，引擎会忽略它"
    elif name.namespace == BPMN and name.localname in FORBIDDEN:
        yield FORBIDDEN[name.localname]
    elif name.localname == "subProcess" and node.get("triggeredByEvent") == "true":
        yield "引擎不支持事件子流程，请改用边界事件"
    for key in map(str, node.attrib):
        if key.startswith("{") and etree.QName(key).namespace not in ATTRIBUTE_NAMESPACES:
            yield f"不认识的属性 {etree.QName(key).localname}，引擎会忽略它"


def _owner(node: etree._Element) -> str:
    current: etree._Element | None = node
    while current is not None:
        if current.get("id"):
            return str(current.get("id"))
        current = current.getparent()
    return ""


def _check_element(element: Element, definition: Definition) -> Iterator[str]:
    if element.kind == "userTask":
        yield from _check_user_task(element, definition)
    if element.kind == "serviceTask" and element.operation is None:
        yield "系统任务没有选择操作"
    if element.operation is not None:
        yield from _check_operation(element.operation)
    table = element.decision.name if element.decision else ""
    if element.kind == "businessRuleTask" and table not in definition.decisions:
        yield f"决策表 {table} 不存在"
    if element.kind in {"exclusiveGateway", "inclusiveGateway"}:
        yield from _check_gateway(element, definition)
    if element.kind == "callActivity" and element.called_element not in definition.processes:
        yield f"调用的流程 {element.called_element} 不存在"
    if element.call is not None:
        yield from _check_values(element.call)
    if element.timer and element.timer.startswith("=") and (wrong := _feel_error(element.timer[1:])):
        yield wrong
    if element.kind == "intermediateThrowEvent" and element.throws_message:
        yield "引擎不会把消息发到流程外面，请改用系统任务或信号"
    if element.loop is not None and (wrong := _feel_error(element.loop.collection)):
        yield wrong
    if element.action is not None:
        yield from _check_action(element, definition)


def _check_user_task(element: Element, definition: Definition) -> Iterator[str]:
    if element.assignment is None or not element.assignment.roles or not element.assignment.scope:
        yield "没有人能办：请把它放进写明角色的泳道"
    else:
        for text in filter(None, [element.assignment.scope, element.assignment.assignee]):
            if wrong := _feel_error(text):
                yield wrong
    if not element.form or element.form not in definition.forms:
        yield f"表单 {element.form or ''} 不存在"
    if element.due and element.due.startswith("=") and (wrong := _feel_error(element.due[1:])):
        yield wrong
    if element.due and not element.due.startswith("=") and not DUE.fullmatch(element.due):
        yield f"期限“{element.due}”看不懂，应当像“2 WD”（工作日）、“3 SD”（服务日）、“30 CD”（自然日）"
    for separation in element.separations:
        if separation.when and (wrong := _feel_error(separation.when)):
            yield wrong
        for name in set(separation.elements) - {e.id for e in definition.elements()} - {"opening"}:
            yield f"不相容岗位里的步骤 {name} 不存在"


def _check_operation(call: Call) -> Iterator[str]:
    try:
        operation = registry.get_operation(call.name)
    except registry.UnknownOperation:
        yield f"操作 {call.name} 没有登记"
        return
    for name in call.parameters.keys() - operation.parameters.keys():
        yield f"操作 {call.name} 没有参数 {name}"
    for parameter in operation.parameters.values():
        if parameter.required and parameter.name not in call.parameters:
            yield f"操作 {call.name} 缺少参数 {parameter.name}"
    yield from _check_values(call)


def _check_calls(definition: Definition) -> Iterator[Problem]:
    """A process that calls itself, directly or through others, never ends."""
    calls = {
        process.id: {e.called_element for e in process.elements.values() if e.called_element}
        for process in definition.processes.values()
    }
    for process in definition.processes.values():
        reached, pending = set(), list(calls[process.id])
        while pending:
            called = pending.pop()
            if called not in reached:
                reached.add(called)
                pending += calls.get(called, ())
        if process.id in reached:
            yield Problem(process.path, process.id, "流程调用了自己（直接或经过别的流程），会没完没了")


def _check_values(call: Call) -> Iterator[str]:
    for value in call.parameters.values():
        if value.startswith("=") and (wrong := _feel_error(value[1:])):
            yield wrong


def _check_gateway(element: Element, definition: Definition) -> Iterator[str]:
    flows = [f for f in definition.processes[element.process].flows if f.source == element.id]
    if len(flows) > 1 and sum(1 for f in flows if not f.condition) != 1:
        yield "分支网关要恰好有一条默认路径（不写条件），其余每条都要写条件"


def _check_action(element: Element, definition: Definition) -> Iterator[str]:
    action = element.action
    if action and action.form and action.form not in definition.forms:
        yield f"表单 {action.form} 不存在"
    if action and action.when and (wrong := _feel_error(action.when)):
        yield wrong


def _known_names(definition: Definition) -> frozenset[str]:
    """What any path of the bundle may put into engine data, and every fact: a name beyond these is a typing error."""
    names = set(registry.fact_names()) | {"agreed"}
    for element in definition.elements():
        names |= {element.id} if element.kind == "userTask" else set()
        names |= {c.result for c in (element.operation, element.decision) if c and c.result}
        names |= set(element.call.parameters) if element.call else set()
        names |= {element.loop.element} if element.loop else set()
        names |= {element.action.message} if element.action else set()
    return frozenset(names)


def _expressions(element: Element) -> Iterator[str]:
    for call in (element.operation, element.call):
        yield from (v[1:] for v in (call.parameters.values() if call else ()) if v.startswith("="))
    if element.loop:
        yield element.loop.collection
    if element.due and element.due.startswith("="):
        yield element.due[1:]
    if element.timer and element.timer.startswith("="):
        yield element.timer[1:]
    for assignment in (element.assignment, element.action.assignment if element.action else None):
        if assignment is not None:
            yield from filter(None, [assignment.scope, assignment.assignee])
    yield from (s.when for s in element.separations if s.when)


def _unknown(text: str, known: frozenset[str]) -> Iterator[str]:
    if _feel_error(text):
        return
    parsed = feel.parse(text.strip().removeprefix("="))
    for name in sorted(parsed.names - known):
        yield f"表达式“{text.strip()}”里的 {name} 没有任何步骤提供"
    for name in sorted(parsed.calls - registry.functions().keys()):
        if not feel.is_builtin(name):
            yield f"表达式“{text.strip()}”调用的函数 {name} 不存在"


def _feel_error(text: str) -> str | None:
    try:
        feel.parse(text.strip().removeprefix("="))
    except feel.FeelFailure as error:
        return f"表达式“{text.strip()}”有误：{error}"
    return None

"""Ids and names: there, unique, short enough for the registers, and no word that already means something."""

import re
from collections.abc import Iterator

from lxml import etree

from processes import registry
from processes.checks.draft import Draft
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import BPMN, FLOW_NODES, Element, Process
from processes.vocabulary.words import tag_name

ID = re.compile(r"[^\W\d][\w.-]{0,79}")
NAME = re.compile(r"[^\W\d_]\w{0,79}")
IDENTIFIED = FLOW_NODES | {"process", "sequenceFlow", "message", "signal", "error", "escalation"}
# The library names tasks of its own like this, and reads a dictionary with the key ``typename`` as an object.
RESERVED_IDS = {"Start", "End", "Root", "StartEventSplit", "StartEventJoin"}
LIBRARY_SUFFIXES = (".BoundaryEventSplit", ".BoundaryEventJoin", ".EndJoin")
RESERVED_NAMES = {"typename", "data_objects"}
MAXIMUM_NAME = 120
MAXIMUM_END_NAME = 80


def check_identifiers(draft: Draft) -> Iterator[Problem]:
    for path, root in draft.roots.items():
        yield from _check_ids(path, root)
        yield from _check_names(path, root)
    yield from _check_processes(draft)
    for process in draft.processes:
        yield from _check_keys(process)


def _check_ids(path: str, root: etree._Element) -> Iterator[Problem]:
    seen: set[str] = set()
    for node in root.iter(etree.Element):
        name, identifier = etree.QName(node), str(node.get("id", ""))
        if name.namespace == BPMN and name.localname in IDENTIFIED and not identifier:
            yield problem_at(path, node, f"{tag_name(name.localname)}缺少编号（id）")
        elif identifier and not ID.fullmatch(identifier):
            yield problem_at(
                path, node, "编号要以文字开头，只含文字、数字、下划线、点和连字符，最多 80 个字符"
            )
        elif identifier in RESERVED_IDS or identifier.endswith(LIBRARY_SUFFIXES):
            yield problem_at(path, node, f"编号 {identifier} 是引擎自己用的，请换一个")
        if identifier and identifier in seen:
            yield problem_at(path, node, "编号重复")
        seen.add(identifier)


def _check_names(path: str, root: etree._Element) -> Iterator[Problem]:
    for node in root.iter(f"{{{BPMN}}}*"):
        most = MAXIMUM_END_NAME if etree.QName(node).localname == "endEvent" else MAXIMUM_NAME
        for key, value in node.attrib.items():
            if etree.QName(str(key)).localname in {"name", "nameEn"} and len(value) > most:
                yield problem_at(path, node, f"名称有 {len(value)} 个字，最多 {most} 个字")


def _check_processes(draft: Draft) -> Iterator[Problem]:
    """One namespace for the processes and embedded sub-processes of all files: the library compiles them by id."""
    seen: dict[str, str] = {}
    for path, root in draft.roots.items():
        for node in (*root.iter(f"{{{BPMN}}}process"), *root.iter(f"{{{BPMN}}}subProcess")):
            identifier = str(node.get("id", ""))
            if identifier and seen.setdefault(identifier, path) != path:
                yield problem_at(path, node, f"流程编号与 {seen[identifier]} 里的重复")
            if node.tag == f"{{{BPMN}}}process" and node.get("isExecutable") != "true":
                yield problem_at(path, node, "流程没有标为可执行（isExecutable）")


def _check_keys(process: Process) -> Iterator[Problem]:
    """Names that become keys of the engine's data, and so names in expressions."""
    for element in process.elements.values():
        for what, name in _keys(element):
            wrong = key_error(name)
            if wrong:
                message = f"{what}“{shortened(name)}”{wrong}"
                yield Problem(
                    process.path, shortened(element.id), message, element.line, shortened(element.name)
                )


def _keys(element: Element) -> Iterator[tuple[str, str]]:
    if element.kind == "userTask":
        yield "用户任务的编号", element.id
    for call in (element.operation, element.decision, element.call):
        if call is not None and call.result is not None:
            yield "结果名", call.result
    if element.call is not None:
        yield from (("参数名", name) for name in element.call.parameters)
    if element.loop is not None:
        yield "多实例的元素名", element.loop.element


def key_error(name: str) -> str | None:
    """Why ``name`` may not become a key of the engine's data, None when it may."""
    if not NAME.fullmatch(name):
        return "要以文字开头，只含文字、数字和下划线，最多 80 个字符"
    if name in RESERVED_NAMES:
        return "是引擎自己用的，请换一个"
    if name in registry.fact_names():
        return "与系统事实同名，会盖住它，请换一个"
    return None

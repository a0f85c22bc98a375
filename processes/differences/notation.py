"""What BPMN itself says of an element, beside our own vocabulary; and the rest, so that no change goes unseen."""

import copy
from collections.abc import Iterator, Mapping

from lxml import etree

from processes.vocabulary import BANJIE, BPMN, FLOW_NODES

_B = f"{{{BPMN}}}"
_OWN = f"{{{BANJIE}}}"
_EVENTS = {
    "timerEventDefinition": "定时", "messageEventDefinition": "消息", "errorEventDefinition": "错误",
    "terminateEventDefinition": "终止全部", "signalEventDefinition": "信号", "escalationEventDefinition": "升级",
    "conditionalEventDefinition": "条件", "linkEventDefinition": "链接", "compensateEventDefinition": "补偿",
    "cancelEventDefinition": "取消",
}  # fmt: skip
# Told elsewhere, in words: here they would be told twice.
_TOLD = {
    "id",
    "name",
    "default",
    "attachedToRef",
    "calledElement",
    "cancelActivity",
    "messageRef",
    f"{_OWN}nameEn",
}
_TOLD_WITHIN = {"id", "isSequential", "messageRef"}
_OUTER = {"incoming", "outgoing", "sequenceFlow", "laneSet", "textAnnotation", "association", "group",
          "documentation", *FLOW_NODES}  # fmt: skip
_OWN_TOLD: Mapping[str, set[str]] = {
    "task": {"form", "due", "nameEn"},
    "assignment": {"roles", "scope", "assignee"},
    "separation": {"from", "when"},
    "operation": {"name", "result"},
    "decision": {"ref", "result"},
    "call": {"name", "result"},
    "parameter": {"name", "value"},
    "milestone": {"name"},
    "milestones": {"names", "namesEn"},
    "basis": {"clause"},
    "action": {"label", "labelEn", "when", "form", "roles", "scope", "assignee"},
    "start": {
        "form", "roles", "kind", "office", "respondent", "school", "title", "label", "labelEn", "respondents",
    },
    "calendar": {"when", "kind", "office", "respondents", "title"},
    "receive": {"kind", "office", "source", "title"},
    "loop": {"collection", "element"},
}  # fmt: skip
REST = "其他设置"


def notation_of(node: etree._Element, root: etree._Element) -> Iterator[tuple[str, str]]:
    """(label, value). The value under REST is not for people."""
    yield "说明", " ".join("".join(map(str, n.itertext())) for n in node.iterfind(f"{_B}documentation"))
    yield "事件类型", "、".join(word for name, word in _EVENTS.items() if node.find(_B + name) is not None)
    yield "收发的消息", _message(node, root)
    if etree.QName(node).localname == "boundaryEvent":
        stops = node.get("cancelActivity") != "false"
        yield "触发以后", "原步骤停止" if stops else "原步骤继续"
    loop = node.find(f"{_B}multiInstanceLoopCharacteristics")
    if loop is not None:
        yield "逐项的先后", "一项办完再办下一项" if loop.get("isSequential") == "true" else "各项同时办"
    yield REST, rest_of(node)


def rest_of(node: etree._Element) -> str:
    """All that nothing else tells, in one spelling; empty for most."""
    bare = copy.deepcopy(node)
    _prune(bare, _TOLD)
    etree.cleanup_namespaces(bare)
    if not bare.attrib and not len(bare) and not bare.text:
        return ""
    return etree.tostring(bare, method="c14n").decode()


def _prune(node: etree._Element, told: set[str]) -> None:
    for attribute in [a for a in node.attrib if str(a) in told]:
        del node.attrib[attribute]
    node.text = (node.text or "").strip() or None
    node.tail = None
    for child in list(node):
        if not isinstance(child.tag, str) or _is_outer(child):
            node.remove(child)
            continue
        name = etree.QName(child).localname
        _prune(child, _OWN_TOLD.get(name, set()) if _is_own(child) else _TOLD_WITHIN)
        if _says_nothing(child):
            node.remove(child)


def _is_own(node: etree._Element) -> bool:
    return str(node.tag).startswith(_OWN)


def _is_outer(node: etree._Element) -> bool:
    name = etree.QName(node)
    return name.namespace == BPMN and name.localname in _OUTER


def _says_nothing(node: etree._Element) -> bool:
    """An event of a kind that is told, a timer that is told, and everything of ours that was emptied."""
    name = etree.QName(node).localname
    if name in {"timeDate", "timeDuration"} or (name == "extensionElements" and not len(node)):
        return True
    known = (_is_own(node) and name in _OWN_TOLD) or name in _EVENTS or "multiInstance" in name
    return known and not node.attrib and not len(node) and not node.text


def _message(node: etree._Element, root: etree._Element) -> str:
    event = node.find(f"{_B}messageEventDefinition")
    key = node.get("messageRef") or (event.get("messageRef") if event is not None else None)
    named = (m.get("name") for m in root.iterfind(f"{_B}message") if m.get("id") == key)
    return f"“{next(named, None) or key}”" if key else ""

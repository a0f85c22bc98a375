"""What there is to say of an element, label by label, in the words of the people who edit it."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from processes.differences.values import Glossary
from processes.vocabulary import Call, Element, Separation

_KINDS = {
    "startEvent": "开始事件", "endEvent": "结束事件", "userTask": "任务", "serviceTask": "自动步骤",
    "businessRuleTask": "决策", "callActivity": "调用", "subProcess": "子流程", "exclusiveGateway": "排他网关",
    "parallelGateway": "并行网关", "inclusiveGateway": "包容网关", "eventBasedGateway": "事件网关",
    "intermediateCatchEvent": "等待事件", "intermediateThrowEvent": "发出事件", "boundaryEvent": "边界事件",
    "receiveTask": "接收任务",
}  # fmt: skip
# What is told in a better way than as the rest.
_SAID = {"roles", "assignment", "label"}
_UNITS = {"WD": "个工作日", "SD": "个服务日", "CD": "天"}
_DUE = re.compile(r"(\d+)\s*(WD|SD|CD)")


def kind_name(element: Element) -> str:
    return _KINDS.get(element.kind, "元素")


def called(element: Element) -> str:
    """任务“校长审定”; of an element without a name only what it is."""
    return f"{kind_name(element)}“{element.name}”" if element.name else f"没有名称的{kind_name(element)}"


def attributes_of(element: Element, words: Glossary) -> dict[str, str]:
    """Only what is set. Two elements that mean the same have the same."""
    return {label: value for label, value in _attributes(element, words) if value}


def _attributes(element: Element, words: Glossary) -> Iterator[tuple[str, str]]:
    yield "名称", element.name
    yield "英文名称", element.name_en
    yield from _people(element, words)
    yield "表单", f"“{words.named('form', element.form)}”" if element.form else ""
    yield "时限", due_in_words(element.due)
    yield "阶段", f"“{element.milestone}”" if element.milestone else ""
    yield "依据", f"“{element.clause}”" if element.clause else ""
    yield "自动操作", _call(element.operation, words.operation) if element.operation else ""
    yield "决策表", _call(element.decision, partial(words.named, "table")) if element.decision else ""
    yield "调用的流程", _process(element, words)
    yield "调用的参数", _call(element.call, lambda _: "参数") if element.call else ""
    yield (
        "逐项办理",
        f"“{element.loop.collection}”里的每一项（{element.loop.element}）" if element.loop else "",
    )
    yield "时间", f"“{_plain(element.timer)}”" if element.timer else ""
    yield "附着的位置", "另一个元素" if element.attached_to else ""
    yield from _events(element, words)


def _people(element: Element, words: Glossary) -> Iterator[tuple[str, str]]:
    if element.kind == "userTask" and element.assignment is not None:
        own = element.assignment
        roles = "、".join(map(words.role, own.roles))
        yield (
            "办理人",
            f"{words.scope(own.scope)}的{roles}{f'（指定“{own.assignee}”）' if own.assignee else ''}",
        )
    separations = "；".join(_apart(separation, words) for separation in element.separations)
    yield "须回避的人", separations


def _apart(separation: Separation, words: Glossary) -> str:
    done = "、".join(words.named("element", key) for key in separation.elements)
    return f"办过“{done}”的人{f'（当“{_plain(separation.when)}”）' if separation.when else ''}"


def _events(element: Element, words: Glossary) -> Iterator[tuple[str, str]]:
    if element.action:
        own = element.action.assignment
        who = f"{words.scope(own.scope)}的{'、'.join(map(words.role, own.roles))}"
        yield "页面上的操作", f"“{element.action.label}”（{who}，{_rest(element.action)}）"
    starts = [
        f"{'、'.join(map(words.role, s.roles))}用表单“{words.named('form', s.form)}”（{_rest(s)}）"
        for s in element.starts
    ]
    yield "发起方式", "；".join(starts)
    yield (
        "按日程发起",
        f"当“{_plain(element.calendar.when)}”（{_rest(element.calendar)}）" if element.calendar else "",
    )
    yield "接收的消息", f"“{element.receive.message}”（{_rest(element.receive)}）" if element.receive else ""


def _rest(found: object) -> str:
    """Everything else that is said there, so that no change goes unseen."""
    return "，".join(_plain(str(v)) for k, v in vars(found).items() if v and k not in _SAID)


def _process(element: Element, words: Glossary) -> str:
    return f"“{words.named('process', element.called_element)}”" if element.called_element else ""


def _call(call: Call, name: Callable[[str], str]) -> str:
    said = "，".join(f"{key} = {_plain(value)}" for key, value in sorted(call.parameters.items()))
    result = f"，结果记为 {call.result}" if call.result else ""
    return f"“{name(call.name)}”{f'（{said}）' if said else ''}{result}"


def due_in_words(due: str | None) -> str:
    """``5 WD`` as 5个工作日; an expression as it is written."""
    if not due:
        return ""
    found = _DUE.fullmatch(due.strip())
    return f"{found[1]}{_UNITS[found[2]]}" if found else f"“{_plain(due)}”"


def _plain(text: str | None) -> str:
    return " ".join((text or "").removeprefix("=").split())

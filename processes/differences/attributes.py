"""What there is to say of an element, label by label, in the words of the people who edit it."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from processes.differences.expressions import spoken
from processes.differences.values import Glossary
from processes.vocabulary import Call, Element, Separation
from processes.vocabulary.words import KIND_NAMES

# What an action, a start or a message says beside who and on which form.
_PARTS = {
    "message": "消息", "label_en": "英文名称", "form": "表单", "when": "条件", "kind": "事项", "office": "承办科室",
    "respondent": "责任单位", "respondents": "各责任单位", "school": "学校", "title": "标题", "source": "来源",
    "label": "名称",
}  # fmt: skip
_UNITS = {"WD": "个工作日", "SD": "个服务日", "CD": "天"}
_DUE = re.compile(r"(\d+)\s*(WD|SD|CD)")


def kind_name(element: Element) -> str:
    return KIND_NAMES.get(element.kind, "元素")


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
    yield from _call("自动操作", element.operation, words.operation, words)
    yield from _call("决策表", element.decision, partial(words.named, "table"), words)
    yield (
        "调用的流程",
        f"“{words.named('process', element.called_element)}”" if element.called_element else "",
    )
    yield from _call("调用", element.call, lambda _: "", words)
    if element.loop:
        yield "逐项办理", f"“{spoken(element.loop.collection)}”里的每一项（记为“{element.loop.element}”）"
    yield "时间", f"“{spoken(element.timer)}”" if element.timer else ""
    yield "附着的步骤", _element(element, element.attached_to, words) if element.attached_to else ""
    yield from _events(element, words)


def _people(element: Element, words: Glossary) -> Iterator[tuple[str, str]]:
    own = element.assignment
    if element.kind == "userTask" and own is not None:
        chosen = f"（指定“{spoken(own.assignee)}”）" if own.assignee else ""
        yield "办理人", f"{words.people(own.roles, own.scope)}{chosen}"
    yield "须回避的人", "；".join(_apart(element, separation, words) for separation in element.separations)


def _apart(element: Element, separation: Separation, words: Glossary) -> str:
    done = "、".join(_element(element, key, words) for key in separation.elements)
    return f"办过{done}的人{f'（当“{spoken(separation.when)}”）' if separation.when else ''}"


def _element(near: Element, key: str, words: Glossary) -> str:
    return f"“{words.named('element', f'{near.process}/{key}', key)}”"


def _events(element: Element, words: Glossary) -> Iterator[tuple[str, str]]:
    if element.action:
        own = element.action.assignment
        who = words.people(own.roles, own.scope)
        yield "页面上的操作", f"“{element.action.label}”（{who}，{_rest(element.action, words)}）"
    starts = [
        f"{'、'.join(map(words.role, s.roles))}用表单“{words.named('form', s.form)}”（{_rest(s, words)}）"
        for s in element.starts
    ]
    yield "发起方式", "；".join(starts)
    calendar, receive = element.calendar, element.receive
    yield "按日程发起", f"当“{spoken(calendar.when)}”（{_rest(calendar, words)}）" if calendar else ""
    yield "接收的消息", f"“{receive.message}”（{_rest(receive, words)}）" if receive else ""


def _rest(found: object, words: Glossary) -> str:
    """Everything else that is said there, so that no change goes unseen."""
    return "，".join(
        f"{_PARTS[key]}：{_part(key, str(value), words)}"
        for key, value in vars(found).items()
        if value and key in _PARTS
    )


def _part(key: str, value: str, words: Glossary) -> str:
    if key == "form":
        return words.named("form", value)
    return words.named(key, value) if key in {"office", "kind"} else _value(value)


def _call(
    label: str, call: Call | None, name: Callable[[str], str], words: Glossary
) -> Iterator[tuple[str, str]]:
    """What is called, and each parameter by itself."""
    if call is None:
        return
    yield label, f"“{name(call.name)}”" if name(call.name) else ""
    for key, value in sorted(call.parameters.items()):
        known = words.names.get(f"letter:{value}") if key == "letter" else None
        yield f"{label}的参数“{words.named('parameter', key)}”", f"{f'“{known}”' if known else _value(value)}"
    yield f"{label}的结果", f"记为“{call.result}”" if call.result else ""


def _value(text: str) -> str:
    """A value as it is given; one that begins with ``=`` is worked out."""
    return f"算式“{spoken(text)}”" if text.startswith("=") else f"“{text}”"


def due_in_words(due: str | None) -> str:
    """``5 WD`` as 5个工作日; an expression as it is written."""
    if not due:
        return ""
    found = _DUE.fullmatch(due.strip())
    return f"{found[1]}{_UNITS[found[2]]}" if found else f"“{spoken(due)}”"

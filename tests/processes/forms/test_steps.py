"""Steps divide the fields of a form and name groups of papers; every fault is told."""

import json
from typing import Any

import pytest

from processes.forms import FormStep, InvalidForm, Text, read_form

FIELDS = [{"name": name, "type": "text", "label": name} for name in ("甲", "乙")]
FIRST = {
    "key": "subject",
    "title": {"zh": "主体信息", "en": "Who you are"},
    "fields": ["甲"],
    "help": "先填这里。",
}
SECOND = {"key": "licences", "title": "资质证照", "fields": ["乙"], "papers": ["licences"]}


def form_with(*steps: Any) -> bytes:
    return json.dumps({"title": "表", "fields": FIELDS, "steps": list(steps)}, indent=1).encode()


def faults_of(content: bytes) -> list[tuple[str, str, int]]:
    with pytest.raises(InvalidForm) as refused:
        read_form("trial", content)
    return [(fault.field, fault.message, fault.line) for fault in refused.value.faults]


def test_steps_are_read_in_order_with_their_fields_and_papers() -> None:
    form = read_form("trial", form_with(FIRST, SECOND))
    assert form.steps == (
        FormStep("subject", Text("主体信息", "Who you are"), Text("先填这里。"), ("甲",)),
        FormStep("licences", Text("资质证照"), None, ("乙",), ("licences",)),
    )


def test_a_form_without_steps_is_one_page() -> None:
    assert read_form("trial", json.dumps({"title": "表", "fields": FIELDS}).encode()).steps == ()


@pytest.mark.parametrize(
    ("first", "second", "field", "said"),
    [
        ({"fields": ["甲", "丙"]}, {}, "丙", "表单没有它"),
        ({"fields": ["甲", "乙"]}, {}, "乙", "放进了 2 个步骤"),
        ({"fields": ["甲", "甲"]}, {}, "甲", "放进了 2 个步骤"),
        ({}, {"fields": []}, "乙", "没有放进任何步骤"),
        ({"papers": ["licences"]}, {}, "steps", "材料组 licences 在 2 处出现"),
        ({}, {"key": "subject"}, "steps", "步骤 subject 重复"),
    ],
)
def test_each_field_stands_in_exactly_one_step(
    first: dict[str, Any], second: dict[str, Any], field: str, said: str
) -> None:
    found = faults_of(form_with({**FIRST, **first}, {**SECOND, **second}))
    assert [(name, said in message) for name, message, _ in found] == [(field, True)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fields": [], "papers": []}, "是空的"),
        ({"colour": "red"}, "不认识的属性 colour"),
        ({"key": ""}, "步骤的 key"),
        ({"key": "第一步"}, "步骤的 key"),
        ({"key": 1}, "key 应当是文字"),
        ({"papers": ["资质"]}, "材料组只含"),
        ({"papers": [1]}, "papers 应当是名称的列表"),
        ({"fields": "甲"}, "fields 应当是列表"),
        ({"title": ""}, "缺少 title"),
        ({"help": {"en": "x"}}, "缺少 zh"),
    ],
)
def test_a_step_that_could_not_be_shown_is_refused_in_words(changes: dict[str, Any], said: str) -> None:
    found = faults_of(form_with(FIRST, {**SECOND, **changes}))
    assert any(said in message for _, message, _ in found)


def test_a_fault_of_a_step_stands_on_its_line() -> None:
    content = form_with(FIRST, {**SECOND, "colour": "red"})
    line = next(line for name, _, line in faults_of(content) if name == "steps 第 2 项")
    assert '"licences"' in content.decode().splitlines()[line]


@pytest.mark.parametrize("steps", [{}, [1], [[]], [FIRST, None]])
def test_steps_that_are_none_are_refused(steps: Any) -> None:
    content = json.dumps({"title": "表", "fields": FIELDS, "steps": steps}).encode()
    assert faults_of(content)

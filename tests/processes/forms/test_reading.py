"""A form or letter definition is read strictly: every fault is named with its field and line."""

import json
from typing import Any

import pytest

from processes.bundle import DEFINITIONS
from processes.forms import InvalidForm, read_form
from processes.letters import InvalidLetter, read_letter
from tests.processes.hostile.seeds import FORM, LETTER

FIELD = {"name": "x", "type": "text", "label": "甲"}


def form_with(**changes: Any) -> bytes:
    return json.dumps({"title": "表", "fields": [{**FIELD, **changes}]}, indent=1).encode()


def letter_with(**changes: Any) -> bytes:
    return json.dumps({**LETTER, **changes}, indent=1).encode()


def faults_of(content: bytes) -> list[tuple[str, str, int]]:
    with pytest.raises(InvalidForm) as refused:
        read_form("trial", content)
    return [(fault.field, fault.message, fault.line) for fault in refused.value.faults]


def test_every_form_and_letter_that_is_shipped_is_read() -> None:
    forms = [read_form(path.stem, path.read_bytes()) for path in DEFINITIONS.glob("*/forms/*.json")]
    letters = [read_letter(path.stem, path.read_bytes()) for path in DEFINITIONS.glob("*/letters/*.json")]
    assert len(forms) >= 22
    assert len(letters) >= 5
    assert read_form("trial", json.dumps(FORM).encode()).fields[-1].columns[1].roles == ("RL-03",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, "不认识的属性 colour"),
        ({"options": []}, "不认识的属性 options"),
        ({"type": "script"}, "type “script” 不存在"),
        ({"type": ["text"]}, "不存在，可以用"),
        ({"type": "choice"}, "至少要有一个选项"),
        ({"type": "choice", "options": [{"value": "a", "label": "甲"}] * 2}, "选项 a 重复"),
        ({"type": "table"}, "至少要有一列"),
        ({"type": "table", "columns": [{**FIELD, "type": "table"}]}, "type “table” 不存在"),
        ({"type": "table", "columns": [FIELD, FIELD]}, "列名 x 重复"),
        ({"type": "file", "minimum": -1}, "0 到 200 的整数"),
        ({"type": "file", "multiple": "yes"}, "应当是 true 或 false"),
        ({"label": ""}, "缺少 label"),
        ({"label": {"en": "x"}}, "缺少 zh"),
        ({"label": 5}, "缺少 label"),
        ({"label": "甲" * 201}, "最多 200 个字"),
        ({"label": "甲\u202e乙"}, "控制字符"),
        ({"label": "\ud800"}, "控制字符"),
        ({"required": "= ("}, "有误"),
        ({"visible": "= system(1)"}, "函数 system 不存在"),
        ({"visible": "= x.__class__"}, "不能写 __class__"),
        ({"default": {"typename": "x"}}, "default 应当是"),
        ({"default": "= 1 +"}, "有误"),
        ({"rules": [{"rule": "= 1 = 1"}]}, "缺少 message"),
        ({"rules": [{"rule": "", "message": "错"}]}, "缺少 rule"),
        ({"rules": "= 1 = 1"}, "rules 应当是列表"),
    ],
)
def test_a_fault_of_a_field_names_the_field_and_its_line(changes: dict[str, Any], said: str) -> None:
    found = [fault for fault in faults_of(form_with(**changes)) if said in fault[1]]
    assert found
    assert (found[0][0], found[0][2]) == ("x", 4)


@pytest.mark.parametrize("name", ["typename", "__class__", "a.b", "a b", "1", "", None, 7, "x" * 65])
def test_a_field_that_could_not_be_named_in_an_expression_is_refused(name: Any) -> None:
    assert any("字段名（name）" in said for _, said, _ in faults_of(form_with(name=name)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是完整的 JSON"),
        (b"{", "不是完整的 JSON"),
        (b"[]", "最外层"),
        (b'"x"', "最外层"),
        (b'{"title": "x", "title": "y"}', "写了两次"),
        (b'{"title": NaN}', "NaN 不是数字"),
        (b'{"title": ' + b"9" * 5_000 + b"}", "太长"),
        (b'{"title": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", "嵌套"),
        (b'{"title": "' + b"x" * 70_000 + b'"}', "超过 64 KB"),
        ('{"title": "字"}'.encode("utf-16"), "UTF-8"),
        (b'{"title": "x", "fields": [1]}', "一对花括号"),
        (b'{"title": "x", "decision": {"name": "o"}}', "至少要有一个按钮"),
        (b'{"fields": []}', "缺少 title"),
        (b'{"title": "x", "script": "1"}', "不认识的属性 script"),
    ],
)
def test_what_is_no_form_at_all_is_refused_in_words(content: bytes, said: str) -> None:
    assert any(said in message for _, message, _ in faults_of(content))


def test_all_faults_are_told_together() -> None:
    fields = [{**FIELD, "type": "script"}, {**FIELD, "label": ""}, {**FIELD, "name": "y", "colour": 1}]
    said = faults_of(json.dumps({"title": "", "fields": fields, "more": 1}).encode())
    assert {name for name, _, _ in said} == {"", "x", "y"}
    assert len(said) == 6


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "M"}, "id 应当与文件名一致"),
        ({"layout": "poster"}, "layout “poster” 不存在"),
        ({"seal": "x"}, "不认识的属性 seal"),
        ({"title": "函{{1 +}}"}, "有误"),
        ({"title": "函{{1"}, "没有成对"),
        ({"contact": "{{system(1)}}"}, "函数 system 不存在"),
        ({"attachments": [1]}, "应当是文字"),
        ({"paragraphs": [{"style": "huge", "text": "x"}]}, "style “huge” 不存在"),
        ({"paragraphs": [{"style": "body"}]}, "缺少 text"),
        ({"paragraphs": [{"text": "x", "when": "= ("}]}, "when 的表达式"),
        ({"paragraphs": [{"table": {"columns": [{"label": "甲"}], "rows": "= []", "cells": ["1", "2"]}}]}, "一样多"),
        ({"paragraphs": [{"table": {"columns": [{"label": "甲"}], "cells": ["1"]}}]}, "缺少 rows"),
        ({"paragraphs": [{"table": {"columns": [{"label": "甲", "width": 900}], "rows": "= []", "cells": ["1"]}}]}, "156"),
    ],
)  # fmt: skip
def test_a_letter_that_could_not_be_filled_in_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidLetter, match=said) as refused:
        read_letter("L", letter_with(**changes))
    assert all(fault.line for fault in refused.value.faults)

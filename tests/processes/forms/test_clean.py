"""Only declared fields are read, every value is typed, and what is wrong is said in a sentence."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes import feel
from processes.forms import FormRejected, FormSchema, InvalidForm, clean, read_form

POISON = [
    "typename",
    "__builtins__",
    "__class__",
    "approved",
    "case",
    "findings",
    "today",
    "outcome2",
    "workdays",
]


def form(*fields: Mapping[str, Any], **rest: Any) -> FormSchema:
    raw = {"title": "表", "fields": [{"label": "甲", **field} for field in fields], **rest}
    return read_form("trial", json.dumps(raw).encode())


def evaluate(expression: str, values: Mapping[str, Any]) -> Any:
    return feel.parse(expression).evaluate({k: feel.from_json(v) for k, v in values.items()})


def values(schema: FormSchema, **raw: Any) -> Mapping[str, Any]:
    return clean(schema, raw, evaluate).values


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        ("text", "  一行\n两行 ", "一行 两行"),
        ("long_text", "一行\r\n两行\x00", "一行\n两行"),
        ("number", "1,200", 1200),
        ("number", "2.5", 2.5),
        ("money", "12.5", "12.50"),
        ("date", "2026/05/12", "2026-05-12"),
        ("date", " 2026年5月12日", "2026-05-12"),
        ("date", "2026.5.12", "2026-05-12"),
        ("yes_no", "true", True),
        ("yes_no", "", None),
        ("person", "12", "12"),
        ("table", "", []),
    ],
)
def test_each_type_keeps_its_json_value(kind: str, raw: Any, kept: Any) -> None:
    own = {"columns": [{"name": "n", "type": "number", "label": "数"}]} if kind == "table" else {}
    assert values(form({"name": "x", "type": kind, **own}), x=raw)["x"] == kept


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        ("number", "十二", "不是数字"),
        ("number", "1e400", "太大"),
        ("money", "1.234", "两位小数"),
        ("date", "5月12日", "2026-05-12"),
        ("date", "2026-02-30", "不是日期"),
        ("yes_no", "也许", "选择是或否"),
        ("text", ["a"], "要填文字"),
        ("person", "1 or 1=1", "从列表中选择"),
        ("long_text", "字" * 10_001, "最多 10000 个字"),
    ],
)
def test_a_wrong_value_gets_a_sentence(kind: str, raw: Any, said: str) -> None:
    with pytest.raises(FormRejected) as rejected:
        values(form({"name": "x", "type": kind}), x=raw)
    assert said in rejected.value.errors["x"][0]


def test_a_required_field_is_asked_for_only_when_its_condition_holds() -> None:
    schema = form(
        {"name": "result", "type": "text"},
        {"name": "reason", "type": "text", "label": "理由", "required": '= result = "fail"'},
    )
    assert values(schema, result="pass")["reason"] is None
    with pytest.raises(FormRejected, match="请填写“理由”"):
        values(schema, result="fail")


def test_an_invisible_field_is_not_kept_whatever_was_posted() -> None:
    schema = form({"name": "a", "type": "yes_no"}, {"name": "b", "type": "number", "visible": "= a = true"})
    assert "b" not in values(schema, a="false", b="not even a number")


@pytest.mark.parametrize(
    ("name", "decision", "left_out", "row", "rest"),
    [
        ("rectify/forms/verify", "dismissed", "items", {"n": "1", "fact": ""}, {"comment": "查无此事"}),
        ("insp_month/forms/plan", "none", "visits", {"on": "13月", "lead": ""}, {"why_none": "全区统考"}),
        ("visit_guid/forms/guid_plan", "none", "visits", {"on": "", "lead": ""}, {"why_none": "全区统考"}),
        (
            "rectify/forms/report",
            "submitted",
            "returned",
            {"n": "1", "send_back": "也许"},
            {"summary": "已改"},
        ),
    ],
)
def test_rows_that_were_prefilled_for_another_decision_stand_in_nobodys_way(
    name: str, decision: str, left_out: str, row: Mapping[str, str], rest: Mapping[str, str]
) -> None:
    schema = read_form(name, (Path("processes/definitions") / f"{name}.json").read_bytes())
    schema = replace(schema, fields=tuple(f for f in schema.fields if f.name in {left_out, *rest}))
    raw = {"outcome": decision, left_out: [row], **rest}
    assert clean(schema, raw, evaluate).values == {"outcome": decision, **rest}


def test_what_hangs_on_an_answer_that_cannot_be_read_is_asked_when_it_can() -> None:
    rule = {"rule": "= c != string(a)", "message": "两个要不一样。"}
    schema = form(
        {"name": "a", "type": "number"},
        {"name": "b", "type": "text", "label": "理由", "required": "= not(a = 1)"},
        {"name": "c", "type": "text", "rules": [rule]},
    )
    for raw, wrong in (({"a": "一", "c": "x"}, {"a"}), ({"a": "2", "c": "2"}, {"b", "c"})):
        with pytest.raises(FormRejected) as rejected:
            values(schema, **raw)
        assert set(rejected.value.errors) == wrong


def test_what_does_not_show_is_no_reason_to_ask_for_something_else() -> None:
    schema = form(
        {"name": "a", "type": "yes_no"},
        {"name": "b", "type": "text", "visible": "= a = true"},
        {"name": "c", "type": "text", "required": "= b = null"},
        {"name": "d", "type": "text", "required": '= b = "x"'},
    )
    assert values(schema, a="false", b="x", c="y") == {"a": False, "c": "y", "d": None}


def test_the_decision_must_be_one_of_the_buttons() -> None:
    schema = form(decision={"name": "outcome", "options": [{"value": "go", "label": "通过"}]})
    assert clean(schema, {"outcome": "go"}, evaluate).variables == {"outcome": "go"}
    for wrong in ("stay", None):
        with pytest.raises(FormRejected):
            values(schema, outcome=wrong)


def test_a_table_names_the_row_that_is_wrong() -> None:
    column = {"name": "n", "type": "number", "label": "数", "required": True}
    schema = form({"name": "rows", "type": "table", "columns": [column]})
    with pytest.raises(FormRejected, match="第 2 行"):
        values(schema, rows=[{"n": 1}, {"n": ""}])


def test_rows_that_were_given_out_twice_come_back_twice_and_no_more() -> None:
    columns = [{"name": "rate", "type": "text", "label": "标准", "readonly": True}]
    rows = '= for x in ["80元", "80元", "90元"] return {rate: x}'
    schema = form({"name": "rates", "type": "table", "fixed": True, "columns": columns, "rows": rows})
    given = [{"rate": "80元"}, {"rate": "80元"}, {"rate": "90元"}]
    assert values(schema, rates=given)["rates"] == given
    for wrong in (given[1:], [*given, given[0]], [given[0], given[2], given[2]]):
        with pytest.raises(FormRejected, match="行与登记的不一致"):
            values(schema, rates=wrong)


def test_all_problems_are_said_at_once() -> None:
    schema = form({"name": "a", "type": "date"}, {"name": "b", "type": "text", "required": True})
    with pytest.raises(FormRejected) as rejected:
        values(schema, a="x")
    assert set(rejected.value.errors) == {"a", "b"}


def test_a_rule_is_checked_over_the_form_s_own_fields() -> None:
    rule = {"rule": "= to >= since", "message": "结束要在开始之后。"}
    schema = form({"name": "since", "type": "number"}, {"name": "to", "type": "number", "rules": [rule]})
    assert values(schema, since=1, to=2)
    with pytest.raises(FormRejected, match="结束要在开始之后"):
        values(schema, since=2, to=1)


@given(st.dictionaries(st.sampled_from(POISON), st.recursive(st.text() | st.integers(), st.lists)))
def test_undeclared_keys_never_get_through(poison: dict[str, Any]) -> None:
    schema = form({"name": "note", "type": "text"}, {"name": "ok", "type": "yes_no", "variable": True})
    cleaned = clean(schema, {**poison, "note": "x"}, evaluate)
    assert cleaned.values == {"note": "x", "ok": None}
    assert cleaned.variables == {"ok": None}


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"title": "x", "fields": [{"name": "a", "type": "script"}]}']
)
def test_a_broken_definition_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidForm):
        read_form("broken", content)


def test_what_facts_offer_may_be_chosen_beside_the_options_and_nothing_else() -> None:
    offers = '= if kind = "term" then ["第一学期", "第二学期"] else null'
    asked = form(
        {"name": "kind", "type": "text"},
        {
            "name": "when",
            "type": "choice",
            "options": [{"value": "later", "label": "以后"}],
            "offers": offers,
        },
    )
    assert values(asked, kind="term", when="第二学期")["when"] == "第二学期"
    assert values(asked, kind="year", when="later")["when"] == "later"
    assert values(asked, kind="year")["when"] is None
    for kind, chosen in (("term", "第三学期"), ("year", "第一学期"), ("term", "later第一学期")):
        with pytest.raises(FormRejected) as refused:
            values(asked, kind=kind, when=chosen)
        assert refused.value.errors == {"when": ["“甲”请从给出的选项中选择。"]}


def test_what_is_offered_in_a_row_depends_on_the_row() -> None:
    columns = [
        {"name": "known", "type": "text", "label": "已知"},
        {"name": "picked", "type": "choices", "label": "选中", "offers": "= [known]"},
    ]
    asked = form({"name": "rows", "type": "table", "columns": columns})
    assert values(asked, rows=[{"known": "甲", "picked": ["甲"]}])["rows"] == [
        {"known": "甲", "picked": ["甲"]}
    ]
    with pytest.raises(FormRejected):
        values(asked, rows=[{"known": "甲", "picked": ["甲", "乙"]}])


def test_what_is_wrong_with_many_rows_is_said_once() -> None:
    columns = [{"name": "result", "type": "text", "label": "结果", "required": True}]
    asked = form({"name": "rows", "type": "table", "columns": columns})
    given = [{"result": said} for said in ("", "", "", "好", "")]
    with pytest.raises(FormRejected) as refused:
        values(asked, rows=given)
    assert refused.value.errors == {"rows": ["第 1—3、5 行：请填写“结果”。"]}

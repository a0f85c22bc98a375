"""A checklist is read item by item, and its answers come back as contexts that expressions can count."""

import json
from typing import Any

import pytest

from processes.forms import FormRejected, FormSchema, InvalidForm, clean, read_form
from tests.processes.forms.test_clean import evaluate

PHOTO = "0b5cad00-0000-4000-8000-000000000001"
GROUPS = [
    {"title": {"zh": "课程", "en": "Courses"}, "items": [
        {"code": "C-01", "text": "教案", "weight": 2, "clause": "实施方案三（二）3"},
        {"code": "C-02", "text": {"zh": "反思", "en": "Reflection"}},
    ]},
    {"title": "机构", "items": [{"code": "C-20", "text": "名单", "weight": 6, "red": True, "finding": "VF-1"}]},
]  # fmt: skip


def form(groups: Any = GROUPS, **changes: Any) -> FormSchema:
    field = {"name": "items", "type": "checklist", "label": "检查", "groups": groups, **changes}
    return read_form("trial", json.dumps({"title": "表", "fields": [field]}).encode())


def items(raw: Any, **changes: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = clean(form(**changes), {"items": raw}, evaluate).values["items"]
    return found


def refused(raw: Any, **changes: Any) -> list[str]:
    with pytest.raises(FormRejected) as rejected:
        items(raw, **changes)
    return list(rejected.value.errors["items"])


ALL_MET = [{"code": code, "result": "met"} for code in ("C-01", "C-02", "C-20")]


def test_every_item_becomes_a_context_in_the_order_of_the_form() -> None:
    short = {"code": "C-20", "result": "not_met", "fact": " 无证 ", "photos": [PHOTO]}
    found = items([short, *ALL_MET[:2]])
    assert [item["code"] for item in found] == ["C-01", "C-02", "C-20"]
    assert found[2] == {
        "code": "C-20", "text": "名单", "weight": 6, "red": True, "clause": "", "finding": "VF-1",
        "result": "not_met", "fact": "无证", "photos": [PHOTO],
    }  # fmt: skip
    assert (found[0]["weight"], found[0]["clause"], found[1]["text"]) == (2, "实施方案三（二）3", "反思")


def test_all_that_is_missing_is_said_at_once() -> None:
    said = refused([{"code": "C-01", "result": "partly"}])
    assert said == ["“检查”还有 2 项未评：C-02、C-20。", "C-01：请写明看到的情况。"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"result": "good"}, "C-01：请从符合、部分、不符、不适用中选一个。"),
        ({"result": ["met"]}, "C-01：请从符合、部分、不符、不适用中选一个。"),
        ({"result": "not_met", "fact": " \n"}, "C-01：请写明看到的情况。"),
        ({"result": "not_met", "fact": "字" * 501}, "最多 500 个字"),
        ({"result": "not_met", "fact": ["x"]}, "要填文字"),
        ({"result": "met", "photos": ["../etc"]}, "请从列表中选择"),
        ({"result": "met", "photos": [PHOTO[:-2] + f"{n:02}" for n in range(21)]}, "最多 20 张照片"),
    ],
)
def test_a_wrong_answer_names_its_item(answer: dict[str, Any], words: str) -> None:
    said = refused([{"code": "C-01", **answer}, *ALL_MET[1:]])
    assert len(said) == 1
    assert "C-01" in said[0]
    assert words in said[0]


@pytest.mark.parametrize("raw", ["met", 5, [1], [["C-01"]], [{"code": 7}], {"C-01": 3}, [{"code": "C-99"}]])
def test_what_is_no_list_of_answers_is_refused_in_words(raw: Any) -> None:
    assert "检查" in refused(raw)[0]


def test_short_hand_answers_all_items_that_are_not_named() -> None:
    found = items({"*": "met", "C-01": {"result": "partly", "fact": "两份缺"}, "C-20": "not_applicable"})
    assert [item["result"] for item in found] == ["partly", "met", "not_applicable"]


def test_an_item_may_stay_open_only_where_the_form_allows_it() -> None:
    assert [item["result"] for item in items([], required=False)] == [None, None, None]
    assert "3 项未评" in refused([])[0]
    assert "3 项未评" in refused(None, required="= true")[0]


def test_a_list_that_does_not_show_is_not_asked_for() -> None:
    assert "items" not in clean(form(visible="= false"), {}, evaluate).values


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([], "至少要有一项"),
        ([{"title": "空", "items": []}], "至少要有一项"),
        ([{"items": [{"code": "甲", "text": "x"}]}], "只含英文字母"),
        ([{"items": [{"code": "*", "text": "x"}]}], "只含英文字母"),
        ([{"items": [{"code": "A", "text": "x"}, {"code": "A", "text": "y"}]}], "检查项 A 重复"),
        ([{"items": [{"code": "A"}]}], "缺少 text"),
        ([{"items": [{"code": "A", "text": "x", "weight": 0}]}], "weight 应当是 1 到 100 的整数"),
        ([{"items": [{"code": "A", "text": "x", "weight": 1.5}]}], "weight 应当是"),
        ([{"items": [{"code": "A", "text": "x", "red": "yes"}]}], "red 应当是 true 或 false"),
        ([{"items": [{"code": "A", "text": "x", "score": 1}]}], "不认识的属性 score"),
        ([{"heading": "x", "items": [{"code": "A", "text": "x"}]}], "不认识的属性 heading"),
        ("C-01", "groups 应当是列表"),
        ([{"items": [{"code": f"A{n}", "text": "x"} for n in range(150)]} for _ in (1, 2)], "最多 200 项"),
    ],
)
def test_a_faulty_checklist_is_refused_with_the_name_of_its_field(groups: Any, said: str) -> None:
    with pytest.raises(InvalidForm) as refusal:
        form(groups)
    assert any(said in fault.message and fault.field == "items" for fault in refusal.value.faults)


def test_a_checklist_cannot_stand_in_a_table() -> None:
    column = {"name": "x", "type": "checklist", "label": "乙", "groups": GROUPS}
    raw = {"title": "表", "fields": [{"name": "t", "type": "table", "label": "甲", "columns": [column]}]}
    with pytest.raises(InvalidForm, match="checklist"):
        read_form("trial", json.dumps(raw).encode())

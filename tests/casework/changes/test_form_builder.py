"""The form builder through HTTP: rights, saving, two at once, and what is typed wrongly."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from casework.changes.models import ChangeSet
from casework.changes.services import abandon
from casework.policy.models import PolicyDocument
from processes.models import Draft
from tests.casework.changes.authoring import FORM, SMALL, Author
from tests.casework.changes.conftest import AT, Bureau

pytestmark = pytest.mark.django_db
COMMENT = {
    "at": "comment",
    "act": "field",
    "type": "long_text",
    "label_zh": "处理意见",
    "required": "always",
    "name": "comment",
}


def names(author: Author) -> list[str]:
    return [field["name"] for field in author.saved(FORM)["fields"]]


def test_a_field_is_renamed_and_the_preview_shows_it(author: Author) -> None:
    assert author.post("form", FORM, **COMMENT).status_code == 302
    page = author.get("form", FORM).content.decode()
    assert page.partition('id="preview"')[2].count("处理意见") >= 1
    assert author.saved(FORM)["fields"][0] == {**SMALL["fields"][0], "label": {"zh": "处理意见"}}


def test_no_json_is_shown(author: Author) -> None:
    page = author.get("form", FORM).content.decode()
    assert '"label":' not in page
    assert "&quot;label&quot;" not in page


def test_fields_are_added_moved_and_removed(author: Author) -> None:
    answer = author.post("form", FORM, act="add", type="date")
    assert answer.status_code == 302
    assert answer["Location"].endswith("?at=field_1")
    assert names(author) == ["comment", "kind", "lines", "field_1"]
    author.post("form", FORM, act="up", at="field_1")
    author.post("form", FORM, act="down", at="comment")
    assert names(author) == ["kind", "comment", "field_1", "lines"]
    author.post("form", FORM, act="remove", at="kind")
    assert names(author) == ["comment", "field_1", "lines"]


@pytest.mark.parametrize("kind", ["text", "long_text", "number", "money", "date", "choice", "choices", "yes_no", "file",
                                  "organisation", "person", "table", "checklist"])  # fmt: skip
def test_each_kind_of_field_can_be_added_and_drawn(author: Author, kind: str) -> None:
    assert author.post("form", FORM, act="add", type=kind).status_code == 302
    page = author.get("form", FORM, at="field_1")
    assert page.status_code == 200
    assert "表单现在还画不出来" not in page.content.decode()


def test_columns_of_a_table_are_fields_of_their_own(author: Author) -> None:
    assert author.post("form", FORM, act="add", at="lines", type="number").status_code == 302
    typed = {"act": "field", "at": "lines.field_1", "type": "number", "label_zh": "数量", "name": "count"}
    assert author.post("form", FORM, **typed).status_code == 302
    assert [c["name"] for c in author.saved(FORM)["fields"][2]["columns"]] == ["what", "count"]


def test_options_and_conditions_are_typed_line_by_line(author: Author) -> None:
    typed: dict[str, Any] = {
        "act": "field", "at": "kind", "type": "choice", "label_zh": "类别", "name": "kind",
        "options-0-value": "a", "options-0-zh": "甲", "options-2-zh": "丙", "options-2-en": "Third",
        "rules-0-rule": 'kind != "丙"', "rules-0-zh": "不能选丙。",
    }  # fmt: skip
    assert author.post("form", FORM, **typed).status_code == 302
    field = author.saved(FORM)["fields"][1]
    assert field["options"] == [
        {"value": "a", "label": "甲"},
        {"value": "丙", "label": {"zh": "丙", "en": "Third"}},
    ]
    assert field["rules"] == [{"rule": 'kind != "丙"', "message": {"zh": "不能选丙。"}}]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"visible": "= case.severity ="}, "显示条件"),
        ({"name": "2 坏"}, "字段名"),
        ({"label_zh": ""}, "请填写这一项"),
        ({"required": "when", "required_when": "= (("}, "必填条件"),
        ({"type": "choice"}, "至少要有一个选项"),
        ({"rules-0-zh": "没有写要求"}, "缺少“要求”"),
        ({"name": "kind"}, "重复"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
    author: Author, typed: dict[str, str], said: str
) -> None:
    answer = author.post("form", FORM, **{**COMMENT, "help_zh": "写满三行", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "写满三行" in page
    assert author.saved(FORM) == SMALL


def test_the_second_of_two_is_told_and_may_save_over(author: Author, bureau: Bureau, draft: Draft) -> None:
    other = Author(bureau.person("另一位管理员", "RL-12", bureau.bureau), draft)
    began = author.revision(FORM)
    assert other.post("form", FORM, act="add", type="date").status_code == 302
    answer = author.post("form", FORM, **COMMENT, revision=began)
    assert answer.status_code == 409
    assert "另一位管理员" in answer.content.decode()
    assert "处理意见" in answer.content.decode()
    assert author.post("form", FORM, **COMMENT).status_code == 302
    assert [field["name"] for field in author.saved(FORM)["fields"]] == [
        "comment",
        "kind",
        "lines",
        "field_1",
    ]


def test_who_only_reads_sees_it_and_cannot_save(author: Author, bureau: Bureau, draft: Draft) -> None:
    for person in (bureau.officer, bureau.auditor):
        reader = Author(person, draft)
        assert "只能看，不能改。" in reader.get("form", FORM).content.decode()
        assert reader.get("form", FORM, at="comment").status_code == 200
        assert reader.post("form", FORM, **COMMENT).status_code == 403
    assert Author(bureau.principal, draft).get("form", FORM).status_code == 404
    assert Author(bureau.principal, draft).post("form", FORM, **COMMENT).status_code == 404


def test_a_change_that_is_closed_takes_no_more(author: Author, bureau: Bureau, change: ChangeSet) -> None:
    abandon(change=change, by=bureau.manager, at=AT)
    assert author.post("form", FORM, **COMMENT).status_code == 403


@pytest.mark.parametrize("typed", [{}, {"act": "nothing"}, {"act": "up", "at": "gone"}, {"act": "field", "at": ""},
                                   {"act": "add", "type": "nothing"}, {"act": "add", "at": "gone", "type": "text"}])  # fmt: skip
def test_what_no_page_sends_is_not_found(author: Author, typed: dict[str, str]) -> None:
    assert author.post("form", FORM, **typed).status_code == 404


@pytest.mark.parametrize(
    "content",
    ["", "[]", "不是", '{"fields": 1}', '{"fields": [1, {"name": 2}], "steps": "x"}', '{"title": {"zh": 1}}'],
)
def test_a_file_that_is_no_form_is_shown_with_what_is_wrong(author: Author, content: str) -> None:
    author.draft.files.filter(path=FORM).update(content=content)
    page = author.get("form", FORM)
    assert page.status_code == 200
    assert "表单现在还画不出来" in page.content.decode()


def test_the_preview_of_what_is_typed_saves_nothing(author: Author) -> None:
    answer = author.post("form", FORM, **{**COMMENT, "act": "preview"})
    assert "处理意见" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert author.saved(FORM) == SMALL


def test_title_buttons_and_steps(author: Author) -> None:
    typed: dict[str, Any] = {
        "act": "head", "title_zh": "登记表", "decision": "outcome", "buttons-0-value": "ok", "buttons-0-zh": "同意",
        "buttons-0-tone": "primary", "buttons-0-help_zh": "进入下一步", "steps-0-key": "one", "steps-0-zh": "第一步",
        "steps-0-fields": ["kind", "comment"], "steps-1-key": "two", "steps-1-zh": "第二步", "steps-1-fields": ["lines"],
    }  # fmt: skip
    assert author.post("form", FORM, **typed).status_code == 302
    saved = author.saved(FORM)
    assert saved["decision"]["options"][0]["help"] == "进入下一步"
    assert [step["fields"] for step in saved["steps"]] == [["kind", "comment"], ["lines"]]
    left = author.post("form", FORM, **{**typed, "steps-1-fields": []})
    assert left.status_code == 422
    assert "没有放进任何“步骤”" in left.content.decode() or "没有放进任何步骤" in left.content.decode()


def test_a_clause_is_chosen_from_the_list_and_shows_what_it_says(author: Author) -> None:
    clause = "实施方案三（三）1"
    assert f'<option value="{clause}">' in author.get("form", FORM).content.decode()
    assert author.post("form", FORM, **COMMENT, clause=clause).status_code == 302
    page = author.get("form", FORM, at="comment").content.decode()
    assert f'<option value="{clause}">' in page
    assert 'name="clause" value="实施方案三（三）1" list="clauses"' in page
    assert f"<strong>{clause}</strong>" in page


def test_a_clause_that_has_ended_is_not_offered_and_marked_where_it_is_chosen(author: Author) -> None:
    clause = "实施方案三（三）1"
    author.post("form", FORM, **COMMENT, clause=clause)
    author.post("form", FORM, act="add", type="checklist")
    item = {"items-0-code": "A-1", "items-0-zh": "第一项", "items-0-clause": clause}
    added = {"at": "field_1", "act": "field", "type": "checklist", "label_zh": "检查", "name": "field_1"}
    assert author.post("form", FORM, **added, **item).status_code == 302
    PolicyDocument.objects.filter(short_name="实施方案").update(ended_on=localdate() - timedelta(days=1))
    for at in ("comment", "field_1"):
        page = author.get("form", FORM, at=at).content.decode()
        assert f'<option value="{clause}">' not in page
        assert "已经失效或被代替" in page

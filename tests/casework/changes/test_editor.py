"""The editor through HTTP: who may see and save, what is refused, and what it offers to choose from."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from casework.changes.models import ChangeSet
from casework.changes.services import abandon, take_up
from casework.organisations.models import Person
from casework.policy.models import PolicyDocument
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Draft, ProcessVersion
from processes.services import deploy, draft_bundle, version_bundle
from tests.casework.changes.conftest import AT, SIMPLE, Bureau
from tests.processes.diagrams import chain, diagram, end, flow, start, user_task

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]
PATH = "trial/process.bpmn"


@pytest.fixture
def draft(bureau: Bureau, change: ChangeSet, version: ProcessVersion) -> Draft:
    return take_up(change=change, version=version, by=bureau.manager, at=AT)


def as_(person: Person, draft: Draft) -> Ask:
    client = Client()
    client.force_login(person)

    def ask(name: str, body: Any = None, **query: str) -> Any:
        address = reverse(f"changes:{name}", args=[draft.key, draft.pk])
        if body is None:
            return client.get(address, query)
        return client.post(address, body if isinstance(body, str) else json.dumps(body), "application/json")

    return ask


def saving(content: str, revision: int = 1, path: str = PATH) -> dict[str, object]:
    return {"path": path, "content": content, "revision": revision}


def changed(name: str = "改过的任务") -> str:
    return diagram(SIMPLE).decode().replace("任务u", name)


@pytest.mark.persistence
def test_the_manager_saves_what_he_draws_and_nothing_published_changes(
    bureau: Bureau, draft: Draft, version: ProcessVersion
) -> None:
    ask = as_(bureau.manager, draft)
    loaded = ask("editor_file", path=PATH).json()
    assert (loaded["content"], loaded["revision"]) == (diagram(SIMPLE).decode(), 1)
    answer = ask("editor_file", saving(changed()))
    assert answer.status_code == 200
    assert answer.json()["revision"] == 2
    assert draft_bundle(draft).files[PATH].decode() == changed()
    assert version_bundle(version).digest == version.digest


def test_who_reads_changes_sees_the_diagram_and_cannot_save_it(bureau: Bureau, draft: Draft) -> None:
    for person in (bureau.officer, bureau.head, bureau.deputy, bureau.auditor):
        ask = as_(person, draft)
        assert "editable" not in ask("editor").content.decode().partition("<bj-editor")[2].partition(">")[0]
        assert ask("editor_file", path=PATH).status_code == 200
        assert ask("editor_check").status_code == 200
        assert ask("editor_file", saving(changed())).status_code == 403
        assert ask("editor_import", {"content": "", "name": "a"}).status_code == 403
    assert draft_bundle(draft).files[PATH] == diagram(SIMPLE)


def test_to_everybody_else_there_is_no_such_draft(bureau: Bureau, draft: Draft) -> None:
    for person in (bureau.principal, bureau.clerk):
        ask = as_(person, draft)
        for name in ("editor", "editor_context", "editor_file", "editor_check"):
            assert ask(name).status_code == 404
        assert ask("editor_file", saving(changed())).status_code == 404


def test_a_draft_is_not_reached_through_another_change(
    bureau: Bureau, draft: Draft, change: ChangeSet
) -> None:
    other = ChangeSet.objects.create(title="别的", reason="别的", drafted_by=bureau.manager, drafted_at=AT)
    client = Client()
    client.force_login(bureau.manager)
    for name in ("editor", "editor_file", "editor_check"):
        assert client.get(reverse(f"changes:{name}", args=[other.pk, draft.pk])).status_code == 404


def test_a_change_that_is_closed_takes_no_more(bureau: Bureau, draft: Draft, change: ChangeSet) -> None:
    abandon(change=change, by=bureau.manager, at=AT)
    ask = as_(bureau.manager, draft)
    assert ask("editor_file", saving(changed())).status_code == 403
    assert "只能看，不能改。" in ask("editor").content.decode()


@pytest.mark.persistence
def test_the_second_of_two_is_told_who_was_faster_and_keeps_his_own(bureau: Bureau, draft: Draft) -> None:
    other = bureau.person("另一位管理员", "RL-12", bureau.bureau)
    assert as_(other, draft)("editor_file", saving(changed("他的"))).status_code == 200
    answer = as_(bureau.manager, draft)("editor_file", saving(changed("我的")))
    assert answer.status_code == 409
    assert answer.json()["revision"] == 2
    assert "另一位管理员" in answer.json()["error"]
    assert "他的" in draft_bundle(draft).files[PATH].decode()
    assert as_(bureau.manager, draft)("editor_file", saving(changed("我的"), 2)).status_code == 200


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("<bpmn:definitions", "不是完整的 XML"),
        ("不是 XML", "不是完整的 XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>', "不允许 DOCTYPE"),
        ("<a>\ud800</a>", "没有保存"),
        ("<a>\x00</a>", "没有保存"),
    ],
)
def test_what_is_no_diagram_is_refused_with_the_reason(
    bureau: Bureau, draft: Draft, content: str, sentence: str
) -> None:
    answer = as_(bureau.manager, draft)("editor_file", saving(content))
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    assert draft_bundle(draft).files[PATH] == diagram(SIMPLE)


@pytest.mark.parametrize("size", [1_050_000, 3_000_000])
def test_what_is_too_large_is_refused(bureau: Bureau, draft: Draft, size: int) -> None:
    answer = as_(bureau.manager, draft)("editor_file", saving(f"<a>{'x' * size}</a>"))
    assert answer.status_code in (413, 422)
    assert "1 MB" in answer.json()["error"]


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"path": 1}', "不是", '{"path": "a", "content": "b", "revision": "1"}']
)
def test_what_is_incomplete_is_refused(bureau: Bureau, draft: Draft, body: str) -> None:
    assert as_(bureau.manager, draft)("editor_file", body).status_code == 400


def test_a_path_outside_of_the_definition_is_refused(bureau: Bureau, draft: Draft) -> None:
    for path in ("../settings.py", "trial/x.py", "trial/a/b/c.bpmn"):
        answer = as_(bureau.manager, draft)("editor_file", saving(changed(), 0, path))
        assert answer.status_code == 422
        assert "文件名不对" in answer.json()["error"]
    assert as_(bureau.manager, draft)("editor_file", path="trial/forms/note.json").status_code == 404


def test_the_plain_file_is_exported(bureau: Bureau, draft: Draft) -> None:
    answer = as_(bureau.officer, draft)("editor_file", path=PATH, download="1")
    assert answer.content == diagram(SIMPLE)
    assert "trial-process.bpmn" in answer["Content-Disposition"]


def test_the_check_names_the_shape(bureau: Bureau, draft: Draft) -> None:
    ask = as_(bureau.manager, draft)
    assert [p for p in ask("editor_check").json()["problems"] if not p["warning"]] == []
    ask(
        "editor_file",
        saving(diagram(start() + user_task("u", form="gone") + end() + chain("start", "u", "end")).decode()),
    )
    (problem,) = [p for p in ask("editor_check").json()["problems"] if not p["warning"]]
    assert (problem["path"], problem["element"]) == (PATH, "u")
    assert problem["message"] == "表单 gone 不存在"


def test_a_diagram_that_gets_stuck_comes_with_the_way_there(bureau: Bureau, draft: Draft) -> None:
    stuck = (
        start() + user_task("a") + user_task("b") + end()
        + '<bpmn:exclusiveGateway id="split" default="split_b"/><bpmn:parallelGateway id="join"/>'
        + flow("start", "split") + flow("split", "a", "today = today") + flow("split", "b")
        + chain("a", "join") + chain("b", "join") + flow("join", "end")
    )  # fmt: skip
    ask = as_(bureau.manager, draft)
    assert ask("editor_file", saving(diagram(stuck).decode())).status_code == 200
    problems = ask("editor_check").json()["problems"]
    found = next(problem for problem in problems if problem["element"] == "join" and problem["run"])
    assert found["run"][0]["node"] == ""
    assert {"node", "passed", "tokens", "inside", "path"} == set(found["run"][-1])
    assert found["run"][-1]["tokens"] in (["split_a"], ["split_b"])


def test_what_can_be_chosen_is_offered_by_its_name(bureau: Bureau, change: ChangeSet) -> None:
    version = deploy(bundle=read_bundle(Path(DEFINITIONS) / "rectify"), at=AT)
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    offered = as_(bureau.manager, draft)("editor_context").json()
    assert offered["files"][0] == {"path": "rectify/process.bpmn", "name": "整改闭环"}
    assert offered["pages"]["rectify/D14.dmn"] == reverse(
        "changes:table", args=[change.pk, draft.pk, "rectify/D14.dmn"]
    )
    assert ["RL-03", "基教科经办"] in offered["roles"]
    assert ["offices.JJK", "JJK"] in offered["scopes"]
    plan = next(form for form in offered["forms"] if form["key"] == "verify")
    assert plan["title"]
    clock = next(one for one in offered["operations"] if one["name"] == "findings.start_clock")
    assert clock["title"] == "起算整改期限"
    assert {"name": "served_on", "label": "送达日期", "type": "date", "required": True} in clock["parameters"]
    assert "D14" in {table["id"] for table in offered["tables"]}
    assert {"id": "rectify_round", "name": "整改"} in offered["processes"]
    (clause,) = (one for one in offered["clauses"] if one["value"] == "实施方案三（三）1")
    assert clause["ended"] == ""
    assert {"name": "today", "label": "今天"} in offered["facts"]


def test_a_clause_of_a_document_that_has_ended_says_so(bureau: Bureau, draft: Draft) -> None:
    PolicyDocument.objects.filter(short_name="实施方案").update(ended_on=localdate() - timedelta(days=1))
    clauses = as_(bureau.manager, draft)("editor_context").json()["clauses"]
    ended = {one["value"]: one["ended"] for one in clauses}
    assert "已经失效或被代替" in ended["实施方案三（三）1"]


def test_every_operation_and_fact_has_a_word(bureau: Bureau, draft: Draft) -> None:
    offered = as_(bureau.manager, draft)("editor_context").json()
    # Tests register some of their own.
    operations = [one for one in offered["operations"] if not one["name"].startswith("test.")]
    words = [p["label"] for one in operations for p in one["parameters"]]
    words += [one["group"] for one in operations] + [fact["label"] for fact in offered["facts"]]
    assert [word for word in words if word.isascii()] == []


@pytest.mark.persistence
def test_pages_take_the_same_statements_however_large_the_draft_is(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    small = take_up(change=change, version=version, by=bureau.manager, at=AT)
    big = deploy(bundle=read_bundle(Path(DEFINITIONS) / "rectify"), at=AT)
    large = take_up(change=change, version=big, by=bureau.manager, at=AT)
    for name in ("editor", "editor_context"):
        counts = []
        for taken in (small, large):
            ask = as_(bureau.manager, taken)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert ask(name).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 12

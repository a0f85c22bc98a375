"""A document that replaces another one: what rested on the old one is listed, and dealt with one by one."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from casework.changes.faults import faults_of
from casework.changes.services import open_change_set, take_up, tick
from casework.policy.pages.documents import clause_lines
from casework.policy.services import NewClause, register_document
from processes.bundle import Bundle
from processes.services import deploy, save_draft_file, start
from tests.casework.changes.conftest import AT, Bureau
from tests.processes.diagrams import bundle, chain, diagram, end, user_task
from tests.processes.diagrams import start as begins

pytestmark = pytest.mark.django_db


def test_every_place_that_rests_on_the_old_document_is_to_be_dealt_with(bureau: Bureau) -> None:
    old = document(bureau, "旧办法", [NewClause("一", "应当三日内办完。"), NewClause("二", "别的。")])
    version = deploy(bundle=quoting("旧办法一"), at=AT)
    new = document(bureau, "新办法", [NewClause("一", "应当两日内办完。")], replaces=old)
    change = open_change_set(title="照新办法办", reason="新办法", document=new, by=bureau.manager, at=AT)
    todo = change.todos.get()
    assert (todo.process_id, todo.clause.place, todo.clause.document) == ("main", "一", old)
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    path = "trial/process.bpmn"
    changed = draft.files.get(path=path).content.replace("旧办法一", "新办法一")
    save_draft_file(draft=draft, path=path, content=changed, revision=1, at=AT, by=bureau.manager)
    assert [str(fault) for fault in faults_of(change, at=AT)] == ["还有 1 处依据旧文件的地方没有核对。"]
    tick(change=change, todo=todo, done=True, by=bureau.manager, at=AT)
    assert faults_of(change, at=AT) == []
    tick(change=change, todo=todo, done=False, by=bureau.manager, at=AT)
    assert len(faults_of(change, at=AT)) == 1


def test_a_document_that_replaces_none_asks_for_nothing(bureau: Bureau) -> None:
    alone = document(bureau, "新办法", [])
    change = open_change_set(title="改", reason="改", document=alone, by=bureau.manager, at=AT)
    assert not change.todos.exists()


@pytest.mark.persistence
def test_a_clause_says_how_many_running_cases_rest_on_it(bureau: Bureau) -> None:
    old = document(bureau, "旧办法", [NewClause("一", "应当三日内办完。"), NewClause("二", "别的。")])
    version = deploy(bundle=quoting("旧办法一"), at=AT)
    for _ in range(2):
        start(version=version, key=uuid4(), data={}, at=AT, by=None)
    lines = clause_lines(old, today=AT.date(), language="zh-hans", configured=True)
    assert [line.running for line in lines] == [2, 0]


def document(bureau: Bureau, short: str, clauses: list[NewClause], **more: Any) -> Any:
    return register_document(
        level="DISTRICT", title=f"关于{short}的通知", short_name=short, number="", issuer="区教体局", clauses=clauses,
        issued_on=None, effective_on=date(2026, 9, 1), superiors=[], by=bureau.manager, at=AT,
        **{"replaces": None, **more},
    )  # fmt: skip


def quoting(clause: str) -> Bundle:
    made = bundle(diagram(begins() + user_task("u") + end() + chain("start", "u", "end")))
    path = "trial/process.bpmn"
    text = made.files[path].decode()
    assert "<banjie:task" in text
    quoted = text.replace("<banjie:task", f'<banjie:basis clause="{clause}"/><banjie:task', 1)
    return Bundle(made.main, {**made.files, path: quoted.encode()})

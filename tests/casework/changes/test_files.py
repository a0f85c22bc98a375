"""The list of a draft's files: what was changed, new ones, and ones that are removed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes.models import Draft
from processes.services import draft_bundle, examine
from tests.casework.changes.authoring import FORM, LETTER, TABLE, Author
from tests.casework.changes.conftest import AT, Bureau

pytestmark = pytest.mark.django_db


def marks(author: Author) -> dict[str, str]:
    page = author.get("files").content.decode()
    lines = [part.partition("</li>")[0] for part in page.split('class="change-line__what"')[1:]]
    return {
        key: next((mark for mark in ("新增", "有改动", "已删去") if mark in line), "")
        for line in lines
        for key in [line.partition("<small>")[2].partition("</small>")[0]]
    }


def test_files_stand_by_kind_with_what_became_of_them(author: Author) -> None:
    assert marks(author) == {"process": "", "D99": "", "note": "", "hint": ""}
    author.post("form", FORM, act="add", type="date")
    author.post("files", act="remove", path=LETTER, revision=1)
    author.post("files", act="add", kind="form", title="补充说明", code="more")
    assert marks(author) == {"process": "", "D99": "", "note": "有改动", "hint": "已删去", "more": "新增"}


@pytest.mark.parametrize("kind", ["form", "table", "letter", "diagram"])
def test_a_new_file_passes_the_check_and_has_its_page(author: Author, kind: str) -> None:
    answer = author.post("files", act="add", kind=kind, title="新的一份", code="D77")
    assert answer.status_code == 302
    assert author.client.get(answer["Location"]).status_code == 200
    problems = examine(bundle=draft_bundle(author.draft), at=AT).problems
    assert [problem for problem in problems if "D77" in problem.path] == []


def test_a_file_without_a_code_gets_one_that_is_free(author: Author) -> None:
    for _time in range(2):
        assert author.post("files", act="add", kind="table", title="补充期限", code="").status_code == 302
    assert {"table_1", "table_2"} <= marks(author).keys()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "第一"}, "代码要以英文字母开头"),
        ({"code": "note"}, "已经有一个同样代码的文件"),
        ({"code": "a/b"}, "代码要以英文字母开头"),
        ({"title": ""}, "请填写这一项"),
        ({"title": "新的<b>"}, "名称里不能有"),
        ({"title": "新的\x0b一份"}, "名称里不能有"),
    ],
)
def test_what_cannot_be_made_is_said_and_stays_typed(
    author: Author, typed: dict[str, str], said: str
) -> None:
    answer = author.post(
        "files", **{"act": "add", "kind": "form", "title": "补充说明", "code": "more", **typed}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_diagram_is_not_removed_here(author: Author) -> None:
    assert author.post("files", act="remove", path="trial/process.bpmn", revision=1).status_code == 404


def test_what_somebody_changed_meanwhile_is_not_removed(author: Author) -> None:
    author.post("form", FORM, act="add", type="date")
    answer = author.post("files", act="remove", path=FORM, revision=1)
    assert answer.status_code == 409
    assert author.draft.files.filter(path=FORM).exists()


def test_who_only_reads_sees_the_list(bureau: Bureau, draft: Draft) -> None:
    reader = Author(bureau.officer, draft)
    assert "新建" not in reader.get("files").content.decode().partition("<main")[2]
    assert reader.post("files", act="add", kind="form", title="a", code="a").status_code == 403
    assert Author(bureau.principal, draft).get("files").status_code == 404


def test_the_list_takes_the_same_statements_however_long_it_is(author: Author) -> None:
    counts = []
    for n in range(2):
        with CaptureQueriesContext(connection) as asked:
            author.get("files")
        counts.append(len(asked))
        for m in range(5):
            author.post("files", act="add", kind="form", title="更多", code=f"more{n}{m}")
    assert counts[0] == counts[1]
    assert TABLE

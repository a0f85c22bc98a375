"""A repeating table goes out as an Excel file and comes back: typed, in words, and refused with every fault at once."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.calendar.services import seed_official
from casework.organisations.models import Person
from processes.models import Submission, UserTask
from tests.casework.cases.conftest import broken
from tests.casework.inbox.visiting import Visiting

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]
COLUMNS: list[dict[str, Any]] = [
    {"name": "item", "type": "text", "label": {"zh": "项目", "en": "Item"}, "required": True},
    {"name": "grade", "type": "choice", "label": "等级", "options": [
        {"value": "first", "label": {"zh": "一级", "en": "First"}}, {"value": "second", "label": "二级"}]},
    {"name": "rate", "type": "money", "label": "课时费", "required": True,
     "rules": [{"rule": "= number(rate) <= 100", "message": "不能超过 100 元。"}]},
    {"name": "since", "type": "date", "label": "执行日期"},
    {"name": "outside", "type": "yes_no", "label": "校外人员"},
    {"name": "school", "type": "organisation", "label": "学校", "kinds": "SCHOOL"},
    {"name": "proof", "type": "file", "label": "依据文件"},
]  # fmt: skip
HEAD = ["项目", "等级", "课时费", "执行日期", "校外人员", "学校"]

GOOD: Sequence[Any] = ["篮球", "一级", 60.5, "2026年5月1日", "是", "S10"]


class Paying(Visiting):
    fields = (
        {"name": "note", "type": "text", "label": "说明"},
        {"name": "rates", "type": "table", "label": "课时费标准", "required": True, "columns": COLUMNS},
        {
            "name": "given",
            "type": "table",
            "label": "定好的行",
            "fixed": True,
            "rows": "= []",
            "columns": COLUMNS[:1],
        },
    )


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Path) -> Paying:
    broken.clear()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    seed_official()
    return Paying()


@pytest.fixture
def task(desk: Paying) -> UserTask:
    return desk.task(desk.case(), "visit")


def book(*rows: Any) -> bytes:
    made, written = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(written)
    return written.getvalue()


def address(task: UserTask, rest: str = "") -> str:
    return f"/inbox/tasks/{task.pk}/{rest}"


def send(client: Client, task: UserTask, content: bytes | None, name: str = "表.xlsx", **typed: Any) -> Any:
    given = {"note": "写了一半", **typed}
    if content is not None:
        given["rates-sheet"] = SimpleUploadedFile(name, content)
    return client.post(address(task, "tables/rates/import/"), given)


def sentences(response: Any) -> list[str]:
    assert response.status_code == 422
    found: list[str] = response.context["form"].sentences["rates"]
    return found


def test_an_empty_table_to_fill_in_has_the_labels_and_a_list_of_the_choices(
    desk: Paying, browser: Browser, task: UserTask
) -> None:
    response = browser(desk.first).get(address(task, "tables/rates.xlsx?rows=none"))
    assert "attachment" in response["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == HEAD
    assert sheet.title == "课时费标准"
    assert sheet["A2"].number_format == "@"
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["B2:B301"] == "'选项'!$A$1:$A$2"
    choices = openpyxl.load_workbook(io.BytesIO(response.content))["选项"]
    assert [cell.value for cell in choices["A"]][:2] == ["一级", "二级"]
    assert {cell.value for cell in choices["C"]} == {"S10", "S11"}


def test_rows_come_back_as_they_were_taken_away_and_no_cell_is_a_formula(
    desk: Paying, browser: Browser, task: UserTask
) -> None:
    client = browser(desk.first)
    typed = {
        "rates-rows": "0", "rates-0-item": "=1+1", "rates-0-grade": "second", "rates-0-rate": "60.50",
        "rates-0-since": "2026-05-01", "rates-0-outside": "false", "rates-0-school": str(desk.school.pk),
    }  # fmt: skip
    client.post(address(task, "draft/"), typed)
    content = client.get(address(task, "tables/rates.xlsx")).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix
    assert [cell.value for cell in sheet[2]][:3] == ["=1+1", "二级", 60.5]
    assert send(client, task, content).status_code == 302
    kept = UserTask.objects.get(pk=task.pk).draft["values"]["rates"]
    expected = {"item": "=1+1", "grade": "second", "rate": "60.50", "since": "2026-05-01", "outside": "false"}
    assert kept == [{**expected, "school": str(desk.school.pk), "proof": []}]


@pytest.mark.persistence
def test_an_import_keeps_what_was_typed_elsewhere_and_can_be_handed_in(
    desk: Paying, browser: Browser, task: UserTask
) -> None:
    client = browser(desk.first)
    response = send(client, task, book(HEAD, GOOD, [], ["围棋", "二级", 40]))
    assert response["Location"].endswith("#field-id_rates")
    html = client.get(address(task)).content.decode()
    assert 'value="写了一半"' in html
    assert 'name="rates-1-item" value="围棋"' in html
    draft = UserTask.objects.get(pk=task.pk).draft["values"]
    desk.do(task.instance.case, "visit", desk.first, **draft)
    rows = Submission.objects.get().values["rates"]
    assert rows[0] == {
        "item": "篮球", "grade": "first", "rate": "60.50", "since": "2026-05-01", "outside": True,
        "school": str(desk.school.pk), "proof": [],
    }  # fmt: skip


@pytest.mark.parametrize(("mode", "items"), [("replace", ["篮球"]), ("append", ["旧的", "篮球"])])
def test_rows_replace_those_that_are_there_or_follow_them(
    desk: Paying, browser: Browser, task: UserTask, mode: str, items: list[str]
) -> None:
    typed = {"rates-rows": "0", "rates-0-item": "旧的", "rates-mode": mode}
    send(browser(desk.first), task, book(HEAD, GOOD), **typed)
    kept = UserTask.objects.get(pk=task.pk).draft["values"]["rates"]
    assert [row["item"] for row in kept] == items


def test_every_fault_is_told_by_row_and_column_and_no_row_is_taken(
    desk: Paying, browser: Browser, task: UserTask
) -> None:
    rows = [
        ["篮球", "三级", "六十", "5月1日", "也许", "某小学"],
        [],
        [None, "一级", 120, 46143, "否", "S10"],
        ["围棋", "一级", "=60*2", None, None, None],
    ]
    typed = {"rates-rows": "0", "rates-0-item": "旧的"}
    response = send(browser(desk.first), task, book(HEAD, *rows), **typed)
    assert sentences(response) == [
        "第 2 行“等级”：“三级”不在可选的范围内，可以填：一级、二级。",
        "第 2 行“课时费”：要填数字，“六十”不是数字。",
        "第 2 行“执行日期”：要填日期，例如 2026-05-12；“5月1日”不是日期。",
        "第 2 行“校外人员”：“也许”不在可选的范围内，可以填：是、否。",
        "第 2 行“学校”：“某小学”不在可选的范围内，可以填：S10、S11。",
        "第 4 行“项目”：请填写“项目”。",
        "第 4 行“课时费”：不能超过 100 元。",
        "第 4 行“执行日期”：要填日期，例如 2026-05-12；“46143”不是日期。",
        "第 5 行“课时费”：单元格 C5 是公式。请复制后“粘贴为数值”再导入。",
    ]
    html = response.content.decode()
    assert 'name="rates-0-item" value="旧的"' in html
    assert 'value="写了一半"' in html


REFUSED: dict[str, tuple[bytes | None, str, str]] = {
    "nothing": (None, "", "请先选择填好的表"),
    "csv": (b"item,rate", "表.csv", "只能导入 xlsx 格式"),
    "broken": (b"PK\x03\x04 nothing", "表.xlsx", "打不开"),
    "large": (b"\0" * (2 * 1024 * 1024 + 1), "表.xlsx", "超过 2 MB"),
    "empty": (book(HEAD), "表.xlsx", "没有要导入的行"),
    "other columns": (book(["项目", "金额"], ["篮球", 1]), "表.xlsx", "缺少“课时费”这一列"),
    "too many rows": (book(HEAD, *([GOOD] * 201)), "表.xlsx", "表里有 201 行，一次最多 200 行"),
    "far too many": (book(HEAD, *([GOOD] * 1_001)), "表.xlsx", "超过 1000 行"),
    "long number": (book(HEAD, ["x", "一级", 10**15, None, None, None]), "表.xlsx", "单元格 C2 的数字太长"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_such_table_is_refused_with_a_sentence(
    desk: Paying, browser: Browser, task: UserTask, case: str
) -> None:
    content, name, said = REFUSED[case]
    assert any(said in sentence for sentence in sentences(send(browser(desk.first), task, content, name)))


def test_labels_of_the_other_language_are_read_too(desk: Paying, browser: Browser, task: UserTask) -> None:
    client = browser(desk.first)
    response = send(client, task, book(["Item", *HEAD[1:]], ["Ball", "First", 1, None, "No", None]))
    assert response.status_code == 302
    kept = UserTask.objects.get(pk=task.pk).draft["values"]["rates"]
    assert (kept[0]["grade"], kept[0]["outside"]) == ("first", "false")


def test_only_whoever_may_fill_the_task_in_takes_or_brings_a_table(
    desk: Paying, browser: Browser, task: UserTask
) -> None:
    for person, status in ((desk.head, 403), (desk.neighbour, 404)):
        client = browser(person)
        assert client.get(address(task, "tables/rates.xlsx")).status_code == status
        assert send(client, task, book(HEAD, GOOD)).status_code == status
    assert UserTask.objects.get(pk=task.pk).draft == {}
    client = browser(desk.first)
    for table in ("given", "note", "nothing"):
        assert client.get(address(task, f"tables/{table}.xlsx")).status_code == 404
        assert client.post(address(task, f"tables/{table}/import/")).status_code == 404


def test_a_task_that_is_done_takes_no_table_any_more(desk: Paying, browser: Browser, task: UserTask) -> None:
    client = browser(desk.first)
    desk.do(task.instance.case, "visit", desk.first, rates=[{"item": "x", "rate": "1"}], given=[])
    response = send(client, task, book(HEAD, GOOD), **{"rates-rows": "0", "rates-0-item": "打好的"})
    assert response.status_code == 409
    assert "打好的" in response.content.decode()

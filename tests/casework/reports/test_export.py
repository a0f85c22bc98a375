"""A block as a spreadsheet: the same table, marked with who took it out, and written down in the trail."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from casework.audit.models import Event
from casework.audit.verification import verify
from casework.organisations.models import Organisation
from casework.reports.blocks import BLOCKS
from tests.casework.reports.conftest import Browser, District
from tests.casework.reports.reading import blocks

pytestmark = pytest.mark.django_db


def test_the_sheet_holds_the_table_and_who_took_it_out_when(town: District, browser: Browser) -> None:
    answer = browser(town.leader).post("/reports/filings.xlsx?period=year&on=2026-04-24")
    assert answer.status_code == 200
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][0] == "分管领导于2026年4月24日（周五） 10:00从办结导出，只供工作使用。"
    assert rows[1][0] == "备案报送 · 2025—2026学年"
    assert rows[3][:3] == ("备案", "应报", "按期报送")
    assert rows[4] == ("课后服务安排备案", 2, 1, 1, 0, 0, 50)


def test_a_number_is_shown_with_its_unit_in_a_column_that_holds_it(town: District, browser: Browser) -> None:
    answer = browser(town.leader).post("/reports/filings.xlsx?period=year&on=2026-04-24")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert (sheet["G5"].value, sheet["G5"].number_format) == (50, 'General"%"')
    assert sheet.column_dimensions["A"].width >= 2 * len("课后服务安排备案")
    assert sheet.freeze_panes == "A5"


@pytest.mark.persistence
def test_an_export_is_told_in_the_trail(town: District, browser: Browser) -> None:
    browser(town.leader).post("/reports/overdue.xlsx")
    event = Event.objects.get(kind="report.exported")
    assert (event.by, event.payload["block"], event.payload["rows"]) == (
        town.leader,
        "各单位在办与超期整改",
        2,
    )
    assert not list(verify(event.chain))


@pytest.mark.parametrize("name", ["=1+1", "+86", "-x", "@SUM(A1)"])
def test_what_looks_like_a_formula_is_text(town: District, browser: Browser, name: str) -> None:
    Organisation.objects.filter(pk=town.school.pk).update(short_name=name)
    answer = browser(town.leader).post("/reports/overdue.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == name)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_every_block_can_be_taken_out(town: District, browser: Browser) -> None:
    client = browser(town.principal)
    for key, block in blocks(client).items():
        answer = client.post(f"/reports/{key}.xlsx?period=year&on=2026-04-24")
        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet.max_row == 4 + len(block.rows)
    assert Event.objects.filter(kind="report.exported").count() == len(BLOCKS)


def test_reading_does_not_take_anything_out(town: District, browser: Browser) -> None:
    assert browser(town.leader).get("/reports/overdue.xlsx").status_code == 405

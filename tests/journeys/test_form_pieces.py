"""A table that comes from Excel, and a checklist inside a guided submission, in a browser."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from pytest_django.live_server_helper import LiveServer

from casework.calendar.services import seed_official
from tests.casework.guided.conftest import Submission
from tests.casework.inbox.test_sheets import GOOD, HEAD, Paying, book
from tests.journeys.axe import assert_no_serious_violations
from tests.journeys.guided_hands import Vendor, log_in
from tests.journeys.photos import photo
from tests.journeys.test_checklist import arrived
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload


pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(*rows: Any) -> "FilePayload":
    return {"name": "课时费.xlsx", "mimeType": XLSX, "buffer": book(HEAD, *rows)}


def test_a_table_goes_out_to_excel_and_comes_back_with_every_fault_beside_it(
    browser: "Browser", live_server: LiveServer, transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    seed_official()
    desk = Paying()
    task = desk.task(desk.case(), "visit")
    with watched(browser, live_server.url, phone=True) as watch:
        page = watch.page
        log_in(page.context, desk.first, live_server.url)
        page.goto(f"/inbox/tasks/{task.pk}/")
        page.fill("[name=note]", "写了一半")
        place = page.locator("#field-id_rates")
        place.locator("summary").click()
        assert_no_serious_violations(page)
        with page.expect_download() as coming:
            place.get_by_text("下载空白表").click()
        assert (
            openpyxl.load_workbook(io.BytesIO(coming.value.path().read_bytes())).worksheets[0]["A1"].value
            == "项目"
        )
        place.locator("input[type=file][accept='.xlsx']").set_input_files([table(["篮球", "三级", "六十"])])
        place.get_by_role("button", name="导入").click()
        problems = page.locator(".bj-errors")
        problems.get_by_text("第 2 行“课时费”：要填数字，“六十”不是数字。").wait_for()
        assert "第 2 行“等级”" in problems.inner_text()
        assert page.locator("[name=note]").input_value() == "写了一半"
        page.locator("#field-id_rates summary").click()
        page.locator("#field-id_rates input[type=file][accept='.xlsx']").set_input_files([table(GOOD, GOOD)])
        page.get_by_role("button", name="导入").click()
        page.locator(".bj-messages", has_text="现在有 2 行").wait_for()
        assert page.locator("[name=rates-1-item]").input_value() == "篮球"
        assert page.locator("[name=note]").input_value() == "写了一半"
        page.wait_for_load_state("networkidle")


def test_a_checklist_in_a_guided_submission_outlives_a_lost_network(
    browser: "Browser", live_server: LiveServer, transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    submission = Submission()
    with watched(browser, live_server.url, phone=True) as watch:
        page, vendor = watch.page, Vendor(watch.page)
        log_in(page.context, submission.clerk, live_server.url)
        vendor.step(submission.task().pk, "courses")
        first, second = page.locator("#safety-A-1"), page.locator("#safety-A-2")
        first.get_by_text("不符", exact=True).click()
        vendor.fill(first.get_by_label("看到的情况"), "出口堆着器材")
        page.wait_for_load_state("networkidle")
        first.locator("input[type=file]").first.set_input_files([photo("出口.jpg")])
        arrived(first, "出口.jpg")
        vendor.saved()
        page.context.set_offline(True)
        second.get_by_text("符合", exact=True).click()
        page.locator("[data-saved]", has_text="网络断开").wait_for()
        page.context.set_offline(False)
        vendor.saved()
        page.reload()
        page.wait_for_selector("guide-form desk-checklist")
        assert first.get_by_label("看到的情况").input_value() == "出口堆着器材"
        assert second.locator("[value=met]").is_checked()
        first.locator(".is-done", has_text="出口.jpg").wait_for()
        assert_no_serious_violations(page)
        page.wait_for_load_state("networkidle")

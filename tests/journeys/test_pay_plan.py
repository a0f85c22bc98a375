"""The pay plan from its group to its receipt: the school on a phone, the office at a desk."""

import io
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.journeys.conftest import Enter
from tests.journeys.hands import Hands
from tests.journeys.photos import photo

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MATTER = "课时费上限调整后的方案变更备案"
TOO_HIGH = (("课后服务", "全体", 120),)
RATES = (
    ("基础托管", "一档", 60),
    ("基础托管", "二档", 70),
    ("兴趣社团", "一档", 85),
    ("兴趣社团", "二档", 95),
)


def test_a_school_sets_up_its_group_imports_its_rates_and_mends_what_the_check_found(enter: Enter) -> None:
    """ST-12 on a phone: nobody for the teachers, then one rate above the ceiling, all faults named at once."""
    principal, lead = enter("s05-principal", phone=True), enter("s05-lead", phone=True)
    open_step(principal, "成立（更新）领导小组")
    page = principal.page
    # A change begins with the group that is on file: its teacher is taken out.
    page.get_by_role("button", name="删除这一行").last.click()
    principal.decide("提交核对")
    open_step(principal, "成立（更新）领导小组")
    assert "没有普通教师代表" in page.locator("form.desk-form").inner_text()
    whole(page)
    page.click("text=加一行")
    principal.fill_row(last(page), person="T-0501", chosen_by="教职工大会推选")
    page.locator("[data-line]").nth(last(page) - 1).get_by_text("普通教师代表", exact=True).click()
    principal.decide("提交核对")

    open_step(lead, "起草方案")
    page = lead.page
    bring_in(lead, TOO_HIGH)
    assert page.locator("input[name^='rates-'][name$='-rate']").input_value() == "120.00"
    page.fill(
        "textarea[name='text']",
        "本校按岗位、课次和考核结果发放课后服务补助，晚间看护另行核算，具体由年级组公布。",
    )
    lead.decide("提交预审")
    open_step(lead, "起草方案")
    found = page.locator("form.desk-form").inner_text()
    for words in ("最高课时费120", "没有分级", "没有分类", "实施方案三（三）2"):
        assert words in found, found[:600]
    whole(page)
    bring_in(lead, RATES)
    assert "已办理" in lead.decide("提交预审")
    page.goto("/inbox/")
    assert not page.locator("a.desk-task__title", has_text="起草方案").count()


def test_the_principal_hands_in_what_was_mended_and_cannot_change_it_afterwards(enter: Enter) -> None:
    principal = enter("s10-principal", phone=True)
    open_step(principal, "提交备案")
    page = principal.page
    assert "基础托管，一档，每课时60.00元" in page.locator("form.desk-form").inner_text()
    whole(page)
    # The proof of the first round is there already.
    principal.choose_files("proof", [photo("公示栏.jpg")]).nth(1).locator("text=已上传").wait_for()
    page.fill("textarea[name='answer']", "已写明由领导小组评定。")
    page.locator("#field-id_is_own").get_by_text("是", exact=True).click()
    principal.decide("提交备案")
    page.goto("/inbox/")
    assert not page.locator("a.desk-task__title", has_text="提交备案").count()


def test_the_section_reviews_the_frozen_plan_and_anybody_checks_the_receipt(enter: Enter) -> None:
    officer, lead = enter("jjk"), enter("s04-lead", phone=True)
    officer.page.goto(f"/inbox/?q={MATTER}")
    officer.page.locator("a.desk-task__title", has_text="备案审查").first.click()
    officer.page.wait_for_selector("form.desk-form")
    number = re.findall(r"QSH-FF-\d{4}-\d{6}", officer.page.locator("main").inner_text())[0]
    asked = officer.page.locator("form.desk-form").inner_text()
    assert all(words in asked for words in ("方案正文：云杉小学", "兴趣社团，二档，每课时95.00元"))
    officer.page.fill("textarea[name='reasons']", "分级分类清楚，标准没有超过上限。")
    officer.decide("同意备案")

    lead.open_case(number)
    letters = lead.tab("文书")
    assert "备案回执" in letters
    assert lead.page.locator(".desk-onfile__code svg").count() == 1
    whole(lead.page)
    token = re.search(r"/check/[\w-]{32}/", receipt_text(lead.page))
    assert token
    lead.page.goto(token[0])
    assert "已变更" not in lead.page.locator("main").inner_text()
    assert "差异化发放方案" in lead.page.locator("main").inner_text()
    assert lead.page.locator(".receipt__code svg").count() == 1
    whole(lead.page)


def test_anybody_reads_the_rates_that_are_published(window: Any) -> None:
    for phone in (True, False):
        page = window(phone=phone).page
        page.goto("/publicity/")
        shown = page.locator("main").inner_text()
        assert "银杏二小" in shown
        assert "兴趣社团" in shown
        whole(page)


def open_step(hands: Hands, step: str) -> None:
    hands.page.goto("/inbox/")
    hands.page.locator("a.desk-task__title", has_text=step).first.click()
    hands.page.wait_for_selector("form.desk-form")


def bring_in(hands: Hands, rows: Any) -> None:
    """Fill the rates from a sheet that was filled in elsewhere."""
    page = hands.page
    sheet = page.locator("#field-id_rates .desk-sheet")
    sheet.locator("summary").click()
    sheet.locator("input[type=file]").set_input_files([book(rows)])
    sheet.get_by_role("button", name="导入").click()
    page.locator(".bj-messages", has_text=f"现在有 {len(rows)} 行").wait_for()
    assert page.locator("input[name^='rates-'][name$='-rate']").count() == len(rows)


def book(rows: Any) -> "FilePayload":
    made, written = openpyxl.Workbook(), io.BytesIO()
    for row in (("类别", "档次", "每课时（元）"), *rows):
        made.active.append(row)
    made.save(written)
    return {"name": "课时费.xlsx", "mimeType": XLSX, "buffer": written.getvalue()}


def last(page: "Page") -> int:
    return page.locator("[data-line]").count()


def receipt_text(page: "Page") -> str:
    """What the letter says, downloaded as the school would."""
    import docx

    link = page.locator("a[href*='/documents/']", has_text=re.compile("下载|打开|回执")).first
    with page.expect_download() as waiting:
        link.click()
    document = docx.Document(str(waiting.value.path()))
    assert len(document.inline_shapes) == 1, "the code to scan is a picture"
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def whole(page: "Page") -> None:
    """Nothing sticks out to the right."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")

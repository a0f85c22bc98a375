"""What goes wrong at a desk has a sentence, and what was typed is still there."""

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.district import District
from tests.journeys.hands import Hands
from tests.journeys.photos import photo, program, text
from tests.journeys.watch import wait_until_kept

if TYPE_CHECKING:
    from playwright.sync_api import Request

pytestmark = pytest.mark.browser

MEASURES = "补开体育梦想课，已排进课表。"


def repairing(enter: Enter) -> Hands:
    """The lead of 松涛中学 on a phone, with a repair half described."""
    lead = enter("s10-lead", phone=True)
    lead.open_task("落实整改并上传佐证", "")
    lead.page.fill("[name=repair]", MEASURES)
    return lead


def test_a_wrong_file_is_refused_beside_it_and_nothing_typed_is_lost(enter: Enter) -> None:
    lead = repairing(enter)
    rows = lead.choose_files("after", [program("课表.exe"), text("照片.jpg"), photo("整改后.jpg")])
    rows.nth(0).locator("text=/退回：.+。/").wait_for()
    rows.nth(1).locator("text=/退回：.+。/").wait_for()
    rows.nth(2).locator("text=已上传").wait_for()
    assert "重试" not in rows.nth(0).inner_text()
    refused = lead.decide("提交校长审核")
    assert "请填写“完成日期”" in refused
    assert lead.page.input_value("[name=repair]") == MEASURES
    kept = lead.page.locator("#field-id_after .bj-upload__files li")
    assert kept.count() == 1
    assert "整改后.jpg" in kept.inner_text()


def test_a_day_that_has_not_come_is_refused_with_what_was_typed(enter: Enter) -> None:
    lead = repairing(enter)
    lead.upload("after", [photo("整改后.jpg")])
    day = lead.page.locator("[name=done_on]")
    day.fill("")
    day.press("ArrowUp")  # a part of a day, and not the rest
    lead.page.locator(".desk-decide button", has_text="提交校长审核").click()
    lead.page.locator("text=日期没有填完，或者没有这一天").wait_for()
    assert day.evaluate("input => input.validity.badInput && input === document.activeElement")
    day.fill("2099-01-04")
    assert not lead.page.locator("text=日期没有填完").count()
    assert "完成日期不能在今天之后。" in lead.decide("提交校长审核")
    assert lead.page.input_value("[name=repair]") == MEASURES
    assert lead.page.input_value("[name=done_on]") == "2099-01-04"


def test_a_login_that_expired_in_the_middle_of_a_form_costs_nothing(enter: Enter, district: District) -> None:
    from playwright.sync_api import expect

    officer = enter("jjk")
    officer.open_task("核实定性", "银杏一小")
    address = officer.page.url
    officer.fill_row(1, clause="实施方案三（一）2", measure="补齐教案，每周抽查一次。")
    officer.page.fill("[name=comment]", "现场核对过五份教案。")
    district.end_sessions()
    officer.page.locator(".desk-decide button", has_text="确认成立").click()
    officer.page.wait_for_url("**/login/**")
    assert "登录后会回到刚才的页面" in officer.page.inner_text("body")
    officer.log_in("jjk")
    assert officer.page.url == address
    # From the draft of the server, or from this tab where that had not been sent yet.
    expect(officer.page.locator("[name=comment]")).to_have_value("现场核对过五份教案。")
    assert officer.row(1).locator("[name$=-clause]").input_value() == "实施方案三（一）2"
    assert "拟稿" in officer.decide("确认成立，进入整改")


def test_a_new_matter_survives_a_login_that_expired(enter: Enter, district: District) -> None:
    officer = enter("jjk")
    matter(officer, "梧桐中学（演示）", "TF-3", "抽查三个班，均无学期教学计划。")
    officer.page.click("text=加一行")
    officer.fill_row(2, code="SF-9", severity="1", fact="领导小组名单未更新。")
    wait_until_kept(officer.page, "抽查三个班，均无学期教学计划。", "领导小组名单未更新。")
    district.end_sessions()
    officer.page.locator(".desk-decide button").click()
    officer.page.wait_for_url("**/login/**")
    officer.log_in("jjk")
    officer.page.wait_for_selector("form.desk-form")
    assert officer.row(1).locator("[name$=-fact]").input_value() == "抽查三个班，均无学期教学计划。"
    assert officer.row(2).locator("[name$=-fact]").input_value() == "领导小组名单未更新。"
    assert "已登记" in officer.decide("登记，送核实")


def test_who_comes_second_reads_who_was_faster_and_keeps_his_words(enter: Enter) -> None:
    first, second = enter("jjk2"), enter("jjk")
    for officer in (first, second):
        officer.open_task("复查 问题1", "")
    second.page.fill("[name=reason]", "课表已恢复，抽查两个班。")
    assert second.page.url == first.page.url
    for officer in (first, second):
        officer.page.fill("[name=checked_on]", officer.page.evaluate("new Date().toLocaleDateString('sv')"))
    assert "已办理" in first.decide("通过")
    second.page.locator(".desk-decide button", has_text="部分通过").click()
    second.page.wait_for_selector("h1:has-text('这件事已经办好了')")
    shown = second.page.inner_text("main")
    assert "已由基教科 经办二于" in shown
    assert "课表已恢复，抽查两个班。" in second.page.input_value("textarea.desk-typed")
    assert second.page.is_visible("a:text('看这个案件')")


def test_a_double_click_registers_once(enter: Enter) -> None:
    officer = enter("jjk")
    matter(officer, "枫林中学（演示）", "SF-11", "家校反馈机制没有建立。")
    sent: list[Request] = []
    officer.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    officer.page.locator(".desk-decide button").dblclick()
    officer.page.wait_for_selector(".bj-messages")
    assert len([request for request in sent if "/cases/new/" in request.url]) == 1
    officer.page.goto("/inbox/?tab=started")
    assert officer.page.locator("main", has_text="枫林中学").get_by_text("枫林中学每日行政巡察").count() == 1


def test_a_store_that_is_away_has_a_sentence_and_a_second_chance(enter: Enter, district: District) -> None:
    lead = repairing(enter)
    with district.without_store():
        rows = lead.choose_files("after", [photo("整改后.jpg")])
        rows.first.locator("text=/文件库.*(连接|连)不上/").wait_for()
        assert lead.page.input_value("[name=repair]") == MEASURES
    rows.first.locator("button", has_text="重试").click()
    rows.first.locator("text=已上传").wait_for()


def test_a_file_of_a_store_that_is_away_says_so(enter: Enter, district: District) -> None:
    officer = enter("jjk")
    officer.page.goto("/cases/")
    officer.page.locator("main a[href^='/cases/']", has_text="QSH-ZG").first.click()
    officer.tab("文书")
    letter = officer.page.locator("#panel-letters a", has_text="下载").first.get_attribute("href")
    assert letter
    with district.without_store():
        answer = officer.page.goto(letter)
    assert answer
    assert answer.status == 503
    assert "文件库现在连不上" in officer.page.inner_text("main")


def matter(officer: Hands, school: str, code: str, fact: str) -> None:
    """A new matter with one finding, not yet sent."""
    officer.page.goto("/cases/new/")
    officer.page.select_option("#id_respondent", label=school)
    officer.page.select_option("#id_source", label="每日行政巡察")
    officer.fill_row(1, code=code, severity="2", fact=fact)

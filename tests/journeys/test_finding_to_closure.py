"""From a finding to its closure, with everybody who takes part, as each of them sees it."""

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from tests.journeys.conftest import Enter
from tests.journeys.hands import Hands
from tests.journeys.photos import photo

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCHOOL = "松涛中学（演示）"
LEAD = "松涛中学 课后服务负责人"
FEES = "公示栏未公布减免办法，收费标准与批准文件不一致。"
DANCE = "舞蹈班一节课有 15 分钟无人组织，学生自行活动。"
MISSING = "安排表没有教师签字，仍有一节课无人组织。"
# A code such as task.completed, which only programs should read.
RAW_CODE = re.compile(r"\b[a-z]+(?:\.|_)[a-z_]+\b")


def test_a_finding_comes_to_its_closure(enter: Enter, tmp_path: Path) -> None:
    officer, head, office = enter("jjk"), enter("jjk-head"), enter("bgs")
    principal, lead = enter("s10-principal", phone=True), enter("s10-lead", phone=True)
    rechecker = enter("jjk2")
    number = register(officer)
    verify(officer)
    issue(officer, head, office, number, title="关于限期整改课后服务有关问题的通知")
    receive(principal, number, findings=2, days=10)
    repair(lead, number, 1, "已重新公示收费标准和减免办法。", days=10)
    repair(lead, number, 2, "已安排两名教师全程组织。", days=10)
    report(principal, number, "两个问题均已整改，今后每周自查。")
    recheck(rechecker, number)
    issue(officer, head, office, number, title="关于再次限期整改课后服务有关问题的通知")
    receive(principal, number, findings=1, days=5)
    repair(lead, number, 2, "教师已逐节签字，值班行政每日核对。", days=5, opinion=MISSING)
    report(principal, number, "第二轮整改完成。")
    pass_recheck(rechecker, number)
    close(head, number)
    download_closure(principal, number, tmp_path)
    read_story(officer, number)


def register(officer: Hands) -> str:
    """The officer registers two findings; the number of the case."""
    assert "待办" in officer.heading()
    officer.page.click("text=登记问题")
    officer.page.select_option("#id_respondent", label=SCHOOL)
    officer.page.select_option("#id_source", label="月度检查")
    officer.fill_row(1, code="SF-2", severity="2", fact=FEES)
    officer.page.click("text=加一行")
    officer.fill_row(2, code="VF-3", severity="2", fact=DANCE)
    said = officer.decide("登记，送核实")
    number = re.search(r"QSH-ZG-\d{4}-\d{6}", said)
    assert "已登记" in said
    assert number
    assert number[0] in officer.heading()
    assert re.search(
        r"等待 基教科\s?经办 核实定性，截止 \d+月\d+日（周.）\s+剩2个工作日", officer.situation()
    )
    assert officer.page.locator(".desk-stages [aria-current=step]").inner_text().startswith("立案")
    return number[0]


def verify(officer: Hands) -> None:
    officer.page.click("text=办理：核实定性")
    officer.page.wait_for_selector("form.desk-form")
    assert "剩2个工作日" in officer.situation()
    assert officer.row(1).locator("[name$=-fact]").input_value() == FEES
    for number, measure in enumerate(("按批准文件重新公示，留存照片。", "每节课安排教师全程组织。"), 1):
        officer.fill_row(number, clause="实施方案三（二）3", measure=measure)
    said = officer.decide("确认成立，进入整改")
    assert "拟稿" in said
    assert officer.heading() == "拟稿"


def issue(officer: Hands, head: Hands, office: Hands, number: str, *, title: str) -> None:
    """Draft, check, sign, seal: the notice leaves with a number, in the hands of three people."""
    officer.open_task("拟稿", number)
    assert "剩1个工作日" in officer.situation()
    assert officer.page.input_value("[name=contact]") == "课后服务工作岗"
    assert "核稿" in officer.decide("提交核稿")
    head.open_task("核稿", number)
    paper = head.page.locator(".desk-work").inner_text()
    assert title in paper
    assert "课堂效果差" in paper
    assert "签发" in head.decide("核稿通过")
    assert "签发" in head.heading()
    said = head.decide("同意签发")
    assert "办公室" in said
    assert "用印" in said
    office.open_task("用印", number)
    assert re.search(r"湖教体督改〔\d{4}〕\d+号", office.tab("材料"))
    said = office.decide("已用印，送达")
    assert "松涛中学" in said
    assert "签收" in said


def receive(principal: Hands, number: str, *, findings: int, days: int) -> None:
    """The principal signs for the notice and names who repairs what."""
    principal.open_task("签收", number)
    assert "剩2个工作日" in principal.situation()
    assert "已送达" in principal.tab("材料")
    principal.page.fill("[name=received_by]", "校办公室")
    said = principal.decide("签收，开始整改")
    assert "方案" in said
    assert "分派责任人与整改方案" in principal.heading()
    assert principal.page.locator("[data-line]").count() == findings
    principal.open_case(number)
    assert "分派责任人与整改方案" in principal.situation()
    assert f"剩{days}个工作日" in principal.page.locator(".desk-findings").inner_text()
    principal.page.locator("a", has_text="办理：分派责任人").first.click()
    principal.page.wait_for_selector("form.desk-form")
    for row in range(1, findings + 1):
        owner = principal.row(row).locator("[name$=-owner]")
        owner.select_option(label=LEAD)
        assert principal.row(row).locator("[name$=-planned_on]").input_value()
    assert "落实整改" in principal.decide("下达任务")
    assert no_sideways(principal.page)


def repair(lead: Hands, number: str, finding: int, text: str, *, days: int, opinion: str = "") -> None:
    """Two photos at once, before and after, and what was done."""
    lead.open_task(f"落实整改并上传佐证 问题{finding}", number)
    assert f"剩{days}个工作日" in lead.situation()
    assert opinion in lead.page.locator(".desk-work").inner_text()
    lead.page.fill("[name=repair]", text)
    lead.page.fill("[name=done_on]", lead.page.evaluate("new Date().toLocaleDateString('sv')"))
    lead.upload("before", [photo("整改前1.jpg", "#8f6b6b"), photo("整改前2.jpg", "#8f7d6b")])
    lead.upload("after", [photo("整改后1.jpg"), photo("整改后2.jpg", "#6b7d8f")])
    assert no_sideways(lead.page)
    assert "已办理" in lead.decide("提交校长审核")


def report(principal: Hands, number: str, text: str) -> None:
    principal.open_task("审核并提交整改报告", number)
    papers = principal.tab("材料")
    assert "整改情况" in papers
    assert "整改后" in papers
    refused = principal.decide("提交整改报告")
    assert "请填写“整改报告”" in refused
    principal.page.fill("[name=summary]", text)
    assert "复查" in principal.decide("提交整改报告")


def recheck(rechecker: Hands, number: str) -> None:
    """The first finding passes; the second does not, and that needs a reason."""
    rechecker.open_task("复查", number)
    assert "SF-2" in rechecker.page.locator(".desk-finding-brief").inner_text()
    assert "已重新公示收费标准" in rechecker.page.locator(".desk-finding-brief").inner_text()
    assert "剩5个工作日" in rechecker.situation()
    rechecker.page.fill("[name=checked_on]", rechecker.page.evaluate("new Date().toLocaleDateString('sv')"))
    assert "已办理" in rechecker.decide("通过")
    rechecker.open_task("复查 问题2", number)
    today = rechecker.page.evaluate("new Date().toLocaleDateString('sv')")
    rechecker.page.fill("[name=checked_on]", today)
    assert "请填写“复查意见”" in rechecker.decide("不通过")
    assert rechecker.page.input_value("[name=checked_on]") == today
    rechecker.page.fill("[name=reason]", MISSING)
    assert "拟稿" in rechecker.decide("不通过")
    rechecker.open_case(number)
    assert "第2轮" in rechecker.page.locator(".bj-facts").inner_text()
    assert "已销号 1" in rechecker.page.locator("#h-findings").inner_text()


def pass_recheck(rechecker: Hands, number: str) -> None:
    rechecker.open_task("复查 问题2", number)
    rechecker.page.fill("[name=checked_on]", rechecker.page.evaluate("new Date().toLocaleDateString('sv')"))
    said = rechecker.decide("通过")
    assert "科室负责人" in said
    assert "销号审批" in said


def close(head: Hands, number: str) -> None:
    head.open_task("销号审批", number)
    assert "剩2个工作日" in head.situation()
    assert head.page.input_value("[name=opinion]") == "各问题复查均已通过，同意销号。"
    head.page.get_by_label("学校年度考核").check()
    said = head.decide("同意销号")
    assert number in said
    assert "已销号" in said


def download_closure(principal: Hands, number: str, folder: Path) -> None:
    """The closure note (OD-13) is the first thing that the school sees of its closed case."""
    principal.open_case(number)
    assert "已销号" in principal.situation()
    with principal.page.expect_download() as started:
        principal.page.click("text=下载《整改销号确认单》")
    assert started.value.suggested_filename.endswith("整改销号确认单.docx")
    started.value.save_as(folder / "closure.docx")
    letter = docx.Document(BytesIO((folder / "closure.docx").read_bytes()))
    written = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
    assert "整改销号确认单" in written
    assert number in written
    assert "第2轮" in written
    assert "学校年度考核" in written
    assert cells.count("通过") == 2


def read_story(officer: Hands, number: str) -> None:
    """Everything that happened is on one page, in words."""
    officer.open_case(number)
    assert "已销号 2" in officer.page.locator("#h-findings").inner_text()
    proofs = officer.page.locator(".desk-findings img")
    assert proofs.count() == 12
    for place in range(proofs.count()):
        proofs.nth(place).scroll_into_view_if_needed()
        proofs.nth(place).evaluate("image => image.decode()")
    letters = officer.tab("文书")
    assert letters.index("整改销号确认单") < letters.index("再次限期整改") < letters.index("关于限期整改")
    story = officer.tab("过程")
    assert not RAW_CODE.search(story), RAW_CODE.findall(story)
    for words in ("基教科 经办", "核实定性", "签收", "整改前1.jpg", MISSING, "第2轮", "办结"):
        assert words in story
    people = officer.tab("人员")
    for post in ("基教科 负责人", "办公室 文秘", LEAD, "基教科 经办二"):
        assert post in people
    officer.tab("流程图")
    officer.page.wait_for_selector("bj-diagram[data-ready]")
    assert officer.page.locator("svg .bj-taken").count() > 2
    assert officer.page.locator("svg [data-element-id=handle].bj-done").count() == 1
    assert officer.page.locator("svg [data-element-id=ended_closed].bj-done").count() == 1
    assert officer.page.locator(".bjs-powered-by").first.is_visible()


def no_sideways(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

"""A monthly inspection from the morning on which it begins by itself to the circular that a school signs for."""

import re
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from config.bootstrap.places import ROOT
from tests.journeys.axe import assert_no_serious_violations
from tests.journeys.conftest import Enter
from tests.journeys.district import District, environment
from tests.journeys.hands import Hands
from tests.journeys.photos import photo

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
SCHOOL = "梧桐中学"
LATE = "3月第二周有两天没有巡察记录。"
# What the job of the morning does on the first working day of a month, here of one that the demonstration left out.
MORNING = """
from datetime import timedelta
from django.utils import timezone
from casework.calendar.services import Calendar
from casework.cases.services.batches import open_one
from casework.cases.services.calendar import ask, calendar_of
from processes.services import version_in_force
begins, day, batch = calendar_of(version_in_force("insp_month", on=timezone.localdate())), timezone.localdate(), None
while batch is None or batch.openings.get().case_id:
    day -= timedelta(days=1)
    batch = ask(begins, day=day, at=timezone.now())
print(open_one(opening_id=batch.openings.get().pk, at=timezone.now()).number)
"""


@pytest.fixture
def month(district: District) -> str:
    """The number of the case that a morning brought."""
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v", "0", "-c", MORNING]
    env = environment(district.folder)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def test_a_month_of_inspection(enter: Enter, month: str) -> None:
    officer, head = enter("jjk"), enter("jjk-head")
    look_at_draw(officer, month)
    plan(officer, month)
    head.open_task("审批检查计划", month)
    head.decide("同意")
    principal, inspector = enter("s12-principal", phone=True), enter("jjk2", phone=True)
    principal.page.goto("/cases/")
    assert "QSH-JC" not in principal.page.locator("main").inner_text()
    visit = inspect(inspector)
    sign(principal, visit)
    inspector.open_task("上传佐证", visit)
    inspector.decide("完成，生成检查记录表")
    officer.open_case(visit)
    assert "QSH-ZG" in officer.page.locator("main").inner_text()
    circulate(enter, officer, head, month)
    read(principal, officer, month)


def look_at_draw(officer: Hands, month: str) -> None:
    """The draw says why, and comes out the same again."""
    officer.open_case(month)
    officer.page.click("text=看抽取经过")
    officer.page.wait_for_selector("text=怎么抽的")
    assert "还没有检查过" in officer.page.locator("main").inner_text()
    officer.page.get_by_role("button", name="重新抽一遍").click()
    officer.page.wait_for_selector("main strong:has-text('一致')")


def plan(officer: Hands, month: str) -> None:
    """One school is planned instead of those that were drawn, and somebody who must keep away is refused."""
    officer.open_task("编制检查计划", month)
    while officer.page.locator("[data-line]").count() > 1:
        officer.page.locator("[data-line] [data-remove]").last.click()
    row = officer.row(1)
    choose(row, "school", f"{SCHOOL}（演示）")
    row.locator("[name$='-on']").fill(next_working_day())
    choose(row, "lead", "基教科 经办二")
    row.locator("[name$='-announced'][value=unannounced]").check()
    members(row, "基教科 经办二")
    officer.page.fill("[name=changes]", "上月整改未完成，本月集中检查。")
    assert "不少于2人" in officer.decide("提交审批")
    row = officer.row(1)
    members(row, "基教科 经办二", chosen=False)
    members(row, "督导室 督学")
    assert "审批" in officer.decide("提交审批")


def next_working_day() -> str:
    """The Monday after next, unless the State Council gives it away."""
    today = timezone.localdate()
    return (today + timedelta(days=14 - today.weekday())).isoformat()


def choose(row: "Locator", name: str, label: str) -> None:
    row.locator(f"select[name$='-{name}']").select_option(label=label)


def members(row: "Locator", label: str, *, chosen: bool = True) -> None:
    named = row.locator("desk-names label", has_text=re.compile(f"^{label}$"))
    named.locator("input").set_checked(chosen)


def inspect(inspector: Hands) -> str:
    """Thirty-eight items on a phone, two of them not in order, one with a photo; the number of the visit."""
    inspector.page.goto(f"/inbox/?q={SCHOOL}")
    inspector.page.locator("a.desk-task__title", has_text="到校").first.click()
    inspector.page.wait_for_selector("form.desk-form")
    number = re.search(r"QSH-JC-\d{4}-\d{6}", inspector.page.title())
    assert number
    visit = number[0]
    assert no_sideways(inspector.page)
    inspector.decide("到校，开始检查")
    inspector.open_task("现场检查", visit)
    page = inspector.page
    page.fill("[name=classes]", "12")
    page.fill("[name=third_parties]", "3")
    for card in page.locator("[data-check]").all():
        card.get_by_text("符合", exact=True).click()
    answer(page, "C-18", "不符", LATE)
    answer(page, "C-14", "部分", "三年级书法班没有教案。")
    more = page.locator("#items-C-18")
    more.locator("input[type=file]").first.set_input_files([photo("巡察记录.jpg")])
    more.locator("text=已上传").wait_for()
    page.fill("[name=opinion]", "总体规范，巡察记录要补。")
    assert no_sideways(page)
    assert "签字" in inspector.decide("提交，请学校签字")
    return visit


def answer(page: "Page", code: str, name: str, fact: str) -> None:
    card = page.locator(f"#items-{code}")
    card.get_by_text(name, exact=True).click()
    card.get_by_label("看到的情况").fill(fact)


def sign(principal: Hands, visit: str) -> None:
    """The school sees the result and signs for it; the score is that of D11."""
    principal.open_task("现场反馈签字", visit)
    said = principal.page.locator("form.desk-form").inner_text()
    assert "95.4分 · 优秀" in said
    assert LATE in said
    assert no_sideways(principal.page)
    principal.decide("同意，签字确认")


def circulate(enter: Enter, officer: Hands, head: Hands, month: str) -> None:
    officer.open_task("汇总检查情况", month)
    assert "共检查1所学校" in officer.page.input_value("[name=overview]")
    officer.page.fill("[name=good]", "学校每周公开巡察记录。")
    officer.page.fill("[name=typical]", "松涛中学巡察记录缺失。")
    officer.decide("送拟稿")
    officer.open_task("拟稿", month)
    officer.decide("提交核稿")
    head.open_task("核稿", month)
    assert "松涛中学巡察记录缺失" in head.page.locator("main").inner_text()
    head.decide("核稿通过")
    leader = enter("leader")
    leader.open_task("分管领导签发", month)
    leader.decide("同意签发")
    office = enter("bgs")
    office.open_task("用印", month)
    office.decide("已用印，送达")


def read(principal: Hands, officer: Hands, month: str) -> None:
    """The school signs for its copy on a phone; the office counts."""
    principal.page.goto("/inbox/")
    principal.page.click("text=去签收")
    principal.page.click("a:has-text('检查情况的通报')")
    principal.page.locator("text=已阅，签收").wait_for()
    assert no_sideways(principal.page)
    assert_no_serious_violations(principal.page)
    principal.page.click("text=已阅，签收")
    principal.page.wait_for_selector("text=已签收。")
    officer.open_case(month)
    assert "已通报" in officer.situation()
    assert "已签收 1 / 12" in officer.tab("文书")
    officer.page.click("a:has-text('已签收 1 / 12')")
    officer.page.wait_for_url("**/letters/sent/**")
    assert_no_serious_violations(officer.page)


def no_sideways(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

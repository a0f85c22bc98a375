"""A monthly inspection from the morning on which it begins by itself to the circular that a school signs for."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from casework.calendar.services import Calendar, seed_official
from casework.cases.models import Case
from casework.cases.services.batches import open_one
from casework.cases.services.calendar import ask, calendar_of
from casework.demo.register import load_register
from casework.organisations.models import Person
from casework.policy.values import value_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Submission
from processes.services import deploy, latest_version
from tests.journeys.guided_hands import log_in
from tests.journeys.hands import Hands
from tests.journeys.photos import photo
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
Enter = Callable[..., Hands]
SCHOOL = "松涛中学"
LATE = "3月第二周有两天没有巡察记录。"


@pytest.fixture
def month(transactional_db: None, settings: Any, tmp_path: Path) -> Case:
    """What the morning of the last month of inspection brought."""
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    load_register(timezone.localdate())
    seed_official()
    for folder in ("rectify", "insp_visit", "insp_month"):
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=datetime(2026, 1, 1, tzinfo=UTC))
    begins = calendar_of(latest_version("insp_month"))
    assert begins is not None
    day = first_day()
    batch = ask(begins, day=day, at=datetime.combine(day, datetime.min.time(), UTC))
    assert batch is not None
    case = open_one(opening_id=batch.openings.get().pk, at=timezone.now())
    assert case is not None
    return case


def first_day() -> Any:
    today = timezone.localdate()
    first = today.replace(day=1)
    while first.month not in value_of("PRM_MONTHS", on=today):
        first = (first - timedelta(days=1)).replace(day=1)
    return Calendar.load().first_working_day_of_month(first.year, first.month)


@pytest.fixture
def enter(browser: "Browser", live_server: LiveServer, month: Case) -> Iterator[Enter]:
    with ExitStack() as windows:

        def somebody(username: str, *, phone: bool = False) -> Hands:
            page = windows.enter_context(watched(browser, live_server.url, phone=phone)).page
            log_in(page.context, Person.objects.get(username=username), live_server.url)
            return Hands(page)

        yield somebody


def test_a_month_of_inspection(enter: Enter, month: Case) -> None:
    officer, head = enter("jjk"), enter("jjk-head")
    look_at_draw(officer, month)
    plan(officer, month)
    head.open_task("审批检查计划", month.number)
    assert "办" in head.decide("同意")
    principal = enter("s10-principal", phone=True)
    principal.page.goto("/inbox/")
    assert "到校" not in principal.page.locator("main").inner_text()
    visit = Case.objects.get(sender=month)
    inspector = enter("jjk2", phone=True)
    inspect(inspector, visit)
    sign(principal, visit)
    inspector.open_task("上传佐证", visit.number)
    inspector.decide("完成，生成检查记录表")
    assert Case.objects.filter(kind=Case.Kind.RECTIFICATION, sender=visit).count() == 1
    circulate(enter, officer, head, month)
    read(principal, officer, month)


def look_at_draw(officer: Hands, month: Case) -> None:
    """The draw says why, and comes out the same again."""
    officer.open_case(month.number)
    officer.page.click("text=看抽取经过")
    officer.page.wait_for_selector("text=怎么抽的")
    assert "还没有检查过" in officer.page.locator("main").inner_text()
    officer.page.click("text=重新抽一遍")
    officer.page.wait_for_selector("main strong:has-text('一致')")


def plan(officer: Hands, month: Case) -> None:
    """One school is planned instead of those that were drawn, and somebody who must keep away is refused."""
    officer.open_task("编制检查计划", month.number)
    while officer.page.locator("[data-line]").count() > 1:
        officer.page.locator("[data-line]").last.get_by_role("button", name=re.compile("删")).click()
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
    return Calendar.load().working_days_after(timezone.localdate(), 1).isoformat()


def choose(row: "Locator", name: str, label: str) -> None:
    row.locator(f"select[name$='-{name}']").select_option(label=label)


def members(row: "Locator", label: str, *, chosen: bool = True) -> None:
    box = row.locator("[data-column=members], [id$=-members], fieldset").get_by_label(label, exact=True).first
    box.set_checked(chosen)


def inspect(inspector: Hands, visit: Case) -> None:
    """Thirty-eight items on a phone, two of them not in order, one with a photo."""
    inspector.open_task("到校", visit.number)
    assert no_sideways(inspector.page)
    inspector.decide("到校，开始检查")
    inspector.open_task("现场检查", visit.number)
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
    said = inspector.decide("提交，请学校签字")
    assert "签字" in said


def answer(page: "Page", code: str, name: str, fact: str) -> None:
    card = page.locator(f"#items-{code}")
    card.get_by_text(name, exact=True).click()
    card.get_by_label("看到的情况").fill(fact)


def sign(principal: Hands, visit: Case) -> None:
    """The school sees the result and signs for it; the score is that of D11."""
    principal.open_task("现场反馈签字", visit.number)
    said = principal.page.locator("main").inner_text()
    assert "95.4" in said or LATE in said
    assert no_sideways(principal.page)
    principal.decide("同意，签字确认")
    signed = Submission.objects.get(instance__key=visit.pk, element_id="feedback")
    assert signed.by.username == "s10-principal"


def circulate(enter: Enter, officer: Hands, head: Hands, month: Case) -> None:
    officer.open_task("汇总检查情况", month.number)
    assert "共检查1所学校" in officer.page.input_value("[name=overview]")
    officer.page.fill("[name=good]", "学校每周公开巡察记录。")
    officer.page.fill("[name=typical]", "松涛中学巡察记录缺失。")
    officer.decide("送拟稿")
    officer.open_task("拟稿", month.number)
    officer.decide("提交核稿")
    head.open_task("核稿", month.number)
    assert "松涛中学巡察记录缺失" in head.page.locator("main").inner_text()
    head.decide("核稿通过")
    leader = enter("leader")
    leader.open_task("分管领导签发", month.number)
    leader.decide("同意签发")
    office = enter("bgs")
    office.open_task("用印", month.number)
    office.decide("已用印，送达")


def read(principal: Hands, officer: Hands, month: Case) -> None:
    """The school signs for its copy on a phone; the office counts."""
    principal.page.goto("/inbox/")
    principal.page.click("text=去签收")
    principal.page.click("a:has-text('检查情况的通报')")
    assert no_sideways(principal.page)
    principal.page.click("text=已阅，签收")
    principal.page.wait_for_selector("text=已签收。")
    officer.open_case(month.number)
    assert "已通报" in officer.situation()
    assert "已签收 1 / 12" in officer.tab("文书")


def no_sideways(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

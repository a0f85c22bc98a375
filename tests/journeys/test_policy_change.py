"""ST-15: “第三方项目不得超过30%”, from the new document to a school that is held to it, and back, by clicks alone."""

import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from config.bootstrap.places import ROOT
from tests.journeys.conftest import Enter
from tests.journeys.district import District, environment
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
TITLE = "第三方项目不超过30%"
# With the parameter on “不予通过” the share is a limit; until then it stays the reminder that it is.
RULE = 'parameters.PRM_TP_MODE != "block" or items_third_party <= items_all * parameters.PRM_TP_RATIO'
SAID = "第三方承担的项目不能超过总数的30%。"
TRYING = 'form[action$="/scenarios/run/"] button'
# Nobody can wait for tomorrow: what takes effect then takes effect today.
MORNING = """
from django.utils import timezone
from casework.changes.models import PublishedVersion
from casework.policy.models import ParameterValue
from processes.models import ProcessVersion
today = timezone.localdate()
ProcessVersion.objects.filter(published__isnull=False).update(effective_from=today)
ParameterValue.objects.filter(change_parameter__isnull=False).update(effective_from=today)
"""


def test_a_new_limit_reaches_a_school_and_is_taken_back(enter: Enter, district: District) -> None:
    manager, school = enter("manager"), enter("s01-lead")
    assert SAID not in too_many(school)
    change = begin(manager.page)
    edit_form(manager.page)
    edit_parameter(manager.page, change)
    try_out(manager.page, change)
    see_differences(manager.page, change)
    number = hand_in(manager.page, change)
    decide(enter("jjk-head"), "业务科室确认", number, "确认")
    decide(enter("leader"), "分管领导批准", number, "批准发布")
    assert SAID not in too_many(school)
    the_day_comes(district)
    assert SAID in too_many(school)
    withdraw(manager, enter("leader"), number)
    assert SAID not in too_many(school)
    manager.page.goto(change)
    assert "已回退" in manager.page.locator("main").inner_text()


def begin(page: "Page") -> str:
    """Register the document and open the change that it asks for; its address."""
    page.goto("/policy/register/")
    page.select_option("#id_level", "CITY")
    page.fill("#id_title", "关于规范课后服务第三方项目的通知")
    page.fill("#id_short_name", "第三方通知")
    page.fill("#id_issuer", "市教育局")
    page.fill("#id_clauses", "一 第三方承担的项目不得超过学校课后服务项目总数的30%。")
    page.get_by_role("button", name="登记").click()
    page.get_by_role("link", name="据此发起流程变更").click()
    page.fill("#id_title", TITLE)
    page.fill("#id_reason", "市里要求第三方项目不超过30%。")
    page.get_by_role("button", name="开始修改").click()
    page.wait_for_selector("#take-version")
    change = page.url
    options = page.locator("#take-version option").all_inner_texts()
    page.select_option("#take-version", label=next(o for o in options if o.startswith("入校审核")))
    page.get_by_role("button", name="列入").click()
    page.get_by_role("link", name="表单、决策表、文书").click()
    return change


def edit_form(page: "Page") -> None:
    """A school that asks for more is told so at the field, with the clause beside it."""
    page.get_by_role("link", name="拟引进申请").click()
    page.get_by_role("link", name="其中第三方承担的").click()
    page.fill('[name="rules-1-rule"]', RULE)
    page.fill('[name="rules-1-zh"]', SAID)
    page.locator("details.change-more summary").last.click()
    page.fill("#id_clause", "第三方通知一")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(lambda url: "at=" not in url or "saved" in url)


def edit_parameter(page: "Page", change: str) -> None:
    page.goto(f"{change}parameters/")
    page.get_by_role("link", name="超过第三方占比时").click()
    page.locator("label", has_text="不予通过").click()
    page.fill("#id_effective_from", tomorrow())
    page.fill("#id_source", "关于规范课后服务第三方项目的通知")
    page.fill("#id_clause", "第三方通知一")
    page.locator("main form button[type=submit]").last.click()
    page.get_by_role("cell", name="不予通过").wait_for()


def try_out(page: "Page", change: str) -> None:
    """Every scenario of the process, a part with each click."""
    page.goto(f"{change}scenarios/")
    while page.locator(TRYING).count():
        page.locator(TRYING).click()
        page.locator(f"{TRYING}[disabled]").wait_for(state="detached", timeout=120_000)
        assert page.get_by_text("✗ 没有通过").count() == 0
    assert page.get_by_text("✓ 通过").count() >= 30


def see_differences(page: "Page", change: str) -> None:
    page.goto(f"{change}differences/")
    told = page.locator("main").inner_text()
    assert "其中第三方承担的（含本次）" in told
    assert SAID in told


def hand_in(page: "Page", change: str) -> str:
    """The number of the case that carries it."""
    page.goto(f"{change}hand-in/")
    page.fill("#id_summary", "学校申请引进第三方时，第三方承担的项目不能超过总数的30%。")
    page.fill("#id_effective_from", tomorrow())
    office = page.locator("#id_office option", has_text="基教科").first.get_attribute("value")
    page.select_option("#id_office", value=office)
    page.get_by_role("button", name="送审").click()
    return page.locator(".bj-messages").inner_text().partition("案号")[2].strip(" 。")


def decide(hands: Hands, step: str, number: str, outcome: str, **said: str) -> None:
    hands.open_task(step, number)
    for name, text in said.items():
        hands.page.fill(f"[name='{name}']", text)
    hands.decide(outcome)


def withdraw(manager: Hands, leader: Hands, number: str) -> None:
    decide(manager, "观察施行情况", number, "申请回退到原版本", reason="学校反映总数还没有核准。")
    decide(leader, "批准回退", number, "同意回退")


def too_many(school: Hands) -> str:
    """What a school is told that asks for eight of twenty."""
    page = school.page
    page.goto("/cases/begin/ven_vet/apply/")
    page.fill("[name='items_all']", "20")
    page.fill("[name='items_third_party']", "8")
    school.page.locator(".desk-decide button").first.click()
    page.locator(".bj-errors").wait_for()
    return page.locator("main").inner_text()


def the_day_comes(district: District) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v", "0", "-c", MORNING]
    subprocess.run(command, cwd=ROOT, env=environment(district.folder), check=True)


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()

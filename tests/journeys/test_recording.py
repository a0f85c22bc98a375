"""A manager records a scenario on a phone: by clicks alone, from the list of files to the trial that passes."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from casework.changes.services import open_change_set, take_up
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy
from tests.casework.policy.conftest import Bureau

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WIDTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def scenarios(page: "Page", live_server: LiveServer, transactional_db: None) -> "Page":
    """The page of trials of a change with the rectification, open before the manager on a phone."""
    bureau, at = Bureau(), timezone.now()
    change = open_change_set(title="压缩整改时限", reason="上级文件", by=bureau.manager, at=at)
    version = deploy(bundle=read_bundle(Path(DEFINITIONS) / "rectify"), at=at)
    take_up(change=change, version=version, by=bureau.manager, at=at)
    client = Client()
    client.force_login(bureau.manager)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(reverse("changes:scenarios", args=[change.pk]))
    return page


def test_a_scenario_is_recorded_by_clicks_alone(scenarios: "Page") -> None:
    page = scenarios
    page.get_by_role("link", name="录制一个新场景").click()
    page.get_by_label("借用哪个场景的布置", exact=True).select_option(label="核实不成立：撤销（误报）")
    assert page.evaluate(WIDTH) <= 0
    page.get_by_role("button", name="开头和它一样").click()
    page.get_by_role("link", name="办理：核实定性").click()
    page.wait_for_selector("desk-form")
    assert page.evaluate(WIDTH) <= 0
    page.get_by_role("button", name="不成立，撤销").click()
    page.get_by_role("alert").get_by_text("请填写“核实意见”").wait_for()
    page.get_by_label("核实意见").fill("经核实，情况不属实。")
    page.get_by_role("button", name="删除这一行").click()
    page.get_by_role("button", name="不成立，撤销").click()
    page.get_by_text("试办的事已经办结").wait_for()
    page.wait_for_selector("bj-diagram .djs-element.bj-done")
    assert page.evaluate(WIDTH) <= 0
    page.get_by_role("link", name="保存为场景").click()
    page.get_by_label("场景名称").fill("登记有误，核实后撤销")
    assert page.evaluate(WIDTH) <= 0
    page.get_by_role("button", name="保存并试办").click()
    page.get_by_text("✓ 通过").wait_for()

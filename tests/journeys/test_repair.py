"""A case that went the wrong way is sent back by two persons, in a real browser and on a phone."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.hands import Hands

pytestmark = pytest.mark.browser
Enter = Callable[..., Hands]


def picture(hands: Hands, name: str) -> None:
    """For whoever looks at the pages: BANJIE_PICTURES names a folder."""
    if folder := os.environ.get("BANJIE_PICTURES"):
        hands.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_two_persons_send_a_case_back(enter: Enter) -> None:
    head = enter("jjk-head")
    head.page.goto("/cases/?q=松涛中学月度检查")
    rechecked = head.page.locator("main tr", has_text="复查")
    rechecked.locator("a[href^='/cases/']", has_text="QSH-ZG").first.click()
    head.page.locator("summary", has_text="更多操作").click()
    head.page.locator("a[href^='/repairs/cases/']").click()
    head.page.wait_for_selector("text=可以这样修正")
    picture(head, "case")
    head.page.locator("main li a", has_text="送回").first.click()
    head.page.wait_for_selector("text=会发生什么")
    picture(head, "move")
    head.page.get_by_role("button", name="提出修正").click()
    head.page.wait_for_selector(".bj-errors")
    head.page.fill("#reason", "材料不全，请学校补齐后再复查")
    head.page.get_by_role("button", name="提出修正").click()
    head.page.wait_for_selector("text=这是您提出的")
    head.page.wait_for_selector("bj-diagram[data-ready]")
    picture(head, "own")
    assert head.page.get_by_role("button", name="确认修正").count() == 0

    manager = enter("manager", phone=True)
    manager.page.goto("/repairs/")
    picture(manager, "index-phone")
    manager.page.locator("main li a", has_text="送回").first.click()
    manager.page.wait_for_selector("text=刚刚重新计算")
    picture(manager, "confirm-phone")
    wide = manager.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    manager.page.get_by_role("button", name="确认修正").click()
    manager.page.wait_for_selector("text=已修正，案件按新的路径办理")
    manager.page.wait_for_selector("bj-diagram[data-ready]")
    picture(manager, "done-phone")

    head.page.goto(re.sub(r"\?.*", "", head.page.url))
    head.page.get_by_role("link", name=re.compile("QSH-ZG")).first.click()
    head.page.wait_for_selector("text=以前的修正")

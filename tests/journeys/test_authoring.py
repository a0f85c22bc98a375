"""A manager changes a decision table and a form in the browser, and sees what comes of it."""

import re
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
ENGLISH = re.compile(r"[A-Za-z]{3,}")
TITLES = """() => [...document.querySelectorAll("bj-table [title], bj-table [placeholder], bj-table [aria-label]")]
  .flatMap((node) => [node.getAttribute("title"), node.getAttribute("placeholder"), node.getAttribute("aria-label")])
  .filter((text) => text && !text.includes("bpmn.io"))"""
WIDTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def files(page: "Page", live_server: LiveServer, transactional_db: None) -> "Page":
    """The list of the rectification's files in a change, open before the manager."""
    bureau, at = Bureau(), timezone.now()
    change = open_change_set(title="压缩整改时限", reason="上级文件", by=bureau.manager, at=at)
    version = deploy(bundle=read_bundle(Path(DEFINITIONS) / "rectify"), at=at)
    draft = take_up(change=change, version=version, by=bureau.manager, at=at)
    client = Client()
    client.force_login(bureau.manager)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(reverse("changes:files", args=[change.pk, draft.pk]))
    page.wait_for_selector(".change-files")
    return page


def test_a_row_that_nothing_reaches_is_marked_and_found_from_the_sentence(files: "Page") -> None:
    page = files
    page.get_by_role("link", name="延期审查").click()
    page.wait_for_selector("bj-table[data-ready]")
    page.wait_for_selector("bj-table .bj-editor__verdict")
    assert page.locator("bj-table").get_by_text("严重程度").count()
    assert [title for title in page.evaluate(TITLES) if ENGLISH.search(title)] == []

    # The last row takes everything; one more below it can never be reached.
    before = page.locator("bj-table td.rule-index").count()
    page.locator("bj-table .add-rule-add button, bj-table .add-rule-add").first.click()
    page.wait_for_selector("bj-table .bj-editor__state[data-state=saved]")
    page.wait_for_selector(".bj-tables__findings :text('永远不会')")
    said = page.locator("bj-table .bj-tables__findings").inner_text()
    assert f"第 {before + 1} 行永远不会命中" in said
    mark = page.locator("bj-table td.rule-index").nth(before)
    assert mark.evaluate("node => getComputedStyle(node, '::after').content") == '" !"'
    page.locator("bj-table .bj-editor__finding", has_text="永远不会命中").click()
    assert page.locator("bj-table tr.is-meant").count() == 1

    page.get_by_role("button", name="撤销").click()
    page.wait_for_function(
        "() => !document.querySelector('.bj-tables__findings').innerText.includes('永远不会')"
    )
    page.reload()
    page.wait_for_selector("bj-table[data-ready]")
    assert page.locator("bj-table td.rule-index").count() == before


def test_a_form_is_changed_beside_its_preview(files: "Page") -> None:
    page = files
    page.get_by_role("link", name="复查", exact=True).first.click()
    page.wait_for_selector("#preview .change-paper")
    assert "发现材料不实" in page.locator("#preview").inner_text()
    page.select_option("#add-", value="number")
    page.get_by_role("button", name="加上").click()
    page.wait_for_selector("change-field")
    page.fill("#id_label_zh", "复查用了几个小时")
    page.wait_for_selector("#preview :text('复查用了几个小时')")
    assert page.locator("[data-kinds='choice choices']").is_hidden()
    page.wait_for_selector("bj-feel-names[data-ready]")
    page.locator("summary", has_text="更多：出现条件").click()
    page.locator("#id_visible").press_sequentially("= case.severity = 4 and cas")
    page.locator("bj-feel li:visible").first.click()
    assert page.locator("bj-feel .bj-feel__keyword").all_inner_texts() == ["and"]
    page.fill("#id_visible", "")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector("ol.change-lines")
    assert page.locator(".change-line", has_text="复查用了几个小时").count() == 1
    page.get_by_role("button", name="上移“复查用了几个小时”").click()
    page.wait_for_selector(".change-line:nth-last-child(2):has-text('复查用了几个小时')")
    page.locator(".bj-crumbs a").last.click()
    assert page.locator(".change-line", has_text="recheck").first.inner_text().count("有改动") == 1


def test_a_letter_takes_a_name_where_the_cursor_is(files: "Page") -> None:
    page = files
    page.get_by_role("link", name="课后服务问题电子整改单").click()
    text = page.locator("[name=parts-1-text]")
    text.fill("请")
    page.locator("button[data-name='respondent.name']").click()
    assert text.input_value() == "请{{respondent.name}}"
    page.wait_for_selector("#preview :text('请海棠九年一贯制学校')")

    # Names are offered between the braces only, and what nobody knows is marked.
    page.wait_for_selector("bj-feel-names[data-ready]")
    field = page.locator("bj-feel", has=text)
    text.press("End")
    text.press_sequentially("respondent{{nobody}}{{责任单位简")
    assert field.locator(".bj-feel__unknown").all_inner_texts()[0] == "nobody"
    field.locator("li", has_text="责任单位简称").click()
    assert text.input_value().endswith("{{respondent.short_name")
    text.fill("请{{respondent.name}}")

    # The page is the one that is printed: sheets of A4, the head in red, the place of the seal.
    page.wait_for_selector("letter-page[data-sheets]")
    sheet = page.locator(".lp-sheet").first.bounding_box()
    assert sheet is not None
    assert abs(sheet["height"] / sheet["width"] - 297 / 210) < 0.01
    page.get_by_role("button", name="保存").first.click()
    page.wait_for_selector("#preview :text('请海棠九年一贯制学校')")


def test_the_pages_fit_on_a_phone(files: "Page") -> None:
    page = files
    page.set_viewport_size({"width": 390, "height": 844})
    here = page.url
    for kind in ("", "form", "letter", "table"):
        page.goto(here)
        if kind:
            page.locator(f"#{kind} .change-line__what a").first.click()
            page.wait_for_selector("#preview, bj-table[data-ready]")
        assert page.evaluate(WIDTH) <= 0, kind

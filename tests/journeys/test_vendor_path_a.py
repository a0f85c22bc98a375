"""Path A on a phone: a vendor who has never seen the system hands in everything without leaving the six steps."""

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from casework.papers.models import Requirement
from processes.models import UserTask
from tests.documents.files import word
from tests.journeys.entry_case import entry_case
from tests.journeys.guided_hands import Vendor, log_in
from tests.journeys.photos import photo
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Locator

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def answers() -> dict[str, str]:
    """What stands on the papers, as somebody types it from them."""
    today = timezone.localdate()
    return {
        "number": "赣教民202601号",
        "holder": "王敏",
        "issuer": "区教育体育局",
        "issued_on": f"{today - timedelta(days=10):%Y年%m月%d日}",
        "valid_from": f"{today - timedelta(days=40):%Y.%m.%d}",
        "valid_to": f"{today + timedelta(days=700):%Y%m%d}",
        "scope": "科技、机器人",
        "persons": "张三",
    }


def paper_for(block: "Locator", number: int) -> "FilePayload":
    """A photo, or a Word file where no photo is taken; no two alike."""
    accepted = block.locator("bj-upload").get_attribute("accept") or ""
    if ".jpg" in accepted:
        return photo(f"材料{number}.jpg", f"#{0x335577 + 4099 * number:06x}")
    return {"name": f"材料{number}.docx", "mimeType": WORD, "buffer": word(f"课程方案第{number}份")}


def answer_item(vendor: Vendor, block: "Locator", number: int) -> None:
    file = paper_for(block, number)
    block.locator("bj-upload input[type=file]").first.set_input_files([file])
    block.locator(".guide-file__name", has_text=file["name"]).wait_for()
    known, field = answers(), block.locator(".guide-line :is(input, textarea)").first
    for line in block.locator(".guide-line", has_text="必填").all():
        field = line.locator("input, textarea").first
        fact = (field.get_attribute("name") or "").split("-")[-1]
        proposal = line.locator("button.guide-proposal")
        offered = (proposal.first.get_attribute("value") or "").split(":", 2) if proposal.count() else []
        field.fill(offered[2] if offered else known[fact])
    if block.locator(".guide-line").count():
        field.press("Tab")
        vendor.saved()
    assert not block.locator(".bj-field__error").count(), block.inner_text()


@pytest.mark.django_db(transaction=True)
def test_a_vendor_hands_in_path_a_and_gets_a_receipt(
    browser: "Browser", live_server: LiveServer, settings: Any, tmp_path: Path
) -> None:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    case, clerk = entry_case(at=timezone.now())
    with watched(browser, live_server.url, phone=True) as watch:
        log_in(watch.page.context, clerk, live_server.url)
        watch.page.goto("/inbox/")
        watch.page.locator("a.desk-task__title", has_text="提交入校材料").click()
        vendor = Vendor(watch.page)
        watch.page.locator(".guide-bar a").click()
        watch.page.wait_for_selector("guide-form")
        number = 0
        for sign in "①②③④⑤⑥":
            assert vendor.heading().startswith(sign)
            while (todo := watch.page.locator("details.guide-item.is-missing")).count():
                number += 1
                block = watch.page.locator(f"#{todo.first.get_attribute('id')}")
                if block.get_attribute("open") is None:
                    block.locator("> summary").click()
                answer_item(vendor, block, number)
            for name in ("uses_overseas", "teaches_subjects", "charges_parents"):
                for option in watch.page.locator(f"[name={name}][value=false]").all():
                    vendor.choose(option)
            for name in ("renewal_promise", "true_copies"):
                for option in watch.page.locator(f"[name={name}][value=true]").all():
                    vendor.choose(option)
            if sign != "⑥":
                vendor.forward()
        watch.page.wait_for_selector("text=各步都已填好")
        watch.page.locator("#guide-send button").click()
        watch.page.wait_for_url("**/receipts/**")
        shown = watch.page.inner_text("main")
        assert f"{case.number}-1" in shown
        assert watch.page.locator(".guide-hashes code").count() == number
        assert re.fullmatch(r"[0-9a-f]{64}", watch.page.locator(".guide-hashes code").first.inner_text())
        with watch.page.expect_download() as saved:
            watch.page.click("text=下载（Word）")
        assert saved.value.suggested_filename == f"{case.number}-1.docx"
        watch.page.goto(f"/cases/{case.pk}/")
        assert "材料接收回执" in watch.page.inner_text("#panel-papers")
    assert number == Requirement.objects.filter(case=case, is_for_school=False, is_mandatory=True).count()
    assert UserTask.objects.open().get(instance__key=case.pk).element_id == "verify_originals"

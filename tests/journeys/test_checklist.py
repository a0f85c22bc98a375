"""A checklist on a phone at a school: a photo, no network, a dead browser, and nothing that was answered is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from casework.calendar.services import seed_official
from processes.models import Submission, UserTask
from tests.casework.inbox.visiting import Visiting
from tests.journeys.axe import assert_no_serious_violations
from tests.journeys.guided_hands import log_in
from tests.journeys.photos import photo
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]


@pytest.fixture
def desk(transactional_db: None, settings: Any, tmp_path: Path) -> Visiting:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    seed_official()
    return Visiting()


@pytest.fixture
def task(desk: Visiting) -> UserTask:
    return desk.task(desk.case(), "visit")


@pytest.fixture
def opened(browser: "Browser", live_server: LiveServer, desk: Visiting, task: UserTask) -> Opened:
    @contextmanager
    def window(*, phone: bool = True) -> Iterator["Page"]:
        with watched(browser, live_server.url, phone=phone) as watch:
            log_in(watch.page.context, desk.first, live_server.url)
            watch.page.goto(f"/inbox/tasks/{task.pk}/")
            watch.page.wait_for_selector("desk-checklist")
            yield watch.page
            watch.page.wait_for_load_state("networkidle")

    return window


def card(page: "Page", code: str) -> "Locator":
    return page.locator(f"#items-{code}")


def answer(page: "Page", code: str, name: str, fact: str = "") -> None:
    card(page, code).get_by_text(name, exact=True).click()
    if fact:
        card(page, code).get_by_label("看到的情况").fill(fact)


def arrived(where: "Locator", name: str) -> None:
    """The file is there; where the database of the tests was busy with a draft, after one more click."""
    done, again = where.locator(".is-done", has_text=name), where.get_by_role("button", name=f"重试 {name}")
    done.or_(again).wait_for()
    page = where.page
    page.wait_for_load_state("networkidle")
    if again.count():
        again.click()
    done.wait_for()


def said(page: "Page", words: str) -> None:
    page.locator("[data-draft-state]", has_text=words).wait_for()


def test_what_is_answered_without_a_network_is_sent_when_there_is_one_again(
    opened: Opened, desk: Visiting, task: UserTask
) -> None:
    with opened() as page:
        answer(page, "C-01", "部分", "两份教案没有目标")
        said(page, "已自动保存")
        page.context.set_offline(True)
        answer(page, "C-02", "符合")
        said(page, "网络断开，填的内容已记在本机")
        card(page, "C-01").locator("input[type=file]").first.set_input_files([photo("教案.jpg")])
        card(page, "C-01").locator(".is-refused", has_text="已存在本机，连上后自动上传").wait_for()
        assert page.locator(".desk-checklist__away").inner_text().startswith("没有网络")
        page.locator(".desk-decide button").click()
        said(page, "还不能提交")
        page.context.set_offline(False)
        arrived(card(page, "C-01"), "教案.jpg")
        said(page, "已自动保存")
        assert page.locator("[data-left]").inner_text() == "还有 1 项未评"
        assert page.locator("[data-score]").inner_text() == "66.7"
        page.wait_for_load_state("networkidle")
    # Another device: what was kept on the server is all there.
    with opened(phone=False) as page:
        assert card(page, "C-02").locator("[value=met]").is_checked()
        assert card(page, "C-01").get_by_label("看到的情况").input_value() == "两份教案没有目标"
        assert card(page, "C-01").locator(".is-done", has_text="教案.jpg").count() == 1
        page.get_by_role("button", name="到下一个未评项").click()
        assert page.evaluate("document.activeElement.name") == "items-C-20-result"
        answer(page, "C-20", "不适用")
        assert page.locator("desk-checklist [data-all]").is_visible()
        page.get_by_role("button", name="全选").first.click()
        page.locator(".desk-decide button").click()
        page.wait_for_url("**/inbox/")
    items = Submission.objects.get().values["items"]
    assert [(item["result"], len(item["photos"])) for item in items] == [
        ("partly", 1), ("met", 0), ("not_applicable", 0),
    ]  # fmt: skip


def kept_on_the_phone(page: "Page") -> None:
    page.evaluate("""async () => {
        while (!(await caches.match(location.pathname))) await new Promise((go) => setTimeout(go, 50));
    }""")


def test_a_phone_that_closes_the_page_at_a_school_without_a_network_loses_neither_words_nor_photos(
    opened: Opened, task: UserTask
) -> None:
    expect = pytest.importorskip("playwright.sync_api").expect
    with opened() as page:
        kept_on_the_phone(page)
        page.context.set_offline(True)
        answer(page, "C-01", "部分", "两份教案没有目标")
        for name in ("教案.jpg", "黑板.jpg"):
            card(page, "C-01").locator("input[type=file]").first.set_input_files([photo(name)])
            card(page, "C-01").locator(".is-refused", has_text=name).wait_for()
        said(page, "网络断开，填的内容已记在本机")
        # The camera wanted the memory: the phone threw the page away, and opens it again.
        page.reload()
        page.wait_for_selector("desk-checklist .is-refused")
        assert page.locator(".desk-checklist__away").is_visible()
        # Put back by us, or by the browser.
        expect(card(page, "C-01").get_by_label("看到的情况")).to_have_value("两份教案没有目标")
        answer(page, "C-02", "符合")
        page.context.set_offline(False)
        for name in ("教案.jpg", "黑板.jpg"):
            arrived(card(page, "C-01"), name)
        said(page, "已自动保存")
        assert not page.locator(".desk-checklist__away").is_visible()
        page.wait_for_load_state("networkidle")
        answer(page, "C-20", "不适用")
        page.get_by_role("button", name="全选").first.click()
        page.locator(".desk-decide button").click()
        page.wait_for_url("**/inbox/")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(f"caches.match('/inbox/tasks/{task.pk}/')") is None
    first = Submission.objects.get().values["items"][0]
    assert (first["result"], first["fact"], len(first["photos"])) == ("partly", "两份教案没有目标", 2)


PUT_A_PHOTO = """async () => {
    const stash = await import(document.querySelector("script[src*='banjie/upload']").src.replace("upload", "stash"));
    await stash.put(`${document.querySelector("meta[name=bj-person]").content}:task:1:photos`, new File(["x"], "x.jpg"));
}"""
# Answers as soon as so many pages and photos are left.
LEFT = """async ([pages, photos]) => {
    const open = await new Promise((go) => { const o = indexedDB.open("bj-files", 1); o.onsuccess = () => go(o.result); });
    for (;;) {
        const asked = open.transaction("files").objectStore("files").count();
        const waiting = await new Promise((go) => { asked.onsuccess = () => go(asked.result); });
        const kept = [];
        for (const name of await caches.keys()) kept.push(...await (await caches.open(name)).keys());
        const tasks = kept.filter((one) => one.url.includes("/inbox/tasks/"));
        if (tasks.length === pages && waiting === photos) return;
        await new Promise((go) => setTimeout(go, 50));
    }
}"""
OUTDATE = """async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const page = await cache.match(location.pathname);
    const headers = new Headers(page.headers);
    headers.set("X-Banjie-Until", Date.now() - 1000);
    await cache.put(location.pathname, new Response(await page.blob(), { headers }));
}"""


def test_what_a_phone_keeps_has_an_end_and_is_not_for_the_next_person(
    opened: Opened, desk: Visiting, task: UserTask, live_server: LiveServer
) -> None:
    from playwright.sync_api import Error

    address = f"/inbox/tasks/{task.pk}/"
    with opened() as page:
        kept_on_the_phone(page)
        page.evaluate(PUT_A_PHOTO)
        page.evaluate(OUTDATE)
        page.goto("/policy/")
        page.evaluate(LEFT, [0, 1])
        page.goto(address)
        kept_on_the_phone(page)
        page.evaluate(OUTDATE)
        page.context.set_offline(True)
        with pytest.raises(Error):
            page.goto(address)
        page.context.set_offline(False)
        page.goto(address)
        kept_on_the_phone(page)
        log_in(page.context, desk.second, live_server.url)
        page.goto("/policy/")
        page.evaluate(LEFT, [0, 0])


def test_a_shortfall_asks_for_the_fact_and_a_mend_takes_the_question_back(opened: Opened) -> None:
    with opened() as page:
        fact = card(page, "C-20").get_by_label("看到的情况")
        assert not fact.is_visible()
        answer(page, "C-20", "不符")
        assert fact.is_visible()
        assert card(page, "C-20").locator("[data-asked]").is_visible()
        answer(page, "C-20", "符合")
        assert not fact.is_visible()
        answer(page, "C-20", "不符", "一家未入库")
        answer(page, "C-20", "符合")
        # What was typed is not taken away with the question.
        assert fact.input_value() == "一家未入库"
        assert fact.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        answer(page, "C-01", "部分")
        assert_no_serious_violations(page)


def test_schools_are_found_by_typing_and_ticked_together(opened: Opened) -> None:
    with opened() as page:
        names = page.locator("#field-id_schools")
        names.get_by_role("button", name="全选").click()
        assert names.locator("[data-state]").inner_text() == "已选 2 个，共 2 个"
        names.get_by_role("button", name="全不选").click()
        names.get_by_label("S11").check()
        assert names.locator("[data-state]").inner_text() == "已选 1 个，共 2 个"

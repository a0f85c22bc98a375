"""A guided submission in a browser: what was shown as saved is never lost, and what goes wrong has a sentence."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from casework.papers.models import Requirement
from tests.casework.guided.conftest import CODE, OTHER_NUMBER, Submission
from tests.journeys.guided_hands import Vendor, log_in
from tests.journeys.photos import photo, program
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]


@pytest.fixture
def submission(transactional_db: None, settings: Any, tmp_path: Path) -> Submission:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    return Submission()


@pytest.fixture
def opened(browser: "Browser", live_server: LiveServer, submission: Submission) -> Opened:
    """``with opened() as vendor``: a phone of the clerk's that nobody has used yet, at the list of steps or at one."""

    @contextmanager
    def window(key: str = "", *, phone: bool = True) -> Iterator[Vendor]:
        with watched(browser, live_server.url, phone=phone) as watch:
            log_in(watch.page.context, submission.clerk, live_server.url)
            vendor = Vendor(watch.page)
            if key:
                vendor.step(submission.task().pk, key)
            else:
                watch.page.goto(f"/inbox/tasks/{submission.task().pk}/")
                watch.page.wait_for_selector(".guide-list")
            yield vendor
            # What is still asked for would meet the emptying of the database.
            if not watch.page.is_closed():
                watch.page.wait_for_load_state("networkidle")

    return window


def begin(vendor: Vendor) -> None:
    vendor.page.locator(".guide-bar a").click()
    vendor.page.wait_for_selector("guide-form")


def licence(vendor: Vendor) -> None:
    block = vendor.give("营业执照", photo("营业执照.jpg"))
    vendor.adopt(block, "编号")
    vendor.adopt(block, "持有人")
    vendor.fact(block, "有效期至", "长期")


def permit(vendor: Vendor) -> None:
    block = vendor.give("办学许可证", photo("办学许可证.jpg"))
    vendor.fact(block, "编号", "教民1号")
    vendor.adopt(block, "持有人")
    vendor.fact(block, "有效期至", "2035年5月1日")
    vendor.fact(block, "范围", "科技、机器人")


def identity(vendor: Vendor) -> None:
    block = vendor.give("师资身份证明", photo("身份证.jpg"), "张三")
    vendor.adopt(block, "持有人")
    vendor.fact(block, "有效期至", "2036-01-01")


def courses(vendor: Vendor) -> None:
    vendor.fill(vendor.page.locator("[name=courses]"), "机器人")
    vendor.fill(vendor.page.locator("[name=starts_on]"), "2026-12-07")
    vendor.choose(vendor.page.locator("[name=has_outdoor][value=true]"))
    vendor.fill(vendor.page.locator("[name=outdoor]"), "两名教师随队。")


def insurance(vendor: Vendor) -> None:
    block = vendor.give("公众责任险保单", photo("公众责任险.jpg"))
    vendor.fact(block, "有效期至", "2035年5月1日")


def promises(vendor: Vendor) -> None:
    for box in vendor.page.locator("[name=promise]").all():
        vendor.choose(box)
    vendor.give("承诺书", photo("承诺书.jpg"))


STEPS: list[tuple[str, Callable[[Vendor], None], str, str]] = [
    ("subject", lambda v: v.fill(v.page.locator("[name=profile-credit_code]"), CODE), "[name=profile-credit_code]", CODE),
    ("subject", licence, "[name$=-valid_to]", "长期"),
    ("licences", permit, "[name$=-scope]", "科技、机器人"),
    ("people", identity, "[name$=-valid_to]", "2036年1月1日"),
    ("courses", courses, "[name=outdoor]", "两名教师随队。"),
    ("insurance", insurance, "[name$=-valid_to]", "2035年5月1日"),
]  # fmt: skip


def test_a_browser_that_dies_at_any_step_loses_nothing_that_was_shown_as_saved(
    opened: Opened, submission: Submission
) -> None:
    before: list[tuple[str, str, str]] = []
    for key, act, field, value in STEPS:
        # Each time a window that nobody has used yet, in turn on a phone and at a desk.
        with opened(key, phone=len(before) % 2 == 0) as vendor:
            seen_again(vendor, before[-1:])
            vendor.step(submission.task().pk, key)
            act(vendor)
            vendor.saved()
            vendor.die()
        before.append((key, field, value))
    with opened("promises") as vendor:
        seen_again(vendor, before[-1:])
        vendor.step(submission.task().pk, "promises")
        promises(vendor)
        vendor.die()
    with opened("promises", phone=False) as vendor:
        assert "各步都已填好" in vendor.page.inner_text("#guide-summary")


def seen_again(vendor: Vendor, saved: list[tuple[str, str, str]]) -> None:
    for key, field, value in saved:
        vendor.page.goto(re.sub(r"/steps/\w+/", f"/steps/{key}/", vendor.page.url))
        assert vendor.page.locator(field).input_value() == value


def test_what_is_wrong_is_told_beside_the_field_the_moment_it_is_left(opened: Opened) -> None:
    with opened() as vendor:
        begin(vendor)
        code = vendor.page.locator("[name=profile-credit_code]")
        vendor.fill(code, "9136")
        vendor.page.locator("[data-fault=profile-credit_code] p", has_text="应为18位").wait_for()
        assert code.get_attribute("aria-invalid") == "true"
        assert code.input_value() == "9136"
        block = vendor.give("营业执照", photo("营业执照.jpg"))
        vendor.fact(block, "有效期至", "2020-01-01")
        block.locator("text=已经过期").first.wait_for()
        vendor.fact(block, "有效期至", "后年")
        block.locator("text=看不出是哪一天").wait_for()
        assert block.get_by_label("有效期至").input_value() == "后年"


def test_a_file_of_a_wrong_kind_is_refused_beside_the_paper(opened: Opened) -> None:
    with opened() as vendor:
        begin(vendor)
        block = vendor.item("营业执照")
        block.locator("bj-upload input[type=file]").first.set_input_files([program("执照.exe")])
        block.locator("text=/退回：.+。/").wait_for()
        assert block.locator(".guide-file").count() == 0


def test_an_upload_cut_off_in_the_middle_says_so_and_goes_through_when_tried_again(opened: Opened) -> None:
    with opened() as vendor:
        begin(vendor)
        block = vendor.item("营业执照")
        vendor.page.route("**/documents/**", lambda route: route.abort("connectionreset"))
        block.locator("bj-upload input[type=file]").first.set_input_files([photo("营业执照.jpg")])
        block.locator("text=网络断开，文件还没有传上去").wait_for()
        vendor.page.unroute("**/documents/**")
        block.locator("button", has_text="重试").click()
        block.locator(".guide-file__name", has_text="营业执照.jpg").wait_for()
        vendor.page.context.set_offline(True)
        name = vendor.page.locator("[name=profile-contact]")
        name.fill("教务主管")
        name.press("Tab")
        vendor.page.locator("[data-saved]", has_text="网络断开，还没有保存").wait_for()
        vendor.page.context.set_offline(False)
        vendor.saved()
        vendor.page.reload()
        assert vendor.page.locator("[name=profile-contact]").input_value() == "教务主管"


def test_bytes_that_have_arrived_are_not_sent_again(opened: Opened) -> None:
    with opened() as vendor:
        begin(vendor)
        block, asked = vendor.item("营业执照"), list[str]()
        vendor.page.on("request", lambda request: asked.append(request.method))
        completing = re.compile(r"/papers/\d+/[0-9a-f-]{36}/$")
        vendor.page.route(completing, lambda route: route.abort("connectionreset"))
        block.locator("bj-upload input[type=file]").first.set_input_files([photo("营业执照.jpg")])
        block.locator("text=网络断开").wait_for()
        vendor.page.unroute(completing)
        block.locator("button", has_text="重试").click()
        block.locator(".guide-file__name", has_text="营业执照.jpg").wait_for()
        assert asked.count("PUT") == 1


def test_leading_on_waits_for_a_file_under_way_and_works_once_it_is_there(opened: Opened) -> None:
    with opened() as vendor:
        begin(vendor)
        block = vendor.item("营业执照")
        held: list[Route] = []

        def hold(route: "Route") -> None:
            held.append(route)

        vendor.page.route("**/documents/**", hold)
        block.locator("bj-upload input[type=file]").first.set_input_files([photo("营业执照.jpg")])
        block.locator("bj-upload li.is-busy").wait_for()
        vendor.page.locator(".guide-bar .bj-button--primary").click()
        vendor.page.locator("vf-snackbar", has_text="文件还在上传").wait_for()
        assert vendor.heading().startswith("①")
        while not held:  # a slow machine has not come to the sending yet
            vendor.page.wait_for_timeout(50)
        held[0].continue_()
        block.locator(".guide-file__name", has_text="营业执照.jpg").wait_for()
        vendor.forward()
        assert vendor.heading().startswith("②")


def test_files_chosen_together_go_to_the_papers_whose_names_they_bear(
    opened: Opened, submission: Submission
) -> None:
    submission.person("李四", OTHER_NUMBER)
    submission.ask()
    with opened("people") as vendor:
        files = [photo("李四身份证明.jpg"), photo("扫描0001.jpg", "#8f6b6b")]
        vendor.page.locator("guide-many input[type=file]").set_input_files(files)
        vendor.page.locator(".guide-group", has_text="李四 的证明").locator(
            "text=李四身份证明.jpg"
        ).first.wait_for()
        vendor.page.locator("guide-many select").select_option(label="张三 · 师资身份证明")
        vendor.page.locator(".guide-group", has_text="张三 的证明").locator(
            "text=扫描0001.jpg"
        ).first.wait_for()


def test_a_login_that_expired_loses_nothing_that_was_typed(
    opened: Opened, submission: Submission, live_server: LiveServer
) -> None:
    with opened("courses") as vendor:
        vendor.page.context.clear_cookies()
        vendor.page.locator("[name=courses]").fill("机器人")
        vendor.page.locator("[name=courses]").press("Tab")
        vendor.page.locator("[data-saved]", has_text="登录已过期").wait_for()
        log_in(vendor.page.context, submission.clerk, live_server.url)
        vendor.page.reload()
        vendor.saved()
        assert vendor.page.locator("[name=courses]").input_value() == "机器人"
    with opened("courses") as vendor:
        assert vendor.page.locator("[name=courses]").input_value() == "机器人"


def test_nothing_sticks_out_and_no_name_is_missing_at_either_width(
    opened: Opened, submission: Submission
) -> None:
    Requirement.objects.filter(case=submission.case, type_code="DT-212").update(
        state="RETURNED", message="许可范围看不清，请补拍许可证正面并写明许可的课程类别"
    )
    for phone in (True, False):
        with opened("subject", phone=phone) as vendor:
            for key in ("subject", "licences", "people", "courses", "insurance", "promises"):
                vendor.step(submission.task().pk, key)
                wide = vendor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0, (key, phone, wide)
                assert not vendor.nameless(), (key, vendor.nameless())

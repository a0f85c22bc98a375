"""The small elements of the pages, in a real browser: nothing typed is lost, nothing is sent twice."""

from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

from casework.organisations.models import Person
from tests.journeys.watch import wait_until_kept

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = """<form method="post" action="/licence/" data-keep="task:1">
  <input type="hidden" name="csrfmiddlewaretoken" value="x">
  <textarea name="fact"></textarea><label><input type="radio" name="level" value="L2">L2</label>
  <button>提交</button></form>"""
UPLOAD = """<form><input type="hidden" name="csrfmiddlewaretoken" value="x">
  <bj-upload name="photos" begin="/begin/" complete="/done/{version}/" multiple></bj-upload></form>"""


@pytest.fixture
def principal() -> Person:
    return Person.objects.create_user("jjk", password="correct horse battery", post="基教科 经办")


def enter(page: "Page") -> None:
    page.goto("/login/")
    page.fill("#id_username", "jjk")
    page.fill("#id_password", "correct horse battery")
    page.click(".bj-login__submit")
    page.wait_for_url(lambda url: "/login/" not in url)


def show(page: "Page", markup: str) -> None:
    """A page of the shell with this in it, as if the server had written it."""
    page.goto("/licence/")
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", markup)
    page.evaluate("document.dispatchEvent(new Event('turbo:load'))")


def test_what_was_typed_survives_a_login_in_the_middle(page: "Page", principal: Person) -> None:
    enter(page)
    show(page, FORM)
    page.fill("[name=fact]", "抽查 5 份教案，2 份缺失")
    page.check("[name=level]")
    wait_until_kept(page, "抽查 5 份教案，2 份缺失", '"level":["')
    page.context.clear_cookies()
    enter(page)
    show(page, FORM)
    assert page.input_value("[name=fact]") == "抽查 5 份教案，2 份缺失"
    assert page.is_checked("[name=level]")
    assert page.is_visible("text=已恢复您上次填写")


def test_what_one_person_typed_is_not_shown_to_the_next(page: "Page", principal: Person) -> None:
    enter(page)
    show(page, FORM)
    page.fill("[name=fact]", "不给别人看")
    wait_until_kept(page, "不给别人看")
    page.context.clear_cookies()
    Person.objects.filter(username="jjk").update(username="former")
    Person.objects.create_user("jjk", password="correct horse battery", post="校长")
    enter(page)
    show(page, FORM)
    assert page.input_value("[name=fact]") == ""


def test_a_double_click_sends_once(page: "Page", principal: Person) -> None:
    enter(page)
    show(
        page,
        FORM.replace("<form", '<form data-turbo="false" target="sink"') + '<iframe name="sink"></iframe>',
    )
    sent: list[str] = []

    def count(route: "Route") -> None:
        sent.append(route.request.method)
        route.fulfill(status=200, body="ok")

    page.route("**/licence/", count)
    page.dblclick("button:text('提交')")
    page.wait_for_timeout(300)
    assert sent == ["POST"]


def test_files_show_their_progress_and_become_fields(page: "Page", principal: Person) -> None:
    enter(page)
    show(page, UPLOAD)
    ticket = {"method": "PUT", "url": "/put/", "headers": {"Content-Type": "image/png"}, "version": "v-1"}
    page.route("**/begin/", lambda route: route.fulfill(json=ticket))
    page.route("**/put/", lambda route: route.fulfill(status=204))
    page.route("**/done/v-1/", lambda route: route.fulfill(json={"version": "v-1"}))
    page.set_input_files("bj-upload input[type=file]", [png("黑板.png")])
    page.wait_for_selector("bj-upload .is-done")
    assert page.inner_text("bj-upload .bj-upload__state") == "已上传"
    assert page.input_value("input[name=photos]") == "v-1"


def test_a_refused_file_says_why_and_a_lost_one_can_be_tried_again(page: "Page", principal: Person) -> None:
    enter(page)
    show(page, UPLOAD)
    page.route("**/begin/", lambda route: route.fulfill(status=422, json={"error": "文件超过 20 MB。"}))
    page.set_input_files("bj-upload input[type=file]", [png("大.png")])
    page.wait_for_selector("text=退回：文件超过 20 MB。")
    page.unroute("**/begin/")
    page.route("**/begin/", lambda route: route.abort())
    page.set_input_files("bj-upload input[type=file]", [png("断网.png")])
    page.wait_for_selector("text=网络断开，文件还没有传上去。")
    assert page.is_visible("button:text('重试')")


def test_a_long_list_is_searched_by_typing(page: "Page", principal: Person) -> None:
    names = ["松涛中学", "松涛中学分校", *(f"银杏{n}小" for n in range(12))]
    options = "".join(f'<option value="{n}">{name}</option>' for n, name in enumerate(names, 1))
    enter(page)
    show(page, f"""<form data-keep="task:2"><div class="bj-field"><label for="x">学校</label>
        <select class="bj-input" id="x" name="school"><option value="">请选择</option>{options}</select></div>
        <select class="bj-input" id="y"><option>一</option><option>二</option></select></form>""")  # fmt: skip
    find, said = page.get_by_label("查找 学校"), page.locator("bj-find [role=status]")
    assert page.locator("bj-find").count() == 1
    for typed, answer, chosen in (
        ("银杏", "找到 12 个，请再多输几个字", ""), ("没有的", "没有找到", ""), ("杏7", "已选 银杏7小", "10"),
        ("松涛中学", "已选 松涛中学", "1"), ("松涛 分", "已选 松涛中学分校", "2"),
    ):  # fmt: skip
        find.fill(typed)
        find.press("Enter")
        assert said.inner_text().startswith(answer)
        assert page.input_value("#x") == chosen
    assert find.input_value() == ""


def test_a_card_enters_the_demonstration_on_a_phone(
    phone: "Page", principal: Person, settings: Settings
) -> None:
    settings.DEMO = True
    phone.goto("/login/")
    phone.click("button[value=jjk]")
    phone.wait_for_url(lambda url: "/login/" not in url)
    assert phone.is_visible("text=切换角色")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def png(name: str) -> "FilePayload":
    return {"name": name, "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 2000}

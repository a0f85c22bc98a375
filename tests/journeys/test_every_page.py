"""Every page of the menu, on a desk and on a phone: nothing sticks out, nothing is refused, axe finds nothing serious."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.axe import assert_no_serious_violations
from tests.journeys.hands import Hands
from tests.journeys.watch import DESK, PHONE, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FIRST = {
    "/cases/": "main a[href^='/cases/']:not([href*='new'], [href*='begin'])",
    "/inbox/": "a.desk-task__title",
}
LEADING_NOWHERE = {"/login/"}  # changes the person


@pytest.mark.parametrize(
    ("username", "phone"), [("jjk", False), ("jjk-head", False), ("s10-principal", True)]
)
def test_a_case_and_a_step_show_where_they_are_in_the_diagram(
    window: Callable[..., Watch], username: str, *, phone: bool
) -> None:
    watch = window(phone=phone)
    hands = enter(watch, username)
    for listing, first in FIRST.items():
        watch.page.goto(listing)
        address = watch.page.locator(first).first.get_attribute("href")
        assert address
        watch.page.goto(address)
        shows_where_it_is(hands)
    assert not watch.refused, watch.refused


def enter(watch: Watch, username: str) -> Hands:
    watch.page.goto("/login/")
    hands = Hands(watch.page)
    hands.log_in(username)
    return hands


def menu(page: "Page") -> Iterator[str]:
    """Addresses of the frame and of the tabs above lists, each once; pages reached may bring more."""
    seen: set[str] = set(LEADING_NOWHERE)
    pending = list(links(page))
    while pending:
        address = pending.pop(0)
        if address not in seen:
            seen.add(address)
            yield address
            pending += links(page)


def links(page: "Page") -> list[str]:
    everywhere = "a[href]:not(main a), main nav.bj-tablist a[href]"
    return [
        to if to.startswith("/") else page.evaluate("to => new URL(to, location).pathname + to", to)
        for to in page.eval_on_selector_all(everywhere, "all => all.map((link) => link.getAttribute('href'))")
        if to[:1] in {"/", "?"}
    ]


def whole(page: "Page", address: str) -> str:
    """The page has a heading, its pictures have come, no part is wider than a phone or a desk, and axe is content."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    answer = page.goto(address)
    assert answer
    assert answer.status == 200, address
    assert page.locator("h1").first.inner_text().strip(), address
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, size)
        assert_no_serious_violations(page)
    broken = page.eval_on_selector_all(
        "img", "all => all.filter((one) => one.complete && !one.naturalWidth).map((one) => one.src)"
    )
    assert not broken, broken
    return address


def shows_where_it_is(hands: Hands) -> None:
    hands.tab("流程图")
    page = hands.page
    page.locator("bj-diagram:visible").first.scroll_into_view_if_needed()
    page.locator("bj-diagram:visible svg .bj-now").first.wait_for()
    assert page.locator("bj-diagram:visible .bjs-powered-by").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

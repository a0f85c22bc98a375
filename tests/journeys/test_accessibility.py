"""The pages of every role, at a desk and on a phone: those of the menu are whole, and axe finds nothing serious."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.journeys.axe import assert_no_serious_violations
from tests.journeys.test_every_page import enter, menu, whole
from tests.journeys.watch import DESK, PHONE, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Window = Callable[..., Watch]

PEOPLE = ("jjk", "jjk-head", "s10-principal", "s01-lead", "v02-clerk", "cyg", "manager", "auditor")
PUBLIC = ("/login/", "/publicity/", "/admitted/", "/licence/")
FURTHER = ("/cases/new/", "/cases/begin/")
# What the lists lead to: steps (of a guided one also its pages), cases, and forms to begin with.
LISTS = {
    "/inbox/": "a.desk-task__title",
    "/cases/?state=all": "main a[href^='/cases/']:not([href*='new'], [href*='begin'])",
    "/cases/begin/": ".desk-begin a",
}
MOST = 2  # of each list
FORMS = ("/change/", "/password/", "/appoint/", "/end/")
STEPS = ".guide-list a, .guide-nav__wide a"


def look(page: "Page", address: str) -> bool:
    """At both sizes; whether this person may open the page at all."""
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        return False
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_no_serious_violations(page)
    return True


def links(page: "Page", wanted: str) -> list[str]:
    found = page.eval_on_selector_all(wanted, "all => all.map((link) => link.getAttribute('href'))")
    return list(dict.fromkeys(found))


def behind(page: "Page") -> Iterator[str]:
    """The first few of each list, those that look different first."""
    for listing, wanted in LISTS.items():
        page.goto(listing)
        yield from links(page, wanted)[:MOST]


def test_nothing_serious_where_nobody_is_logged_in(window: Window) -> None:
    page = window().page
    assert [look(page, address) for address in PUBLIC] == [True] * len(PUBLIC)


def test_nothing_serious_on_draws_recusals_and_what_rests_on_a_clause(
    window: Window,
) -> None:
    watch = window()
    page = watch.page
    enter(watch, "jjk")
    page.goto("/cases/?state=all&q=QSH-JC")
    behind_them = []
    for case in links(page, "main a[href^='/cases/']:not([href*='new'], [href*='begin'], [href*='?'])"):
        page.goto(case)
        behind_them += links(page, "main a[href*='/sampling/']")
    page.goto("/policy/")
    document = page.locator("main a[href^='/policy/']", has_text="实施方案").first.get_attribute("href")
    assert document
    page.goto(document)
    use = links(page, "main a[href^='/versions/']")[0]
    wanted = [*sorted(set(behind_them))[:4], document, use, "/reports/"]
    assert any("/sampling/" in one for one in wanted), wanted
    assert [one for one in wanted if not look(page, one)] == []
    watch = window()
    enter(watch, "sysadmin")
    assert look(watch.page, reverse("organisations:recusal:list"))


def test_nothing_serious_on_the_forms_of_the_registers(window: Window) -> None:
    """Also with a list unfolded: a select that must be filled in is a combobox, and its empty choice has a name."""
    watch = window()
    page = watch.page
    enter(watch, "sysadmin")
    forms = [reverse(f"organisations:{register}:add") for register in ("organisation", "person", "recusal")]
    for register in ("organisation", "person"):
        page.goto(reverse(f"organisations:{register}:list"))
        page.goto(links(page, f"main td a[href^='/organisations/{register}/']")[0])
        forms += [one for one in links(page, "main a[href^='/organisations/']") if one.endswith(FORMS)]
    assert len(forms) >= 3 + 2 + len(FORMS) - 1, forms
    assert [one for one in forms if not look(page, one)] == []
    page.goto(reverse("organisations:recusal:add"))
    select = page.get_by_role("combobox").first
    select.click()
    page.get_by_role("option", name="不选").wait_for()
    assert_no_serious_violations(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert select.inner_text().strip()
    watch = window()
    enter(watch, "jjk-head")
    assert look(watch.page, reverse("delegations:add"))


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_of_the_menu_is_whole_and_nothing_serious_on_what_it_leads_to(
    window: Window, username: str
) -> None:
    watch = window(phone=True)
    page = watch.page
    enter(watch, username)
    seen = [whole(page, address) for address in menu(page)]
    assert not watch.refused, watch.refused
    seen += [address for address in FURTHER if look(page, address)]
    for address in behind(page):
        if look(page, address):
            seen.append(address)
            steps = links(page, STEPS)
            seen += [step for step in steps if look(page, step)]
    assert len(seen) >= 3

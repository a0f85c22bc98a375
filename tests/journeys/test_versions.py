"""Two versions side by side in a browser: what changed is marked in both drawings, and they move together."""

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from casework.organisations.models import Person
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.models import ProcessVersion
from processes.services import deploy
from tests.casework.policy.conftest import AT, Bureau

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "rectify/process.bpmn"
X = "document.querySelectorAll('bj-diagram')[%d].viewer.get('canvas').viewbox().x"


@pytest.fixture
def versions() -> list[ProcessVersion]:
    """Two, of which the second calls its first task otherwise."""
    made = read_bundle(DEFINITIONS / "rectify")
    text = made.files[PATH].decode()
    start = text.index("<bpmn:userTask")
    changed = text[:start] + text[start:].replace('name="', 'name="尽快', 1)
    later = Bundle(made.main, {**made.files, PATH: changed.encode()})
    return [deploy(bundle=bundle, at=AT) for bundle in (made, later)]


@pytest.fixture
def officer() -> Person:
    person = Bureau().officer
    person.set_password("correct horse battery")
    person.save()
    return person


def enter(page: "Page", person: Person) -> None:
    page.goto("/login/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", "correct horse battery")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def fits(page: "Page") -> bool:
    found: Any = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return bool(found)


def test_changed_shapes_are_marked_in_both_drawings_and_move_together(
    page: "Page", versions: list[ProcessVersion], officer: Person
) -> None:
    enter(page, officer)
    page.goto(reverse("versions:against", args=[one.pk for one in versions]))
    assert "改名为" in page.inner_text(".change-list")
    assert page.inner_text(".change-pair >> xpath=..").startswith(versions[0].name)
    for number in (0, 1):
        page.locator("bj-diagram").nth(number).scroll_into_view_if_needed()
        page.wait_for_selector(f"figure:nth-child({number + 1}) bj-diagram .bj-changed")
    page.evaluate("document.querySelector('bj-diagram').viewer.get('canvas').scroll({dx: -70, dy: 0})")
    assert page.evaluate(X % 0) == pytest.approx(page.evaluate(X % 1), abs=1)
    assert fits(page)


def test_versions_are_read_on_a_phone(phone: "Page", versions: list[ProcessVersion], officer: Person) -> None:
    enter(phone, officer)
    pages = [
        reverse("versions:index"),
        reverse("versions:version", args=[versions[1].pk]),
        reverse("versions:against", args=[one.pk for one in versions]),
    ]
    for address in pages:
        phone.goto(address)
        for folded in phone.locator("main details:not([open]) > summary").all()[:3]:
            folded.click()
        assert fits(phone), address

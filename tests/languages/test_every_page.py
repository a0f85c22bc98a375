"""Every page in each language: no word of the other one, no code, no program's spelling."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import translation

from casework.organisations.models import Organisation, Person
from config import problems
from tests.languages.reading import CHINESE, iso_days, latin_words, raw_codes, said
from tests.languages.walk import Page, Walk, browser, visited

PEOPLE = (
    "jjk",
    "jjk-head",
    "leader",
    "bgs",
    "dds",
    "s10-principal",
    "s11-lead",
    "v01-clerk",
    "manager",
    "sysadmin",
    "cyg",
    "s01-lead",
    "v02-clerk",
    "auditor",
)
# In English those whose pages are all different: whether a word is translated at all is asked of the catalogue.
IN_ENGLISH = ("jjk", "jjk-head", "s10-principal", "manager", "sysadmin", "v02-clerk")
WALKS = [(who, "zh-hans") for who in PEOPLE] + [(who, "en") for who in IN_ENGLISH]
pytestmark = pytest.mark.django_db


def foreign(page: Page, language: str, names: frozenset[str]) -> Iterator[tuple[str, str, list[str]]]:
    """(page, text, what is wrong in it)."""
    for text in said(page):
        wrong = CHINESE.findall(text) if language == "en" else latin_words(text, names)
        wrong += raw_codes(text)
        wrong += [] if page.address.startswith("POST") else iso_days(text)
        if wrong:
            yield page.address, " ".join(text.split())[:120], wrong


@pytest.fixture
def names(district: None) -> frozenset[str]:
    """User names and codes of organisations are Latin in every language."""
    people = Person.objects.values_list("username", "staff_number")
    codes = Organisation.objects.values_list("code", flat=True)
    return frozenset({word for person in people for word in person} | set(codes))


@pytest.mark.parametrize(("username", "language"), WALKS)
def test_every_page_keeps_to_its_language(
    walk: Walk, names: frozenset[str], username: str, language: str
) -> None:
    pages = list(walk.pages(username, language))
    found = [wrong for page in pages for wrong in foreign(page, language, names)]
    assert found == []
    assert len(pages) > 3


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_login_and_what_it_refuses_keep_to_their_language(names: frozenset[str], language: str) -> None:
    client = browser("", language)
    pages = [visited(client, "/login/"), visited(client, "/login/?next=/inbox/")]
    for data in ({}, {"username": "nobody", "password": "wrong"}):
        pages.append(Page("POST /login/", client.post("/login/", data).content))
    assert [wrong for page in pages if page for wrong in foreign(page, language, names)] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_for_what_went_wrong_keep_to_their_language(names: frozenset[str], language: str) -> None:
    client = browser("s10-principal", language)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    contents = [client.get("/nothing/").content, client.get("/calendar/change/days/").content]
    contents += [strict.post("/cases/new/").content]
    with translation.override(language):
        request = HttpRequest()
        contents += [
            problems.server_error(request).content,
            problems.bad_request(request, Exception()).content,
        ]
    found = [wrong for content in contents for wrong in foreign(Page("?", content), language, names)]
    assert found == []

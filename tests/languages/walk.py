"""Goes through the pages that a person can reach, as a browser without scripts would."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client
from lxml import html

from casework.organisations.models import Person

# Addresses of one kind look alike: so many of each are enough.
OF_A_KIND = 2
_VARYING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|PRM_\w+|\d+")
_NOT_PAGES = ("/documents/", "/save/", ".bpmn", ".json", "/logout/", "/language/", "/static/")


class Page:
    """One answer: where it was found, and its parsed HTML."""

    def __init__(self, address: str, content: bytes) -> None:
        self.address = address
        self.root = html.fromstring(content.decode())

    def links(self) -> Iterator[str]:
        for element in self.root.iter("a", "li", "form"):
            target = element.get("href") or element.get("data-summary")
            if target and not target.startswith(("#", "http", "data:")):
                yield urljoin(self.address, target)

    def own_form(self) -> dict[str, str] | None:
        """What the first button of the form that comes back to this page sends; None without such a form."""
        for form in self.root.iter("form"):
            if form.get("method") == "post" and not form.get("action"):
                buttons = [b for b in form.iter("button") if b.get("name")]
                return {b.get("name", ""): b.get("value", "") for b in buttons[:1]}
        return None


class Walk:
    """Visits pages as one person in one language."""

    def pages(self, username: str, language: str, start: str = "/") -> Iterator[Page]:
        """Every kind of page that can be reached, and what its form says when it is sent empty."""
        client = browser(username, language)
        seen: Counter[str] = Counter()
        pending = [start]
        while pending:
            address = pending.pop(0)
            kind = _kind(address)
            if seen[kind] >= OF_A_KIND or any(part in address for part in _NOT_PAGES) or seen[address]:
                continue
            seen.update({kind, address})
            page = visited(client, address)
            if page is None:
                continue
            yield page
            pending += page.links()
            data = page.own_form()
            if data is not None and seen[kind] == 1:
                yield from _refused(client, page, data)


def browser(username: str, language: str) -> Client:
    client = Client()
    if username:
        client.force_login(Person.objects.get(username=username))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def visited(client: Client, address: str) -> Page | None:
    answer = client.get(address, follow=True)
    assert answer.status_code in {200, 404}, (address, answer.status_code)
    if not answer.get("Content-Type", "").startswith("text/html"):
        return None
    return Page(answer.request["PATH_INFO"] + _query(answer.request), answer.content)


def _refused(client: Client, page: Page, data: dict[str, str]) -> Iterator[Page]:
    """The same page with its sentences; whatever it does is undone."""
    with transaction.atomic():
        answer = client.post(page.address, data)
        transaction.set_rollback(True)
    if answer.status_code in {200, 403, 422} and not answer.streaming:
        yield Page(f"POST {page.address}", answer.content)


def _query(request: dict[str, str]) -> str:
    return f"?{request['QUERY_STRING']}" if request.get("QUERY_STRING") else ""


def _kind(address: str) -> str:
    parts = urlsplit(address)
    return f"{_VARYING.sub('*', parts.path)}?{re.sub(r'=[^&]*', '', parts.query)}"

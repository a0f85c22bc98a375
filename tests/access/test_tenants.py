"""No school or vendor ever reads a word, a file name, a number or an id of another one (domain.md §4.4 rules 1 and 2)."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.access.cells import addresses
from tests.access.tenants import Tenant, build

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|src|poll|data-[a-z-]+)="(/[^"#]*)')
ELSEWHERE = re.compile(r"^/(static|logout|login|language|calendar/(?!202[567]))")
BEGIN = ("/", "/inbox/?tab=done", "/inbox/?tab=read", "/inbox/?tab=started", "/cases/?state=all", "/calendar/",
         "/organisations/person/", "/organisations/organisation/", "/incidents/", "/audit/")  # fmt: skip
SEARCHES = (("/cases/", "q"), ("/inbox/", "q"), ("/organisations/person/", "_search"),
            ("/organisations/organisation/", "_search"))  # fmt: skip
# A walk that reaches this many pages has lost its way.
MANY = 400
REFUSED = {403, 404, 405}


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Tenant]]:
    """Built once for the module, in a transaction that is undone after it."""
    changed = override_settings(
        MIDDLEWARE=[*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"],
        OBJECT_STORE={"folder": str(tmp_path_factory.mktemp("store"))},
    )
    with django_db_blocker.unblock(), changed, transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def tenants(town: list[Tenant], caplog: pytest.LogCaptureFixture) -> list[Tenant]:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    return town


def test_what_can_be_reached_tells_nothing_of_others(tenants: list[Tenant]) -> None:
    leaks = []
    for tenant in tenants:
        client = _browser(tenant)
        seen = dict(_walk(client))
        assert tenant.mark in "".join(seen.values()), f"{tenant.code} did not reach its own case"
        assert len(seen) > 20, f"{tenant.code} reached {sorted(seen)}"
        secrets = _secrets_of_others(tenant, tenants) | _names_of_others(tenant, tenants)
        leaks += [f"{tenant.code} {url}: {w}" for url, text in seen.items() for w in secrets if w in text]
    assert not leaks, "\n".join(leaks)


@pytest.mark.persistence
def test_a_search_finds_nothing_of_others(tenants: list[Tenant]) -> None:
    leaks = []
    for tenant in tenants:
        client, secrets = _browser(tenant), _secrets_of_others(tenant, tenants)
        for url in _searches(tenant, tenants):
            text = client.get(url).content.decode()
            leaks += [f"{tenant.code} {url}: {word}" for word in secrets if word in text]
    assert not leaks, "\n".join(leaks)


def test_ids_of_others_lead_nowhere(tenants: list[Tenant]) -> None:
    leaks = []
    for place, tenant in enumerate(tenants):
        client, secrets = _browser(tenant), _secrets_of_others(tenant, tenants)
        other = tenants[(place + (1, 6)[place % 2]) % len(tenants)]
        for url in _addresses_of(other):
            leaks += [f"{tenant.code} {said}" for said in _refusals(client, url, secrets)]
    assert not leaks, "\n".join(leaks)


def _browser(tenant: Tenant) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(tenant.person)
    return client


def _secrets_of_others(tenant: Tenant, tenants: list[Tenant]) -> set[str]:
    return {word for other in tenants if other != tenant for word in other.secrets}


def _names_of_others(tenant: Tenant, tenants: list[Tenant]) -> set[str]:
    return {other.organisation.short_name for other in tenants if other != tenant}


def _walk(client: Client) -> Iterator[tuple[str, str]]:
    """Every page and file that links lead to, with its text."""
    known, waiting = set(BEGIN), list(BEGIN)
    while waiting:
        assert len(known) < MANY, sorted(known)[-20:]
        url = waiting.pop()
        response = client.get(url, follow=True)
        assert response.status_code in {200, 403}, f"{url} answers {response.status_code}"
        text = text_of(response)
        yield url, text
        found = {link.replace("&amp;", "&") for link in LINK.findall(text)} - known
        fresh = {link for link in found if not ELSEWHERE.match(link)}
        known |= fresh
        waiting += sorted(fresh)


def text_of(response: Any) -> str:
    """What a reader of the page, the drawing or the letter reads."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if "wordprocessingml" in response.headers.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(body)) as letter:
            return head + "".join(letter.read(name).decode(errors="ignore") for name in letter.namelist())
    return head + body.decode(errors="ignore")


def _searches(tenant: Tenant, tenants: list[Tenant]) -> Iterator[str]:
    """Names, ends of numbers and pieces of marks of others; a page may repeat what was asked, so none of it whole."""
    strangers = [other for other in tenants if other != tenant][::3]
    words = {"金丝雀", "事实1", *_names_of_others(tenant, strangers)}
    words |= {other.case.number[-4:] for other in strangers}
    others = [other.organisation.pk for other in strangers]
    for path, name in SEARCHES:
        yield from (f"{path}?{urlencode({name: word, 'state': 'all'})}" for word in sorted(words))
    for path in ("/cases/", "/inbox/"):
        yield from (f"{path}?{urlencode({'school': str(key), 'state': 'all'})}" for key in others[:2])


def _addresses_of(other: Tenant) -> Iterator[str]:
    """Every address of the application that ids of the other one fit into."""
    for address in addresses(get_resolver()):
        registers = [keys for start, keys in other.register_keys.items() if address.name.startswith(start)]
        for keys in registers or other.keys:
            if address.parameters and address.parameters <= keys.keys():
                yield reverse(address.name, kwargs={name: keys[name] for name in address.parameters})


def _refusals(client: Client, url: str, secrets: set[str]) -> Iterator[str]:
    """What is wrong with the answers: a status that is no refusal, or a word of somebody else."""
    for method in ("PUT",) if url.startswith("/documents/") else ("GET", "POST"):
        with transaction.atomic():
            response = client.generic(method, url)
            transaction.set_rollback(True)
        if response.status_code not in REFUSED:
            yield f"{method} {url}: {response.status_code}"
        # The address itself may be repeated; nothing else of the case may.
        text = text_of(response).replace(url, "")
        yield from (f"{method} {url}: {word}" for word in secrets if word in text)

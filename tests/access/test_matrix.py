"""Every address, asked by everybody with every method, answers as the table says."""

import json
import logging
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access.cells import ANONYMOUS, LOGGED_IN, LOGIN, NotATable, On, addresses, missing_and_stale, read
from tests.access.table import TABLE
from tests.access.town import Town

ANNOUNCED = json.dumps({"type": "DT-463", "name": "照片.jpg", "size": 100})


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    wrong = missing_and_stale({address.name for address in addresses(get_resolver())}, set(TABLE))
    assert not wrong, wrong


def test_a_new_address_and_a_row_that_outlived_its_own_are_both_named() -> None:
    said = missing_and_stale({"cases:index", "cases:burn"}, {"cases:index", "cases:sing"})
    assert "no row for cases:burn" in said
    assert "a row for cases:sing" in said


def test_a_cell_that_is_forgotten_or_filled_twice_is_refused() -> None:
    with pytest.raises(NotATable, match="forgets"):
        read("200 offices")
    with pytest.raises(NotATable, match="twice"):
        read("200 offices | 404 desk rest")


def test_the_table_is_large_enough_to_mean_something() -> None:
    """reliability.md S6: at least 3,000 cells, eleven positions."""
    assert sum(1 for rows in TABLE.values() for row in rows for _ in row.cells()) >= 3000
    assert len(LOGGED_IN) >= 11


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    settings.DEMO = False
    town = Town.build()
    browsers = {name: _browser(town, name) for name in (*LOGGED_IN, ANONYMOUS)}
    wrong = [
        line
        for name, rows in TABLE.items()
        for row in rows
        for line in _disagreements(name, row, town, browsers)
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def _browser(town: Town, name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != ANONYMOUS:
        client.force_login(town.people[name])
    return client


def _disagreements(name: str, row: On, town: Town, browsers: dict[str, Client]) -> Iterator[str]:
    for method, person, expected in row.cells():
        got = _answer(name, row.thing, method, town, browsers[person])
        if got != expected:
            yield f"{name} [{row.thing}] {method} as {person}: {got}, should be {expected}"


def _answer(name: str, thing: str, method: str, town: Town, client: Client) -> int | str:
    """The status, with what was raised if it is 500; LOGIN for whoever is sent there. Nothing of what the request did remains."""
    with transaction.atomic():
        cookies = SimpleCookie(client.cookies)
        response = _ask(name, thing, method, town, client)
        status = (
            LOGIN
            if response.headers.get("Location", "").startswith("/login/?next=")
            else response.status_code
        )
        if status == 500:
            status = f"500 ({getattr(response, 'exc_info', (None, 'no exception'))[1]})"
        # Read to its end, a stream closes itself, and the client then spares the connection of the test.
        for _ in response.streaming_content if response.streaming else ():  # type: ignore[attr-defined]
            pass
        client.cookies = cookies
        transaction.set_rollback(True)
    return status


def _ask(name: str, thing: str, method: str, town: Town, client: Client) -> HttpResponseBase:
    address = reverse(name, kwargs=dict(town.things[thing]))
    if name == "documents:upload" and method == "PUT":
        return client.put(town.bytes_url, town.bytes_sent, content_type="image/jpeg")
    if name == "cases:upload" and method == "POST":
        return client.post(address, ANNOUNCED, content_type="application/json")
    if method in {"GET", "POST"}:
        return client.get(address) if method == "GET" else client.post(address)
    return client.generic(method, address)

"""Forty people of schools and vendors doing random things read and count nothing of another pair (domain.md §4.4 rules 1, 2)."""

import logging
import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from casework.organisations.models import Membership, Person
from tests.access.cells import Address, addresses
from tests.access.market import Pair, build
from tests.access.numbers import place_of, plant, sheet_numbers, wrong_numbers
from tests.access.test_tenants import ELSEWHERE, LINK, text_of

pytestmark = [pytest.mark.django_db]
FIXED = {"process_id": ["ven_vet", "rectify"], "form": ["apply"], "key": ["people", "licences"], "ordinal": [1],
         "message": ["withdraw"], "kind": ["days"], "year": [2026]}  # fmt: skip
COUNTS = re.compile(r"/(cases|inbox|vendors/paper|vendors/permit)/($|\?)")
BEGIN = ("/", "/inbox/", "/inbox/?tab=done", "/inbox/?tab=read", "/cases/", "/cases/?state=all", "/cases/begin/", "/vendors/",
         "/vendors/paper/", "/vendors/permit/", "/vendors/library/", "/organisations/")  # fmt: skip


class Visitor:
    """One person: where he is, and what he must never read."""

    def __init__(self, person: Person, pair: Pair, foreign: frozenset[str]) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(person)
        self.person = person
        self.pair, self.foreign, self.links = pair, foreign, list(BEGIN)

    def wander(self, chance: random.Random) -> tuple[str, Any]:
        url = chance.choice(self.links)
        response = self.client.get(url, follow=True)
        found = {link.replace("&amp;", "&") for link in LINK.findall(text_of(response))}
        self.links = sorted({link for link in found if not ELSEWHERE.match(link)} | set(BEGIN))
        return url, response

    def pry(self, chance: random.Random, names: list[Address], others: list[Pair]) -> tuple[str, Any]:
        """Ask for what belongs to somebody else, or for a mixture of his and one's own."""
        url = ""
        while not url:
            address, other = chance.choice(names), chance.choice(others)
            known: dict[str, Any] = {**FIXED, **other.keys}
            try:
                wanted = {name: chance.choice(known.get(name) or ["x"]) for name in address.parameters}
                if chance.random() < 0.2 and "case_id" in wanted:
                    wanted["case_id"] = self.pair.case.pk
                url = reverse(address.name, kwargs=wanted)
            except NoReverseMatch:
                continue
        send = chance.choice((self.client.get, self.client.get, self.client.post))
        # What is done is not kept: every visitor finds the same market.
        with transaction.atomic():
            response = send(url)
            transaction.set_rollback(True)
        return url, response


@pytest.fixture
def market(settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> list[Pair]:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    return build()


def test_nobody_reads_a_word_of_another_pair_whatever_he_does(
    market: list[Pair], sized: Callable[[int, int], int]
) -> None:
    _each_side_finds_its_own(market[1], market)
    chance = random.Random(20260424)  # noqa: S311  to be drawn again
    visitors = [visitor for pair in market for visitor in _of(pair, market)]
    names = [a for a in addresses(get_resolver()) if a.parameters and a.name not in {"permits:check"}]
    _numbers_can_be_told_apart(market)
    _sheets_count_ones_own_only(market[2], market)
    leaks, opened, counted = [], 0, 0
    many = sized(2_000, 50_000)
    for _ in range(many):
        visitor = chance.choice(visitors)
        others = [pair for pair in market if pair is not visitor.pair]
        act = chance.random() < 0.5
        url, response = visitor.pry(chance, names, others) if act else visitor.wander(chance)
        opened += response.status_code == 200
        if response.status_code >= 500:
            leaks.append(f"{url} answers {response.status_code}")
        text = text_of(response).replace(url, "")
        leaks += [f"{visitor.person} {url}: {word}" for word in visitor.foreign if word in text]
        if not act and response.status_code == 200:
            numbers = list(wrong_numbers(url, text_of(response), visitor.person))
            counted += bool(COUNTS.match(url))
            leaks += numbers
    assert counted > many / 100, "too few numbers were looked at"
    assert not leaks, "\n".join(leaks[:20])
    assert opened > many / 4, "the visitors saw too little for this to mean something"


def _numbers_can_be_told_apart(market: list[Pair]) -> None:
    """Otherwise a foreign number could pass for one's own."""
    for number, pair in enumerate(market):
        for side, person in enumerate((pair.school, pair.vendor)):
            plant(case=pair.case, person=person, number=2 * number + side)


def _sheets_count_ones_own_only(pair: Pair, market: list[Pair]) -> None:
    """The figures of a school's principal, and each of their sheets."""
    principal = Person.objects.create(username=f"principal-{pair.number}", post="校长")
    place = place_of(pair.school)
    Membership.objects.create(person=principal, organisation=place, role="RL-20", valid_from=date(2020, 1, 1))
    waiting, own, words = sheet_numbers(principal)
    assert waiting == own > 0
    for other in market:
        if other is not pair:
            assert not [word for word in other.secrets if word in words]
            assert place_of(other.school).short_name not in words
            assert place_of(other.vendor).short_name not in words


def _of(pair: Pair, market: list[Pair]) -> list[Visitor]:
    """The vendor must not read what the school said to itself either."""
    foreign = frozenset(word for other in market if other is not pair for word in other.secrets)
    return [Visitor(pair.school, pair, foreign), Visitor(pair.vendor, pair, foreign | pair.inner)]


def _each_side_finds_its_own(pair: Pair, market: list[Pair]) -> None:
    """Otherwise nothing could leak: the words that are looked for are there to be read."""
    school, vendor = _of(pair, market)
    page = text_of(school.client.get(f"/cases/{pair.case.pk}/"))
    assert pair.case.number in page
    assert re.search(r"金丝雀01师", page)
    assert pair.case.number in text_of(vendor.client.get(f"/cases/{pair.case.pk}/"))

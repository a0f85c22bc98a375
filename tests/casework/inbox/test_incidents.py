"""Automatic steps that failed: who sees them, why, and having them done again."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.organisations.models import Person
from processes.models import Incident
from tests.casework.cases.conftest import broken
from tests.casework.inbox.conftest import Desk

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Browser = Callable[[Person], Client]


@pytest.fixture
def stuck(desk: Desk) -> Case:
    case = desk.checked()
    broken["now"] = True
    desk.do(case, "approve", desk.head, outcome="agreed")
    return case


def test_an_incident_says_what_failed_where_and_why(desk: Desk, browser: Browser, stuck: Case) -> None:
    html = browser(desk.head).get("/incidents/").content.decode()
    for words in (stuck.number, "系统number", "存储没有应答", "1 次", "重做"):
        assert words in html


def test_an_administrator_repairs_without_reading_the_case(desk: Desk, browser: Browser, stuck: Case) -> None:
    html = browser(desk.administrator).get("/incidents/").content.decode()
    assert stuck.number in html
    assert f'href="/cases/{stuck.pk}/"' not in html


def test_doing_it_again_moves_the_case_on(desk: Desk, browser: Browser, stuck: Case) -> None:
    broken.clear()
    address = f"/incidents/{Incident.objects.get().pk}/retry/"
    answer = browser(desk.administrator).post(address, follow=True)
    assert "案件继续办理" in answer.content.decode()
    assert desk.task(stuck, "answer")
    assert "所有自动步骤都正常" in answer.content.decode()
    assert browser(desk.administrator).post(address).status_code == 404


def test_failing_again_is_said_and_counted(desk: Desk, browser: Browser, stuck: Case) -> None:
    answer = browser(desk.head).post(f"/incidents/{Incident.objects.get().pk}/retry/", follow=True)
    html = answer.content.decode()
    assert "又没有成功" in html
    assert "2 次" in html


@pytest.mark.parametrize("who", ["first", "principal", "auditor", "neighbour"])
def test_others_may_not(desk: Desk, browser: Browser, stuck: Case, who: str) -> None:
    client = browser(getattr(desk, who))
    assert client.get("/incidents/").status_code == 403
    assert client.post(f"/incidents/{Incident.objects.get().pk}/retry/").status_code == 403


def test_an_empty_list_says_what_it_is_for(desk: Desk, browser: Browser) -> None:
    assert "所有自动步骤都正常" in browser(desk.head).get("/incidents/").content.decode()

"""Automatic steps that failed: who sees them, why, and having them done again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.cases.services import retry_due
from casework.organisations.models import Person
from processes.models import Incident
from tests.casework.cases.conftest import NOW, broken
from tests.casework.inbox.conftest import Desk

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


@pytest.fixture
def stuck(desk: Desk) -> Case:
    case = desk.checked()
    broken["now"] = True
    desk.do(case, "approve", desk.head, outcome="agreed")
    return case


def test_an_incident_says_what_failed_where_and_why(desk: Desk, browser: Browser, stuck: Case) -> None:
    html = browser(desk.head).get("/incidents/").content.decode()
    for words in (stuck.number, "系统number", "存储没有应答", "1 次", "立即重试"):
        assert words in html


def test_an_administrator_repairs_without_reading_the_case(desk: Desk, browser: Browser, stuck: Case) -> None:
    html = browser(desk.administrator).get("/incidents/").content.decode()
    assert stuck.number in html
    assert f'href="/cases/{stuck.pk}/"' not in html


@pytest.mark.persistence
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
    assert "正在处理，系统不再自动重试" in html


def test_the_next_try_of_the_system_is_announced(desk: Desk, browser: Browser, stuck: Case) -> None:
    for state in ("open", "waiting"):
        html = browser(desk.head).get("/incidents/", {"state": state}).content.decode()
        assert "10:01 自动重试，第 1 次，共 4 次" in html
    retry_due(at=NOW + timedelta(minutes=1))
    assert "10:06 自动重试，第 2 次，共 4 次" in browser(desk.head).get("/incidents/").content.decode()


def test_what_is_settled_says_how_and_by_whom(desk: Desk, browser: Browser, stuck: Case) -> None:
    broken.clear()
    retry_due(at=NOW + timedelta(minutes=1))
    html = browser(desk.head).get("/incidents/?state=resolved").content.decode()
    assert "由系统重做成功" in html
    assert stuck.number not in browser(desk.head).get("/incidents/").content.decode()


def test_the_technical_text_is_for_administrators(desk: Desk, browser: Browser, stuck: Case) -> None:
    assert "ConnectionError" in browser(desk.administrator).get("/incidents/").content.decode()
    assert "ConnectionError" not in browser(desk.head).get("/incidents/").content.decode()


@pytest.mark.persistence
def test_a_step_is_passed_over_with_a_reason_that_the_case_keeps(
    desk: Desk, browser: Browser, stuck: Case
) -> None:
    head, address = browser(desk.head), f"/incidents/{Incident.objects.get().pk}/skip/"
    page = head.get(address).content.decode()
    for words in ("时好时坏", "不会补做", "接着办理：反馈"):
        assert words in page
    refused = head.post(address, {"reason": "算了"})
    assert refused.status_code == 422
    assert "算了" in refused.content.decode()
    answer = head.post(address, {"reason": "已由科室\x00另行通知学校"}, follow=True).content.decode()
    assert "已跳过“系统number”，案件继续办理" in answer
    story = head.get(f"/cases/{stuck.pk}/").content.decode()
    assert "科长跳过了自动步骤“系统number”，理由：已由科室另行通知学校" in story
    assert "已由科室另行通知学校" in head.get("/incidents/?state=resolved").content.decode()
    assert desk.task(stuck, "answer")


def test_who_keeps_the_system_running_leaves_no_step_out(desk: Desk, browser: Browser, stuck: Case) -> None:
    client, address = browser(desk.administrator), f"/incidents/{Incident.objects.get().pk}/skip/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": "已由科室另行通知学校"}).status_code == 403
    assert address not in client.get("/incidents/").content.decode()


def test_what_the_rest_stands_on_cannot_be_passed_over(desk: Desk, browser: Browser, stuck: Case) -> None:
    Incident.objects.update(element_id="")
    head, address = browser(desk.head), f"/incidents/{Incident.objects.get().pk}/skip/"
    assert "不能跳过" in head.get(address).content.decode()
    assert head.post(address, {"reason": "已由科室另行通知学校"}).status_code == 409
    assert Incident.objects.get().status == Incident.Status.OPEN


@pytest.mark.parametrize("who", ["first", "principal", "auditor", "neighbour"])
def test_others_may_not(desk: Desk, browser: Browser, stuck: Case, who: str) -> None:
    client = browser(getattr(desk, who))
    assert client.get("/incidents/").status_code == 403
    assert client.post(f"/incidents/{Incident.objects.get().pk}/retry/").status_code == 403


def test_an_empty_list_says_what_it_is_for(desk: Desk, browser: Browser) -> None:
    assert "所有自动步骤都正常" in browser(desk.head).get("/incidents/").content.decode()

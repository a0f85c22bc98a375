"""The object store goes away and comes back: letters, uploads and previews, against a real S3 server."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import urllib3
from django.test import Client

from casework.audit.verification import verify
from casework.cases.models import Case, NumberSeries
from casework.cases.services import Outcome, complete_task, retry_due
from casework.letters.models import Letter
from casework.organisations.models import Person
from casework.scenarios.script import moment
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Incident, UserTask
from processes.services import deploy
from tests.access.life import Life
from tests.casework.inbox.test_case_documents import announce, picture
from tests.storage.rclone import S3Server, s3_server

__all__ = ["s3_server"]
pytestmark = [pytest.mark.persistence, pytest.mark.django_db, pytest.mark.s3]
SIGNED_AT = moment("2026-04-21T15:00")


@pytest.fixture
def store(settings: Any, s3_server: S3Server) -> Iterator[S3Server]:
    settings.OBJECT_STORE = {**s3_server.settings, "public_endpoint": s3_server.endpoint}
    yield s3_server
    if s3_server.process is None:
        s3_server.start()


@pytest.fixture
def world() -> World:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    return World()


def sign(case: Case, world: World) -> Outcome:
    task = UserTask.objects.open().get(instance__key=case.pk, element_id="sign_head")
    head = world.actor(role="RL-04", scope=case.office, at=SIGNED_AT)
    return complete_task(
        task_id=task.pk,
        raw={"outcome": "approve"},
        by=head,
        standing=world.standing(head, SIGNED_AT),
        at=SIGNED_AT,
    )


def test_a_letter_that_cannot_be_filed_is_signed_once_the_store_is_back(
    store: S3Server, world: World
) -> None:
    case = Life("银杏一小", "check_letter").begin(world)
    numbers = list(NumberSeries.objects.values_list("code", "last"))
    store.stop()
    incident = sign(case, world).incident
    assert incident is not None
    assert incident.cause == "“排版”没有完成：文件库暂时连不上"
    assert incident.next_try_at == SIGNED_AT + timedelta(minutes=1)
    # No number is lost, and nothing is signed by half.
    assert list(NumberSeries.objects.values_list("code", "last")) == numbers
    assert Letter.objects.get(case=case).number == ""
    assert retry_due(at=SIGNED_AT + timedelta(minutes=1)) == 1
    assert Incident.objects.get().attempts == 2
    store.start()
    assert retry_due(at=SIGNED_AT + timedelta(minutes=6)) == 1
    letter = Letter.objects.get(case=case)
    assert letter.version is not None
    assert letter.number.endswith("1号")
    assert Incident.objects.get().status == Incident.Status.RESOLVED
    assert UserTask.objects.open().get(instance__key=case.pk).element_id == "seal_letter"
    assert not list(verify(case.pk))


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_uploads_and_previews_say_so_and_work_again_afterwards(
    store: S3Server, world: World, settings: Any
) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    case = Life("银杏一小", "receipt").begin(world)
    client = browser_of(world.actor(role="RL-20", scope=case.respondent, at=SIGNED_AT))
    ticket = announce(client, case).json()
    sent = urllib3.request(ticket["method"], ticket["url"], body=picture(), headers=ticket["headers"])
    assert sent.status == 200
    letter = Letter.objects.get(case=case)
    address = f"/cases/{case.pk}/documents/{letter.version_id}/"
    store.stop()
    away = client.post(ticket["complete"], "{}", content_type="application/json")
    assert away.status_code == 503
    assert "不会丢" in json.loads(away.content)["error"]
    page = client.get(address)
    assert page.status_code == 503
    assert "暂时" in page.content.decode()
    store.start()
    assert client.post(ticket["complete"], "{}", content_type="application/json").status_code == 200
    assert client.get(address).status_code == 200

"""The pages on which a manager examines running cases, moves some and takes them back, by clicks alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.changes.models import ChangeSet, MoveBatch, MoveItem
from casework.jobs.services import run_jobs
from tests.casework.changes.conftest import Bureau
from tests.casework.changes.test_moves import Moving

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def moving(bureau: Bureau, change: ChangeSet) -> Moving:
    return Moving(bureau, change)


@pytest.fixture
def manager(moving: Moving, client: Client) -> Client:
    client.force_login(moving.bureau.manager)
    return client


def address(name: str, moving: Moving, batch: MoveBatch | None = None) -> str:
    return reverse(f"changes:{name}", args=[moving.change.pk, *([batch.pk] if batch else [])])


def examined(moving: Moving, manager: Client) -> MoveBatch:
    manager.post(address("examine", moving), {"version": str(moving.base.pk)})
    run_jobs(at=timezone.now())
    return MoveBatch.objects.get()


def test_examine_move_and_take_back(moving: Moving, manager: Client) -> None:
    case = moving.case()
    moving.publish("u", "w", "v")
    assert "1 件" in manager.get(address("moves", moving)).content.decode()
    batch = examined(moving, manager)
    page = manager.get(address("move", moving, batch)).content.decode()
    assert "可迁移 1，保持旧版 0，需人工决定 0" in page
    assert case.number in page
    manager.post(address("start_move", moving, batch), {"item": [batch.items.get().pk]})
    assert "progress" in manager.get(address("move", moving, batch)).content.decode()
    run_jobs(at=timezone.now())
    assert batch.items.get().status == MoveItem.Status.MOVED
    manager.post(address("take_back", moving, batch), {"everything": "1"})
    run_jobs(at=timezone.now())
    assert batch.items.get().status == MoveItem.Status.RETURNED


def test_a_vanished_step_is_given_its_successor(moving: Moving, manager: Client) -> None:
    moving.case()
    moving.publish("begin", "v")
    batch = examined(moving, manager)
    page = manager.get(address("move", moving, batch)).content.decode()
    assert "案件停在“任务u”，新版里没有这一步。" in page
    assert 'name="as:main/u"' in page
    manager.post(address("examine_again", moving, batch), {"as:main/u": "begin"})
    run_jobs(at=timezone.now())
    again = MoveBatch.objects.exclude(pk=batch.pk).get()
    assert again.items.get().outcome == MoveItem.Outcome.DECIDE


def test_nothing_ticked_is_said(moving: Moving, manager: Client) -> None:
    moving.case()
    moving.publish("u", "w", "v")
    batch = examined(moving, manager)
    answer = manager.post(address("start_move", moving, batch), follow=True)
    assert "没有勾选可以迁移的案件。" in answer.content.decode()
    assert manager.post(address("start_move", moving, batch), {"item": "x"}).status_code == 404


def test_where_old_cases_stay_nothing_can_be_started(moving: Moving, manager: Client) -> None:
    moving.case()
    moving.publish("u", "w", "v")
    ChangeSet.objects.update(running="STAY")
    batch = examined(moving, manager)
    page = manager.get(address("move", moving, batch)).content.decode()
    assert "旧案旧办" in page
    assert "迁移勾选的" not in page
    assert manager.post(address("start_move", moving, batch), {"everything": "1"}).status_code == 403


def test_the_page_of_many_cases_asks_no_more_than_that_of_few(moving: Moving, manager: Client) -> None:
    moving.case()
    target = moving.publish("u", "w", "v")
    moving.examined(target)
    few = MoveBatch.objects.get()
    for _ in range(4):
        moving.case()
    many = moving.examined(target)
    counts = []
    for batch in (few, few, many):
        with CaptureQueriesContext(connection) as asked:
            manager.get(address("move", moving, batch))
        counts.append(len(asked))
    assert counts[1] == counts[2]

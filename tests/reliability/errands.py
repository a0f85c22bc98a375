"""Jobs that leave a trace, fail, or have to do with deadlines; and what a worker does with them."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from casework.audit.models import Event
from casework.audit.services import record
from casework.calendar.services import DayChange, apply_change
from casework.jobs.declaring import job
from casework.jobs.services import (
    Periodic,
    enqueue_due,
    enqueue_once,
    failed_jobs,
    forget_finished,
    run_again,
    run_jobs,
)
from casework.organisations.models import Person
from tests.casework.cases.conftest import NOW

BOOK = UUID("11111111-1111-4111-8111-111111111111")
EVERY = timedelta(minutes=5)


@job(title="记一笔")
def note(name: str) -> None:
    record(chain=BOOK, kind="note", at=NOW, by=None, payload={"name": name})


@job(title="打印", attempts=3)
def fail(name: str) -> None:
    """Whatever it did before it failed is undone."""
    record(chain=BOOK, kind="note", at=NOW, by=None, payload={"name": name})
    raise RuntimeError("打印机没有应答")


@job(title="记一轮")
def turn(at: str) -> None:
    record(chain=BOOK, kind="note", at=NOW, by=None, payload={"name": at})


def order(names: list[str], failing: bool = False) -> None:
    with transaction.atomic():
        for name in names:
            (fail if failing else note).enqueue(name=name)


def order_once(key: str) -> bool:
    with transaction.atomic():
        return enqueue_once(note, key=key, name=key)


def work(after: timedelta = timedelta(0)) -> int:
    return run_jobs(at=NOW + after)


def watch_the_clock(after: timedelta) -> int:
    return enqueue_due(schedule=[Periodic("test.turn", EVERY, turn)], at=NOW + after)


def noted() -> list[str]:
    return [event.payload["name"] for event in Event.objects.filter(chain=BOOK).order_by("seq")]


def given_up() -> list[tuple[str, str, int]]:
    return [(failed.title, failed.cause, failed.attempts) for failed in failed_jobs()]


def try_again(after: timedelta) -> None:
    """As often as something was given up."""
    for failed in failed_jobs():
        run_again(job_id=failed.id, at=NOW + after)


def forget_after(after: timedelta) -> int:
    return forget_finished(at=NOW + after)


def run_twice() -> None:
    """The button of a failed job, pressed twice."""
    (failed,) = failed_jobs()
    for _ in range(2):
        run_again(job_id=failed.id, at=NOW)


def forget() -> None:
    DBTaskResult.objects.all().delete()


def move_deadlines() -> None:
    """27 April becomes a day off, and every case whose deadline moves is left to a job."""
    with transaction.atomic():
        apply_change([DayChange(date(2026, 4, 27), working=False, name="校庆")],
                     by=Person.objects.get(username="甲"), at=NOW)  # fmt: skip


def told_of_moves(case: UUID) -> int:
    return Event.objects.filter(chain=case, kind="deadline.moved").count()

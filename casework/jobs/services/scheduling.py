"""Enqueues what recurs, exactly once however many workers watch the clock, and forgets what is long done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from casework.jobs.models import Schedule
from syncpoints import reach

_KEYS = UUID("6d1f0a52-7c5e-5f0c-9d0e-3b1f6a0f7c11")
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Periodic:
    """A duty that recurs every ``every``; its job is called with ``at``, the moment as ISO text."""

    name: str
    every: timedelta
    job: Task[[str], None]


def enqueue_due(*, schedule: Sequence[Periodic], at: datetime) -> int:
    """Enqueue the duties that are due; returns how many. After an outage each is enqueued once, not once a turn missed.

    A duty whose last job still waits or runs is not enqueued beside it.
    """
    return sum(_turn(duty, at) for duty in schedule)


def enqueue_once(wanted: Task[..., Any], /, *, key: str, **arguments: Any) -> bool:
    """Enqueue a job in the caller's transaction unless one of this ``key`` was enqueued; whether it was enqueued now.

    A key is remembered for as long as finished jobs are (``KEPT``).
    """
    _row, new = DBTaskResult.objects.get_or_create(
        pk=uuid5(_KEYS, f"{wanted.module_path} {key}"),
        defaults={
            "args_kwargs": {"args": [], "kwargs": arguments},
            "priority": wanted.priority,
            "task_path": wanted.module_path,
            "queue_name": wanted.queue_name,
            "run_after": get_date_max(),
            "backend_name": wanted.backend,
        },
    )
    return bool(new)


def forget_finished(*, at: datetime) -> int:
    """Delete jobs that were done more than 30 days ago; returns how many. Those given up stay until somebody acts."""
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lte=at - KEPT)
    return int(done.delete()[0])


def _turn(duty: Periodic, at: datetime) -> bool:
    row, _ = Schedule.objects.get_or_create(name=duty.name, defaults={"next_run_at": at})
    if row.next_run_at > at:
        return False
    reach("schedule.due")
    with transaction.atomic():
        # Compare and set: of all who saw that it is due, the one that moves it forward enqueues it.
        mine = Schedule.objects.filter(pk=duty.name, next_run_at=row.next_run_at)
        if not mine.update(next_run_at=_following(row.next_run_at, duty.every, at)):
            return False
        reach("schedule.moved")
        unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
        if DBTaskResult.objects.filter(task_path=duty.job.module_path, status__in=unfinished).exists():
            return False
        return enqueue_once(duty.job, key=row.next_run_at.isoformat(), at=at.isoformat())


def _following(turn: datetime, every: timedelta, at: datetime) -> datetime:
    """The first turn after ``at`` on the rhythm of ``turn``."""
    return turn + every * ((at - turn) // every + 1)

"""Jobs that failed: put off, given up after the last attempt, and then shown to people until somebody deals with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from casework.jobs.declaring import policy_of

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
_KILLED = _("办理它的工作进程中途停止了。")
_WRITTEN = ["status", "run_after", "finished_at", "exception_class_path", "traceback"]


class NotFailed(Exception):
    """The job is not waiting for a person: somebody has had it run again."""


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up: its title and the cause in the active language, what it was asked to do."""

    id: UUID
    title: str
    cause: str
    attempts: int
    failed_at: datetime
    arguments: Mapping[str, Any]


def failed_jobs() -> list[FailedJob]:
    """Every job that was given up, the latest first."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")
    return [
        FailedJob(
            id=row.pk,
            title=str(policy_of(row.task_path).title),
            cause=_last_line(row.traceback),
            attempts=len(row.worker_ids),
            failed_at=row.finished_at,
            arguments=row.args_kwargs["kwargs"],
        )
        for row in failed
    ]


def run_again(*, job_id: UUID, at: datetime) -> None:
    """Let a job that was given up be tried anew, with all its attempts. Raises NotFailed."""
    failed = DBTaskResult.objects.filter(pk=job_id, status=TaskResultStatus.FAILED)
    if not failed.update(status=TaskResultStatus.READY, run_after=at, worker_ids=[], finished_at=None):
        raise NotFailed(job_id)


def give_up_or_wait(*, row: Any, worker: str, error: Exception, at: datetime) -> None:
    """Put a job off after ``error``, or give it up when that was its last attempt."""
    with transaction.atomic():
        own = DBTaskResult.objects.select_for_update().filter(pk=row.pk, status=TaskResultStatus.RUNNING)
        held = own.first()
        if held is not None and held.worker_ids[-1] == worker:
            # PostgreSQL keeps no NUL in a text, and what a job raises may hold anything.
            said = "".join(format_exception(error)).replace("\0", "")
            _put_off(held, f"{type(error).__module__}.{type(error).__qualname__}", said, at)


def take_back(*, at: datetime) -> int:
    """Make jobs whose worker is dead wait again; returns how many.

    A worker that lives holds the row's lock, or the one lock of SQLite; where a job is not atomic, its lease decides.
    """
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    overdue = [row.pk for row in running if row.started_at + policy_of(row.task_path).lease <= at]
    taken = 0
    for key in overdue:
        with transaction.atomic():
            dead = running.select_for_update(skip_locked=True).filter(pk=key).first()
            if dead is not None and dead.started_at + policy_of(dead.task_path).lease <= at:
                _put_off(dead, "", "", at, at_once=True)
                taken += 1
    return taken


def wait_after(attempts: int) -> timedelta:
    """30 seconds after the first failure, then four times as long after each, an hour at most."""
    factor: int = 4 ** (attempts - 1)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)


def _put_off(row: Any, kind: str, said: str, at: datetime, *, at_once: bool = False) -> None:
    attempts = len(row.worker_ids)
    row.exception_class_path, row.traceback = kind, said
    if attempts >= policy_of(row.task_path).attempts:
        row.status, row.finished_at = TaskResultStatus.FAILED, at
    else:
        row.status = TaskResultStatus.READY
        row.run_after = at if at_once else at + wait_after(attempts)
    row.save(update_fields=_WRITTEN)


def _last_line(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[-1] if lines else str(_KILLED)

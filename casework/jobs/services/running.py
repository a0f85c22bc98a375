"""Runs jobs: one claims, does and marks each; what fails is tried again later, less and less often."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from casework.jobs.declaring import policy_of
from casework.jobs.services.failures import give_up_or_wait, take_back
from syncpoints import reach


class _TakenBack(Exception):
    """The job has been given to another worker since it was claimed."""


def run_jobs(*, at: datetime, limit: int = 100) -> int:
    """Run what is due, at most ``limit`` jobs; returns how many were begun. ``at`` is the moment of the call.

    Any number of workers may do so at once. A job that fails is put off or given up and holds up no other. Raises
    OperationalError when the database is away; the job that was in hand is then taken back after its lease.
    """
    began = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    worker, begun = uuid4().hex, 0
    take_back(at=at)
    while begun < limit and (row := _claim(worker, now())) is not None:
        _run(row, worker, now)
        begun += 1
    return begun


def _due(at: datetime) -> QuerySet[Any]:
    ready: QuerySet[Any] = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return ready.filter(Q(run_after=get_date_max()) | Q(run_after__lte=at))


def _claim(worker: str, at: datetime) -> Any:
    """The next job, marked as begun by ``worker``; None where nothing waits that nobody else is about to take."""
    if not _due(at).exists():
        return None
    reach("job.claim")
    with transaction.atomic():
        row = _due(at).select_for_update(skip_locked=True).first()
        if row is not None:
            row.status, row.started_at = TaskResultStatus.RUNNING, at
            row.worker_ids = [*row.worker_ids, worker]
            row.save(update_fields=["status", "started_at", "worker_ids"])
    reach("job.claimed")
    return row


def _run(row: Any, worker: str, now: Callable[[], datetime]) -> None:
    try:
        # Importing the job is what declares its policy.
        work = row.task
        if policy_of(row.task_path).atomic:
            with transaction.atomic():
                held = _hold(row, worker)
                _mark(held, _call(work, held), now())
        else:
            result = _call(work, row)
            with transaction.atomic():
                _mark(_hold(row, worker), result, now())
    except _TakenBack:
        return
    except Exception as error:  # noqa: BLE001  whatever a job raises is kept with it, and must not end the worker
        give_up_or_wait(row=row, worker=worker, error=error, at=now())
    reach("job.finished")


def _hold(row: Any, worker: str) -> Any:
    """Lock the row for as long as the job is done: who holds the lock lives. Raises _TakenBack."""
    mine = DBTaskResult.objects.select_for_update().filter(pk=row.pk, status=TaskResultStatus.RUNNING).first()
    if mine is None or mine.worker_ids[-1] != worker:
        raise _TakenBack(row.pk)
    return mine


def _call(work: Any, row: Any) -> Any:
    reach("job.begun")
    return work.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


def _mark(row: Any, result: Any, at: datetime) -> None:
    row.status, row.finished_at, row.return_value = TaskResultStatus.SUCCESSFUL, at, result
    row.exception_class_path = row.traceback = ""
    row.save(update_fields=["status", "finished_at", "return_value", "exception_class_path", "traceback"])
    reach("job.done")

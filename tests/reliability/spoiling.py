"""Contradictions made on purpose, each undone again."""

import io
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from casework.calendar.models import Deadline
from casework.cases.models import NumberSeries
from documents.models import DocumentVersion
from processes.models import ProcessInstance, Submission, UserTask
from storage import new_key, store
from tests.reliability.consistency import check_consistency
from tests.reliability.errands import order


def _reopen() -> None:
    done = UserTask.objects.filter(status=UserTask.Status.COMPLETED)
    done.update(status=UserTask.Status.OPEN, closed_at=None, completed_by=None)


def _unsubmit() -> None:
    Submission.objects.all().delete()


def _skip_a_number() -> None:
    series = NumberSeries.objects.filter(code="湖教体督改").get()
    series.last += 1
    series.save()


def _lose_bytes() -> None:
    version = DocumentVersion.objects.exclude(letter=None).get()
    moved = DocumentVersion.objects.filter(pk=version.pk)
    moved.update(key=new_key())


def _forget_the_timer() -> None:
    ProcessInstance.objects.exclude(next_timer_at=None).update(next_timer_at=timezone.now())


def _leave_a_job() -> None:
    order(["x"])
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)


def _leave_a_deadline() -> None:
    deadline = Deadline.objects.open().filter(name="task").get()
    UserTask.objects.filter(pk=deadline.holder).update(status="CANCELLED", closed_at=timezone.now())


def _cut_the_trail() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_chainhead SET seq = seq + 1")


def _leave_bytes() -> None:
    store().put("stray", io.BytesIO(b"x"), 1)


SPOILED: dict[str, Callable[[], None]] = {
    "rows": _reopen,
    "completed tasks and submissions": _unsubmit,
    "numbers of": _skip_a_number,
    "no object": _lose_bytes,
    "timer": _forget_the_timer,
    "is RUNNING": _leave_a_job,
    "of a task that is closed": _leave_a_deadline,
    "缺少记录": _cut_the_trail,
    "without a row": _leave_bytes,
}


def found_when_spoiled(how: str) -> list[str]:
    """What the check says after one contradiction was made."""
    try:
        with transaction.atomic():
            SPOILED[how]()
            found = check_consistency()
            transaction.set_rollback(True)
    finally:
        store().delete("stray")
    return found

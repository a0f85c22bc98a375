"""The duties that recur, and what each of them does."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from casework.cases.jobs import ask_calendars
from casework.changes.halting.jobs import watch_changes
from casework.expiry.jobs import watch_expiry
from casework.jobs.declaring import job
from casework.jobs.services import Periodic, enqueue_due, forget_finished, run_jobs
from documents.services import sweep

__all__ = ["SCHEDULE", "enqueue_periodic", "run_jobs"]


# It reads files back and so takes long; whatever it has settled, it settles once, so it may well be done again.
@job(title=_("清理中断的上传"), atomic=False, lease=timedelta(hours=1))
def sweep_uploads(at: str) -> None:
    sweep(at=datetime.fromisoformat(at))


@job(title=_("清除早已办完的后台任务记录"))
def forget_jobs(at: str) -> None:
    forget_finished(at=datetime.fromisoformat(at))


SCHEDULE = (
    Periodic("documents.sweep", timedelta(minutes=5), sweep_uploads),
    Periodic("cases.calendar", timedelta(hours=1), ask_calendars),
    Periodic("expiry.watch", timedelta(hours=1), watch_expiry),
    Periodic("changes.watch", timedelta(minutes=5), watch_changes),
    Periodic("jobs.forget", timedelta(days=1), forget_jobs),
)


def enqueue_periodic(*, at: datetime) -> int:
    """Enqueue the duties that are due at ``at``; returns how many. Several workers may do so at once."""
    return enqueue_due(schedule=SCHEDULE, at=at)

"""Processes that begin by themselves, and many cases at once, cut into pieces that any number of workers share."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.cases.clock import LOCAL, local_date
from casework.cases.models import Batch
from casework.cases.services.batches import open_all
from casework.cases.services.calendar import ask_until, calendars, forget_gone
from casework.jobs.declaring import job
from casework.jobs.services import enqueue_once

# domain.md §2.30: what the day asks for begins at 01:00.
HOUR = 1
_PIECE = 10


# Every day of every process is a transaction of its own, and is asked once.
@job(title=_("按日程发起事项"), atomic=False, lease=timedelta(minutes=10))
def ask_calendars(at: str) -> None:
    """Woken every hour; the first time after one o'clock asks, later ones find it asked."""
    now = datetime.fromisoformat(at)
    if now.astimezone(LOCAL).hour < HOUR:
        return
    current = calendars(local_date(now))
    forget_gone(current)
    failed: list[Exception] = []
    for begins in current:
        try:
            ask_until(process_id=begins.version.process_id, today=local_date(now), at=now, then=deal_out)
        except Exception as error:  # noqa: BLE001  whatever it is, the other processes must not wait for it
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)}/{len(current)}", failed)


def deal_out(batch: Batch, *, at: datetime, again: str = "") -> None:
    """Enqueue what is still to be opened, a piece a job, in the caller's transaction.

    ``again`` tells a further try of people from those before it.
    """
    waiting = list(batch.openings.filter(case=None).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(waiting), _PIECE):
        piece = waiting[first : first + _PIECE]
        key = f"{batch.pk} {piece[0]} {again}"
        enqueue_once(open_piece, key=key, openings=piece, at=at.isoformat())


def try_again(*, batch: Batch, at: datetime) -> int:
    """Let what was not opened be tried anew; returns how many. Nothing is opened twice, however often it is asked."""
    with transaction.atomic():
        held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        tried = held.openings.filter(case=None).exclude(cause="").update(cause="")
        if tried:
            deal_out(held, at=at, again=at.isoformat())
    return tried


# Every case is a transaction of its own, and what was opened is not opened again.
@job(title=_("批量立案"), atomic=False, lease=timedelta(minutes=10))
def open_piece(openings: list[int], at: str) -> None:
    """What may succeed later makes the job fail, so that it is tried again; what people must mend waits for them."""
    failed = open_all(openings=openings, at=datetime.fromisoformat(at))
    transient: list[Exception] = [failure for failure in failed if failure.transient]
    if transient:
        raise ExceptionGroup(f"{len(transient)}/{len(openings)}", transient)

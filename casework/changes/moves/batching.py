"""A batch is made of every case that runs on a version, and each of them is examined by the workers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.changes.models import ChangeSet, MoveBatch, MoveItem
from casework.changes.moves.jobs import deal_out
from casework.organisations.models import Person
from processes.migration import Renaming
from processes.models import ProcessInstance, ProcessVersion


class NothingRuns(ValueError):
    """No case runs on that version any more."""


def make_move_batch(
    *,
    change: ChangeSet,
    base: ProcessVersion,
    target: ProcessVersion,
    renaming: Renaming | None = None,
    by: Person,
    at: datetime,
) -> MoveBatch:
    """Write down every case that runs on ``base`` and have them examined. Raises NothingRuns."""
    running = Case.objects.filter(
        instance__version=base, instance__status=ProcessInstance.Status.RUNNING
    ).order_by("number")
    with transaction.atomic():
        batch = MoveBatch.objects.create(
            change=change,
            base=base,
            target=target,
            renaming=(renaming or Renaming()).as_json(),
            made_at=at,
            made_by=by,
        )
        MoveItem.objects.bulk_create(MoveItem(batch=batch, case=case) for case in running)
        if not deal_out(batch, MoveItem.Status.WAITING, by=by, at=at):
            raise NothingRuns(_("没有案件在这个版本上办理。"))
    return batch

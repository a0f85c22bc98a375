"""Which of the examined cases are to be moved, and which are to be put back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from casework.audit.services import record
from casework.cases.clock import local_date
from casework.changes.models import MoveBatch, MoveItem
from casework.changes.moves.jobs import deal_out
from casework.changes.moves.rights import check_may_move
from casework.organisations.models import Person

Status, Outcome = MoveItem.Status, MoveItem.Outcome


def start_moves(
    *, batch: MoveBatch, chosen: Collection[int], everything: bool = False, by: Person, at: datetime
) -> int:
    """Have the ``chosen`` items moved, and with ``everything`` all that simply move; how many are on their way.

    What stays is never moved. Raises MayNotMove.
    """
    check_may_move(batch, local_date(at))
    wanted = Q(pk__in=list(chosen)) | (Q(outcome=Outcome.MOVES) if everything else Q(pk__in=[]))
    with transaction.atomic():
        held = MoveBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        ready = held.items.filter(wanted, status__in=(Status.EXAMINED, Status.FAILED))
        count = ready.exclude(outcome__in=(Outcome.STAYS, "")).update(status=Status.CHOSEN, cause="")
        if count:
            deal_out(held, Status.CHOSEN, by=by, at=at)
            payload = {"process": batch.target.name, "after": batch.target.number, "count": count}
            record(chain=batch.change_id, kind="change.moves_started", at=at, by=by, payload=payload)
    return count


def take_back_moves(*, batch: MoveBatch, chosen: Collection[int] | None, by: Person, at: datetime) -> int:
    """Have the ``chosen`` cases (None: all that were moved) put back; how many are on their way.

    This may be done after the change itself was taken back.
    """
    with transaction.atomic():
        held = MoveBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        moved = held.items.filter(status=Status.MOVED)
        if chosen is not None:
            moved = moved.filter(pk__in=list(chosen))
        count = moved.update(status=Status.LEAVING, cause="")
        if count:
            deal_out(held, Status.LEAVING, by=by, at=at)
            payload = {"process": batch.target.name, "before": batch.base.number, "count": count}
            record(chain=batch.change_id, kind="change.moves_taken_back", at=at, by=by, payload=payload)
    return count

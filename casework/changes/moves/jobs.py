"""Many running cases at once, cut into pieces that any number of workers share."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from casework.changes.models import MoveBatch, MoveItem
from casework.changes.moves.examining import examine
from casework.changes.moves.moving import move_all, take_back_all
from casework.jobs.declaring import job
from casework.jobs.services import enqueue_once
from casework.organisations.models import Person

PIECE = 50


def deal_out(batch: MoveBatch, status: str, *, by: Person, at: datetime) -> int:
    """Enqueue what stands at ``status``, a piece a job, in the caller's transaction; how many cases that is."""
    waiting = list(batch.items.filter(status=status).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(waiting), PIECE):
        piece = waiting[first : first + PIECE]
        key = f"{batch.pk} {status} {piece[0]} {at.isoformat()}"
        enqueue_once(move_piece, key=key, items=piece, by=by.pk, at=at.isoformat())
    return len(waiting)


# Every case is a transaction of its own, and what was dealt with is not dealt with again.
@job(title=_("迁移在办案件"), atomic=False, lease=timedelta(minutes=10))
def move_piece(items: list[int], by: int, at: str) -> None:
    """Examine what waits for it, move what was chosen, put back what is to go back.

    What may succeed later makes the job fail, so that it is tried again.
    """
    moment, person = datetime.fromisoformat(at), Person.objects.get(pk=by)
    waiting = MoveItem.objects.filter(pk__in=items, status=MoveItem.Status.WAITING)
    examine(items=waiting.select_related("batch__target", "case__instance__version"), at=moment)
    later = [*move_all(items=items, by=person, at=moment), *take_back_all(items=items, by=person, at=moment)]
    if later:
        raise ExceptionGroup(f"{len(later)}/{len(items)}", later)

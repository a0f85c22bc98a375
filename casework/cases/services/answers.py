"""What comes back to the case that opened others: told once all of them have closed or reported.

The receiver's transaction only writes down that the answers are complete; the sender's step follows in a transaction
of its own, so that nobody ever holds one case and waits for the other. Whoever is killed in between leaves the answer
to ``deliver_due``.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models import F

from casework.cases.models import Case, Dispatch, Handover
from casework.cases.services.trail import record
from syncpoints import reach

log = logging.getLogger(__name__)
SUFFIX = "_answered"
_due: ContextVar[list[Dispatch] | None] = ContextVar("answers due", default=None)


def answer(case: Case, *, at: datetime) -> None:
    """``case`` has come to something; the last of those that were opened with it makes their answer due."""
    found = Handover.objects.filter(case=case, answered_at=None, dispatch__isnull=False)
    handover = found.select_related("dispatch__sender").first()
    if handover is None or handover.dispatch is None:
        return
    number = handover.dispatch.sender.number
    # Two last ones at once come one after the other here, and the second sees what the first wrote.
    dispatch = Dispatch.objects.select_for_update(no_key=True).get(pk=handover.dispatch.pk)
    Handover.objects.filter(pk=handover.pk).update(answered_at=at)
    record(chain=case.pk, kind="message.answered", at=at, by=None, payload={"number": number})
    given = dispatch.handovers.filter(answered_at__isnull=False).count()
    reach("answer.counted")
    if dispatch.state == Dispatch.State.OPEN and given == dispatch.count:
        Dispatch.objects.filter(pk=dispatch.pk).update(state=Dispatch.State.DUE)
        _note([dispatch])


def note_awaited(case: Case, awaited: Iterable[str], *, ended: bool) -> None:
    """After a step of ``case``: what it now waits for may have come before it waited; at its end nothing is kept back."""
    answers = [message.removesuffix(SUFFIX) for message in awaited if message.endswith(SUFFIX)]
    if not answers and not ended:
        return
    due = Dispatch.objects.filter(sender=case, state=Dispatch.State.DUE).order_by("pk")
    _note(due if ended else due.filter(message__in=answers))


def settle_delivery(case: Case, message: str, *, at: datetime) -> None:
    """The sender's step took the answer ``message``: the oldest that was due is delivered."""
    due = Dispatch.objects.filter(sender=case, state=Dispatch.State.DUE).order_by("pk")
    dispatch = due.filter(message=message.removesuffix(SUFFIX)).first() if message.endswith(SUFFIX) else None
    if dispatch is not None:
        Dispatch.objects.filter(pk=dispatch.pk).update(state=Dispatch.State.DELIVERED)
        payload = {"message": dispatch.message, "count": dispatch.count}
        record(chain=case.pk, kind="answers.received", at=at, by=None, payload=payload)


@contextmanager
def delivering(at: datetime) -> Iterator[None]:
    """Answers that become due inside are delivered once the outermost block has ended well."""
    if _due.get() is not None:
        yield
        return
    due: list[Dispatch] = []
    token = _due.set(due)
    try:
        yield
    finally:
        _due.reset(token)
    for dispatch in due:
        _deliver_or_leave(dispatch, at)


def deliver_due(*, at: datetime, limit: int = 50) -> int:
    """Deliver what somebody left undelivered; returns how many answers were tried. Any number of workers may call it."""
    waiting = Dispatch.objects.filter(state=Dispatch.State.DUE).exclude(
        tried_revision=F("sender__instance__revision"), sender__closed_at=None
    )
    due = list(waiting.exclude(sender__instance__blocked=True).order_by("sent_at", "pk")[:limit])
    for dispatch in due:
        _deliver_or_leave(dispatch, at)
    return len(due)


def _note(due: Iterable[Dispatch]) -> None:
    noted = _due.get()
    if noted is not None:
        noted += [dispatch for dispatch in due if dispatch not in noted]


def _deliver_or_leave(dispatch: Dispatch, at: datetime) -> None:
    from casework.cases.services.delivery import deliver

    reach("answer.due")
    try:
        deliver(dispatch, at=at)
    except Exception as error:
        log.warning("answer %s of case %s waits", dispatch.pk, dispatch.sender_id, exc_info=error)


def drop(dispatch: Dispatch, *, at: datetime) -> None:
    """The sender is closed and waits no more; that there was an answer stays in its trail."""
    due = Dispatch.objects.filter(pk=dispatch.pk, state=Dispatch.State.DUE)
    if due.update(state=Dispatch.State.DROPPED):
        payload = {"message": dispatch.message, "count": dispatch.count}
        record(chain=dispatch.sender_id, kind="answers.dropped", at=at, by=None, payload=payload)

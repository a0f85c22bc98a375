"""Sends a message: one case for each item, all of them in the transaction of the sender's step or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casework.cases.models import Case, Dispatch
from casework.cases.services.receiving import NotReceivable, receive, receivers_of
from casework.cases.services.trail import record
from casework.organisations.models import Person

MOST_ITEMS = 500


def send(
    *,
    sender: Case,
    message: str,
    items: Sequence[Any] | None,
    withheld: bool,
    at: datetime,
    by: Person | None,
) -> list[Case]:
    """Open one case for each of ``items``. Raises what ``receive`` raises; the caller's transaction takes all back."""
    wanted = list(items or ())
    if len(wanted) > MOST_ITEMS:
        raise NotReceivable(f"一次要发起 {len(wanted)} 件事项，超过上限 {MOST_ITEMS} 件")
    if not wanted:
        return []
    dispatch = Dispatch.objects.create(sender=sender, message=message, count=len(wanted), sent_at=at)
    receivers, opened = receivers_of(message, at=at), []
    for item in wanted:
        case = receive(
            message=message, item=item, sender=sender, at=at, by=by, dispatch=dispatch, withheld=withheld,
            receivers=receivers,
        )  # fmt: skip
        payload = {"number": case.number, "title": case.title, "case": str(case.pk), "message": message}
        record(chain=sender.pk, kind="message.handed", at=at, by=by, payload=payload)
        opened.append(case)
    return opened

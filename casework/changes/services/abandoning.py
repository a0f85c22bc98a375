"""Gives a change up: its drafts stay to be read, its proposals are dropped."""

from datetime import datetime

from django.db import transaction

from casework.audit.services import record
from casework.changes.models import ChangeSet
from casework.changes.parameters import drop_all
from casework.changes.services.drafting import locked_open
from casework.organisations.models import Person


def abandon(*, change: ChangeSet, by: Person, at: datetime) -> None:
    """Raises NotOpen."""
    with transaction.atomic():
        locked = locked_open(change)
        drop_all(change=locked, by=by, at=at)
        locked.status = ChangeSet.Status.ABANDONED
        locked.save(update_fields=["status"])
        record(chain=locked.pk, kind="change.abandoned", at=at, by=by, payload={"title": locked.title})

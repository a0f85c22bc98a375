"""Opens a change set."""

from datetime import datetime

from django.db import transaction

from casework.audit.services import record
from casework.changes.models import ChangeSet
from casework.changes.services.todos import write_todos
from casework.organisations.models import Person
from casework.policy.models import PolicyDocument


def open_change_set(
    *, title: str, reason: str, document: PolicyDocument | None = None, by: Person, at: datetime
) -> ChangeSet:
    """A change with nothing in it yet but what is to be looked at, where ``document`` replaces another one."""
    with transaction.atomic():
        change = ChangeSet.objects.create(
            title=title, reason=reason, document=document, drafted_by=by, drafted_at=at
        )
        payload = {"title": title, "reason": reason, "document": str(document) if document else None}
        record(chain=change.pk, kind="change.opened", at=at, by=by, payload=payload)
        write_todos(change=change, at=at)
    return change

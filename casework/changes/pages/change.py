"""One change: which processes could still be taken into it, and what happened to it."""

from datetime import date

from django.db.models import QuerySet

from casework.audit.models import Event
from casework.changes.drafts import drafts_of
from casework.changes.models import ChangeSet
from processes.models import ProcessVersion
from processes.services import versions_to_change


def untouched(change: ChangeSet, day: date) -> list[ProcessVersion]:
    """The processes, in force or published for a later day, that are not in the change yet, by name."""
    taken = {draft.base.process_id for draft in drafts_of(change)}
    found = [v for v in versions_to_change(on=day) if v.process_id not in taken]
    return sorted(found, key=lambda version: version.name)


def history(change: ChangeSet) -> QuerySet[Event]:
    return Event.objects.filter(chain=change.pk).select_related("by")

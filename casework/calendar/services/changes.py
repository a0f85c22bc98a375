"""A change of the calendar: seen before it is made, and every open deadline counted again with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.calendar import holders
from casework.calendar.arithmetic import Calendar
from casework.calendar.changes import Change
from casework.calendar.counting import COUNTED, recount
from casework.calendar.explanation import explain
from casework.calendar.models import CalendarChange, Deadline
from casework.calendar.services.rows import as_record, store
from casework.calendar.snapshot import Snapshot
from casework.calendar.stored import load_snapshot, renew_token, stop_deadlines
from casework.organisations.models import Person


class CalendarHasChanged(Exception):
    """Somebody changed the calendar after the preview that is being confirmed."""


@dataclass(frozen=True)
class Moved:
    """An open deadline whose due date moves; `deadline` carries the new date and its account."""

    deadline: Deadline
    old_due: date
    new_due: date

    @property
    def sentence(self) -> str:
        return explain(self.deadline)


def preview_change(changes: Sequence[Change]) -> list[Moved]:
    """The open deadlines that `changes` would move, first due first; nothing is written."""
    return _recounted(load_snapshot().changed(changes))[1]


def apply_change(
    changes: Sequence[Change], *, by: Person, at: datetime, seen: UUID | None = None
) -> list[Moved]:
    """Store the changes, count every open deadline again and keep a record of what moved.

    `seen` is the token of the calendar that was previewed; CalendarHasChanged is raised where it is no
    longer the current one. Runs in the caller's transaction.
    """
    stop_deadlines()
    if not renew_token(seen=seen):
        raise CalendarHasChanged
    store(changes)
    touched, moved = _recounted(load_snapshot())
    Deadline.objects.bulk_update(touched, COUNTED, batch_size=200)
    CalendarChange.objects.create(
        at=at, by=by, changes=[as_record(change) for change in changes], moved=[_record(m) for m in moved]
    )
    holders.announce(moved, by, at)
    return moved


def _recounted(snapshot: Snapshot) -> tuple[list[Deadline], list[Moved]]:
    """Those whose date or account changes, and of them those whose date moves."""
    calendar = Calendar(snapshot)
    touched: list[Deadline] = []
    moved: list[Moved] = []
    for deadline in Deadline.objects.open().order_by("due_on", "pk"):
        old_due = deadline.due_on
        if recount(deadline, calendar):
            touched.append(deadline)
        if deadline.due_on != old_due:
            moved.append(Moved(deadline, old_due, deadline.due_on))
    return touched, moved


def _record(moved: Moved) -> dict[str, str | int]:
    return {
        "deadline": moved.deadline.pk,
        "holder": str(moved.deadline.holder),
        "name": moved.deadline.name,
        "old": moved.old_due.isoformat(),
        "new": moved.new_due.isoformat(),
        "sentence": moved.sentence,
        "sentence_en": explain(moved.deadline, "en"),
    }

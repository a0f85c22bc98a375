"""Whose turn it is, for what, until when, and why that day: the first sentence of a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.calendar.models import Deadline
from casework.calendar.services import Calendar, explain
from casework.calendar.wording.dates import full_date, short_date
from casework.cases.models import Case
from casework.cases.names import name_in
from casework.inbox.viewer import Viewer
from casework.inbox.wording.due import Due, due_in_words
from casework.inbox.wording.people import places_of
from processes.models import UserTask


@dataclass(frozen=True)
class Wait:
    """One thing that is waited for; ``count`` tasks of the same step and person are one."""

    actor: str
    step: str
    count: int
    due: Due | None
    day: str
    why: str
    task: UserTask


def open_tasks(case: Case) -> list[UserTask]:
    """Most urgent first."""
    tasks = UserTask.objects.open().filter(instance=case.instance_id)
    tasks = tasks.select_related("assignee", "instance__version").defer("instance__state", "instance__trail")
    return sorted(tasks, key=lambda task: (task.due_at is None, task.due_at, task.opened_at, task.pk))


def waits(case: Case, tasks: list[UserTask], viewer: Viewer, calendar: Calendar) -> list[Wait]:
    places = places_of(tasks, viewer.today)
    reasons = Reasons.of(case, tasks, viewer)
    groups: dict[tuple[str, str], list[UserTask]] = {}
    for task in tasks:
        key = (places.actor(task), name_in(task, viewer.language))
        groups.setdefault(key, []).append(task)
    found = []
    for (actor, step), group in groups.items():
        first = group[0]
        due = due_in_words(first.due_at, today=viewer.today, calendar=calendar)
        day = day_near(due.on, viewer) if due else ""
        found.append(Wait(actor, step, len(group), due, day, reasons.why(first), first))
    return found


def day_near(day: date, viewer: Viewer) -> str:
    """The year is said only where it is not this year."""
    write = short_date if day.year == viewer.today.year else full_date
    return write(day, viewer.language)


@dataclass(frozen=True)
class Reasons:
    """Explains the days of tasks: by their own deadline, or by that of the case that ends with them."""

    deadlines: Mapping[UUID, list[Deadline]]
    case: UUID
    language: str

    @classmethod
    def of(cls, case: Case, tasks: Iterable[UserTask], viewer: Viewer) -> "Reasons":
        found: dict[UUID, list[Deadline]] = {}
        for deadline in Deadline.objects.open().filter(holder__in=[case.pk, *(t.pk for t in tasks)]):
            found.setdefault(deadline.holder, []).append(deadline)
        return cls(found, case.pk, viewer.language)

    def why(self, task: UserTask) -> str:
        candidates = [*self.deadlines.get(task.pk, []), *self.deadlines.get(self.case, [])]
        for deadline in candidates:
            if deadline.due_at == task.due_at:
                return explain(deadline, self.language)
        return ""

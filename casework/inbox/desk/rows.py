"""One line of the inbox in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from casework.calendar.services import Calendar
from casework.calendar.wording.dates import full_date, month_day
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.names import name_in
from casework.cases.standing_in import stand_in_for
from casework.findings.models import Finding
from casework.inbox.casefile.subject import subjects
from casework.inbox.viewer import Viewer
from casework.inbox.wording.due import Due, due_in_words
from casework.inbox.wording.labels import label
from casework.inbox.wording.people import person_text
from casework.organisations.substitutions import principals
from processes.models import UserTask


@dataclass(frozen=True)
class TaskRow:
    """``holder`` says whose turn it is, nothing of a task that is done; ``finished`` is the day on which it was."""

    task: UserTask
    case: Case
    step: str
    about: str
    arrived: str
    finished: str
    due: Due | None
    holder: str
    is_mine: bool
    is_free: bool
    # In whose place the viewer does or did it, by name; empty in his own right.
    instead_of: str = ""

    @property
    def is_unread(self) -> bool:
        return self.task.first_opened_at is None

    @property
    def waits_for_me(self) -> bool:
        return self.is_mine or self.is_free


def task_rows(tasks: Iterable[UserTask], viewer: Viewer) -> list[TaskRow]:
    calendar, shown = Calendar.load(), list(tasks)
    about = subjects(shown)
    instead = _instead(shown, viewer)
    return [_row(task, about.get(task.pk), instead.get(task.pk, ""), viewer, calendar) for task in shown]


def _instead(tasks: list[UserTask], viewer: Viewer) -> dict[UUID, str]:
    """For whom the viewer stands or stood in at each of them."""
    done = [task.pk for task in tasks if task.status == UserTask.Status.COMPLETED]
    found = {key: str(person) for key, person in principals(done).items()} if done else {}
    for task in tasks:
        if task.status == UserTask.Status.OPEN and (one := stand_in_for(task, viewer.standing)):
            found[task.pk] = str(one.principal)
    return found


def _row(
    task: UserTask, about: Finding | None, instead_of: str, viewer: Viewer, calendar: Calendar
) -> TaskRow:
    is_open = task.status == UserTask.Status.OPEN
    mine = is_open and task.assignee_id == viewer.person.pk
    free = is_open and not mine and (task.assignee_id is None or bool(instead_of))
    return TaskRow(
        task=task,
        case=task.instance.case,
        step=name_in(task, viewer.language),
        about=_about(about) if about else "",
        arrived=arrived(task.opened_at, viewer),
        finished=arrived(task.closed_at, viewer) if task.closed_at else "",
        due=due_in_words(task.due_at, today=viewer.today, calendar=calendar),
        holder=_holder(task, is_mine=mine) if is_open else "",
        is_mine=mine,
        is_free=free,
        instead_of=instead_of,
    )


def _holder(task: UserTask, *, is_mine: bool) -> str:
    if is_mine:
        return _("我")
    return _("待领取") if task.assignee_id is None else person_text(task.assignee)


def _about(finding: Finding) -> str:
    name = label(finding.get_code_display())
    return _("问题%(n)s %(code)s") % {"n": finding.ordinal, "code": f"{finding.code} {name}"}


def arrived(moment: datetime, viewer: Viewer) -> str:
    """Month and day; the year too where it is another one."""
    day = local_date(moment)
    write = month_day if day.year == viewer.today.year else full_date
    return write(day, viewer.language)

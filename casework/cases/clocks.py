"""Keeps cases in step with the calendar: says whose deadline it is, and follows one that moved."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.audit.services import Entry, record_many
from casework.calendar.holders import Description
from casework.calendar.models import Deadline
from casework.calendar.services import Moved
from casework.cases.models import Case
from casework.cases.names import name_in
from casework.cases.services import advance
from casework.jobs.declaring import job
from casework.organisations.models import Person
from processes.models import UserTask
from processes.services import lock_instance


def describe(holders: Sequence[UUID]) -> Mapping[UUID, Description]:
    """Cases and user tasks among the holders of deadlines, by their id."""
    cases = Case.objects.filter(pk__in=holders).select_related("respondent")
    language = get_language() or "zh-hans"
    tasks = UserTask.objects.filter(pk__in=holders).select_related("instance__case__respondent")
    return {case.pk: _of(case, case.title) for case in cases} | {
        row.pk: _of(row.instance.case, f"{name_in(row, language)} · {row.instance.case.title}")
        for row in tasks
    }


def _of(case: Case, title: str) -> Description:
    return Description(f"{case.number} {title}", reverse("cases:case", args=[case.pk]), case.respondent_id)


def announce(moved: Sequence[Moved], by: Person, at: datetime) -> None:
    """Leave every case whose deadline moved to a job: its rows may be locked by a step that waits for the calendar."""
    holders = [change.deadline.holder for change in moved]
    keys = set(Case.objects.filter(pk__in=holders).values_list("pk", flat=True))
    keys |= set(UserTask.objects.filter(pk__in=holders).values_list("instance__key", flat=True))
    for key in keys:
        dates = [_moved(change) for change in moved if change.deadline.holder == key]
        follow_deadlines.enqueue(case_id=str(key), by=by.pk, at=at.isoformat(), dates=dates)


def _moved(change: Moved) -> dict[str, str]:
    return {
        "name": change.deadline.name,
        "from": change.old_due.isoformat(),
        "to": change.new_due.isoformat(),
    }


Follower = Callable[[Case, Sequence[Deadline]], None]
followers: list[Follower] = []


@job(title=_("期限变动后跟进案件"))
def follow_deadlines(case_id: str, by: int, at: str, dates: list[dict[str, str]]) -> None:
    """Give open tasks the due dates of their deadlines, let the timers be reckoned anew, and keep what moved."""
    case, moment = Case.objects.get(pk=case_id), datetime.fromisoformat(at)
    with transaction.atomic():
        if case.instance_id is not None:
            # First of all, as every step does: whoever waits for the case holds nothing that a step needs.
            lock_instance(case.instance_id)
        rows = {row.pk: row for row in UserTask.objects.open().filter(instance__key=case.pk)}
        for deadline in Deadline.objects.open().filter(holder__in=rows):
            rows[deadline.holder].due_at = deadline.due_at
        UserTask.objects.bulk_update(rows.values(), ["due_at"])
        own = list(Deadline.objects.open().filter(holder=case.pk))
        for follow in followers:
            follow(case, own)
        entries = [Entry("deadline.moved", moved) for moved in dates]
        record_many(chain=case.pk, entries=entries, at=moment, by=Person.objects.get(pk=by))
    if case.is_open and case.instance_id is not None:
        advance(instance_id=case.instance_id, at=moment)

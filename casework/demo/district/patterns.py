"""The cases that are copied: each was played through the services, and everything that was written of it is read back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model

from casework.audit.models import Event
from casework.calendar.models import Deadline
from casework.calendar.services import Calendar
from casework.cases.clock import LOCAL, local_date
from casework.cases.models import Case
from casework.cases.services import complete_task, create_case, start_process
from casework.demo.district.lines import Line, bundle_of
from casework.demo.district.places import Place
from casework.filings.models import Deposit, Filing
from casework.findings.models import Finding
from casework.letters.models import Letter
from casework.organisations.models import Organisation, Person
from casework.organisations.queries import holders
from casework.organisations.standing import standing_of
from casework.permits.models import Application, Permit, PermitInstructor
from processes.models import DecisionRecord, ProcessInstance, Submission, UserTask
from processes.services import deploy


@dataclass(frozen=True)
class Pattern:
    """``rows`` by model, without the events; ``weight`` says how often it is taken beside others of its kind."""

    case: Case
    rows: dict[type[Model], list[Any]]
    events: list[Event]
    weight: int = 1
    ends: date = field(default=date.min)

    @property
    def days(self) -> int:
        """From the first day to the last."""
        return (self.ends - local_date(self.case.opened_at)).days


def read_back(case: Case, weight: int = 1) -> Pattern:
    """Everything that belongs to ``case``, except files."""
    case = Case.objects.select_related("respondent", "school").get(pk=case.pk)
    instance = ProcessInstance.objects.get(key=case.pk)
    tasks = list(UserTask.objects.filter(instance=instance).order_by("opened_at"))
    holders_of = [case.pk, *(task.pk for task in tasks)]
    rows: dict[type[Model], list[Any]] = {
        ProcessInstance: [instance],
        Case: [case],
        Finding: list(case.findings.order_by("ordinal")),
        UserTask: tasks,
        Submission: list(instance.submissions.order_by("at", "pk")),
        DecisionRecord: list(instance.decisions.order_by("at", "pk")),
        Deadline: list(Deadline.objects.filter(holder__in=holders_of).order_by("pk")),
        Letter: list(case.letters.order_by("pk")),
        Application: list(Application.objects.filter(case=case)),
        Deposit: list(case.deposits.order_by("round")),
        Filing: list(case.filings.order_by("number")),
        Permit: list(Permit.objects.filter(application=case.pk)),
        PermitInstructor: list(PermitInstructor.objects.filter(permit__application=case.pk)),
    }
    events = list(Event.objects.filter(chain=case.pk).order_by("seq"))
    return Pattern(case, rows, events, weight, local_date(events[-1].at))


def play_line(
    line: Line,
    place: Place,
    *,
    first: date,
    pace: float,
    until: int | None = None,
    latest: datetime | None = None,
) -> Case:
    """A matter of ``line`` at ``place``: a step every ``pace`` working days, all of one day where it is 0.

    It stands still before the step ``until``, and none is later than ``latest``.
    """
    office = Organisation.objects.get(kind=Organisation.Kind.OFFICE, code=line.office)
    district = office.parent or office
    calendar = Calendar.load()
    moments = _moments(first, pace, calendar)
    opened = next(moments)
    version = deploy(bundle=bundle_of(line), at=opened)
    case = create_case(
        kind=line.kind, title=f"{place.organisation.short_name}{line.name}", source=line.source,
        respondent=place.organisation, office=office, district=district, at=opened, by=None,
    )  # fmt: skip
    start_process(case=case, version=version, data={}, at=opened, by=None)
    for number, at in enumerate(moments, 1):
        task = UserTask.objects.open().filter(instance__key=case.pk).first()
        if task is None or number == until or (latest and at > latest):
            break
        by = _holder(task, at)
        standing = standing_of(by, local_date(at))
        complete_task(task_id=task.pk, raw={"note": ""}, by=by, standing=standing, at=at)
    return case


def _moments(first: date, pace: float, calendar: Calendar) -> Iterator[datetime]:
    for number in range(100):
        day = calendar.working_days_after(first, int(number * pace)) if pace else first
        yield datetime.combine(day, time(8, 30), LOCAL) + timedelta(minutes=19 * number)


def _holder(task: UserTask, at: datetime) -> Person:
    organisation = Organisation.objects.get(pk=task.scope)
    return holders(task.role_ids, organisation.pk, local_date(at))[0]

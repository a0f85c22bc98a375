"""Compares everything that must agree: state, inbox, submissions, events, numbers, letters, files, jobs, deadlines."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import F
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from casework.audit.models import Event
from casework.audit.verification import verify
from casework.calendar.models import Deadline
from casework.cases.facts import TASK
from casework.cases.models import Case, CaseDocument, Notice, NumberSeries
from casework.letters.models import Letter
from documents.digest import digest
from documents.models import DocumentVersion
from processes.engine import Run
from processes.models import DecisionRecord, Incident, ProcessInstance, Submission, UserTask
from processes.services import environment_of
from storage import ObjectMissing, store


def check_consistency(*, orphans: bool = True) -> list[str]:
    """Every contradiction in the database and the store, in words; nothing where all agree.

    ``orphans``: whether an object without a row counts as one.
    """
    return [
        *_states(), *_submissions(), *_events(), *_numbers(), *_letters(), *_files(orphans), *_jobs(), *_rest(),
    ]  # fmt: skip


def _states() -> Iterator[str]:
    """The engine's ready tasks, the instance's list of them and the open rows of the inbox are the same."""
    for instance in ProcessInstance.objects.select_related("version"):
        rows = set(UserTask.objects.open().filter(instance=instance).values_list("pk", flat=True))
        run = Run.load(instance.state, environment_of(instance, at=instance.started_at, by=None))
        ready = {task.id for task in run.ready()}
        if not ready == rows == set(map(UUID, instance.open_tasks)):
            yield f"instance {instance.pk}: ready {ready}, rows {rows}, listed {instance.open_tasks}"
        if run.ended != (instance.status == ProcessInstance.Status.ENDED):
            yield f"instance {instance.pk}: {instance.status}, engine ended {run.ended}"
        due = None if run.ended else run.next_timer_at()
        if due != instance.next_timer_at:
            yield f"instance {instance.pk}: timer {instance.next_timer_at}, engine {due}"
        if bool(instance.ended_at) != bool(Case.objects.get(pk=instance.key).closed_at):
            yield f"instance {instance.pk}: ended {instance.ended_at}, its case is not"


def _submissions() -> Iterator[str]:
    """A completed task has one submission of the same person, and no other task has one."""
    done = UserTask.objects.filter(status=UserTask.Status.COMPLETED).values_list("pk", "completed_by")
    kept = Submission.objects.values_list("task_id", "by")
    yield from _differ("completed tasks and submissions", done, kept)


def _events() -> Iterator[str]:
    """The trail is whole, and tells each step once."""
    yield from map(str, verify())
    for kind, status in (("task.completed", "COMPLETED"), ("task.cancelled", "CANCELLED")):
        rows = UserTask.objects.filter(status=status).values_list("pk", flat=True)
        yield from _differ(kind, _told(kind), map(str, rows))
    yield from _differ(
        "task.opened", _told("task.opened"), map(str, UserTask.objects.values_list("pk", flat=True))
    )
    # One that went to many is told by its copies.
    served = Letter.objects.filter(copies=None).exclude(served_at=None).values_list("number", flat=True)
    yield from _differ("letter.served", _told("letter.served", "number"), served)
    yield from _differ(
        "case.opened", _told("case.opened", "number"), Case.objects.values_list("number", flat=True)
    )
    decisions = Event.objects.filter(kind="decision.taken").count()
    if decisions != DecisionRecord.objects.count():
        yield f"{decisions} decisions told, {DecisionRecord.objects.count()} kept"
    told, left = (
        Event.objects.filter(kind__in=["case.notified"]).count(),
        Notice.objects.filter(text__startswith="到了"),
    )
    if told != left.count():
        yield f"{told} notices told, {left.count()} left"


def _told(kind: str, name: str = "task") -> list[str]:
    return [event.payload[name] for event in Event.objects.filter(kind=kind)]


def _numbers() -> Iterator[str]:
    """Every number from the first to the last of a series is in use once."""
    for series in NumberSeries.objects.all():
        whole, code = range(1, series.last + 1), series.code
        if code.startswith("QSH-"):
            wanted = [f"{code}-{series.year}-{n:06d}" for n in whole]
            used = list(Case.objects.values_list("number", flat=True))
        else:
            wanted = [f"{code}〔{series.year}〕{n}号" for n in whole]
            used = list(Letter.objects.values_list("number", flat=True))
        mine = [
            number
            for number in used
            if number.startswith((f"{code}-{series.year}-", f"{code}〔{series.year}〕"))
        ]
        yield from _differ(f"numbers of {series}", wanted, mine)


def _letters() -> Iterator[str]:
    """A letter beyond its number has its document, filed once and frozen; no such document is without letter."""
    states = Letter.State
    for letter in Letter.objects.exclude(state__in=[states.DRAFT, states.NUMBERED]).select_related("version"):
        filed = CaseDocument.objects.filter(case=letter.case, document__versions=letter.version).count()
        if letter.version is None or filed != 1 or letter.version.frozen_at is None:
            yield f"letter {letter}: version {letter.version}, filed {filed} times"
    stray = DocumentVersion.objects.filter(document__type_code__startswith="OD-", letter=None)
    yield from (f"version {version.pk} {version} belongs to no letter" for version in stray)


def _files(orphans: bool) -> Iterator[str]:
    """An available version has the bytes that it says; an object has a row."""
    for version in DocumentVersion.objects.filter(state=DocumentVersion.State.AVAILABLE):
        try:
            found = digest(store().open(version.key))
        except ObjectMissing:
            yield f"version {version.pk}: no object {version.key}"
            continue
        if (found.size, found.sha256) != (version.size, version.sha256):
            yield f"version {version.pk}: {found}"
    kept = {DocumentVersion.State.PENDING, DocumentVersion.State.AVAILABLE}
    named = set(DocumentVersion.objects.filter(state__in=kept).values_list("key", flat=True))
    if orphans:
        yield from (f"object {found.key} without a row" for found in store().list() if found.key not in named)


def _jobs() -> Iterator[str]:
    for row in DBTaskResult.objects.filter(status__in=[TaskResultStatus.RUNNING, TaskResultStatus.FAILED]):
        yield f"job {row.pk} {row.task_path} is {row.status}: {row.traceback}"


def _rest() -> Iterator[str]:
    for incident in Incident.objects.filter(status=Incident.Status.OPEN).exclude(instance__blocked=True):
        yield f"incident {incident} does not hold its instance"
    for instance in ProcessInstance.objects.filter(blocked=True).exclude(incidents__status="OPEN"):
        yield f"instance {instance} is held by no incident"
    open_tasks = UserTask.objects.open().values("pk")
    for deadline in Deadline.objects.open().filter(name=TASK).exclude(holder__in=open_tasks):
        yield f"deadline {deadline} of a task that is closed"
    for case in Case.objects.filter(instance__key__isnull=False).exclude(instance__key=F("pk")):
        yield f"case {case} has another case's instance"


def _differ(what: str, one: Any, other: Any) -> Iterator[str]:
    first, second = Counter(one), Counter(other)
    if first != second:
        yield f"{what}: {first - second} against {second - first}"

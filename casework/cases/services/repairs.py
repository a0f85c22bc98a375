"""What people do about an automatic step that failed: have it done again, or give the task back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.cases.models import Case
from casework.cases.names import failed_step
from casework.cases.services.files import file_away
from casework.cases.services.filling import open_task
from casework.cases.services.locking import Locked, Outcome, lock_case, lock_task, take_step
from casework.cases.services.trail import record
from casework.organisations.models import Person
from processes import services as processes
from processes.models import Incident, UserTask
from processes.services import StepResult


class AlreadyRepeated(Exception):
    """Somebody dealt with the incident a moment ago."""


def retry_incident(*, incident: Incident, by: Person, at: datetime) -> Outcome:
    """Do again what failed, exactly as it was asked for and in the name of who asked. Fails again into the same incident.

    Raises AlreadyRepeated.
    """
    trigger = incident.trigger
    author = Person.objects.filter(pk=trigger.get("by") or 0).first()

    def lock() -> Locked:
        task = trigger.get("task")
        return lock_task(task) if task else lock_case(incident.instance_id)

    def act(locked: Locked) -> StepResult:
        _take(incident, locked, by, at)
        _tell("incident.retried", incident, by, at)
        return _repeat(locked, trigger, author, at)

    return take_step(lock=lock, act=act, by=author, at=at)


def give_back(*, incident: Incident, by: Person, at: datetime) -> None:
    """Resolve without repeating: the task is open again, with what was submitted as its draft. Raises AlreadyRepeated."""
    with transaction.atomic():
        locked = lock_case(incident.instance_id)
        _take(incident, locked, by, at)
        trigger = incident.trigger
        if trigger["kind"] == "complete":
            kept = {"values": trigger["values"], "by": trigger["by"], "at": at.isoformat()}
            UserTask.objects.open().filter(pk=trigger["task"]).update(draft=kept)
        _tell("incident.given_back", incident, by, at)


def _take(incident: Incident, locked: Locked, by: Person, at: datetime) -> None:
    held = Incident.objects.select_for_update().filter(pk=incident.pk, status=Incident.Status.OPEN).first()
    if held is None:
        raise AlreadyRepeated(incident.pk)
    processes.resolve_incident(incident=held, by=by, at=at)
    locked.instance.blocked = False


def _tell(kind: str, incident: Incident, by: Person, at: datetime) -> None:
    case = Case.objects.get(instance=incident.instance_id)
    record(chain=case.pk, kind=kind, at=at, by=by, payload=_step(incident))


def _step(incident: Incident) -> dict[str, str]:
    return {"element": incident.element_name, "element_en": failed_step(incident, "en")}


def _repeat(locked: Locked, trigger: Mapping[str, Any], author: Person | None, at: datetime) -> StepResult:
    if trigger["kind"] == "complete" and locked.task is not None and author is not None:
        opened = open_task(task=locked.task, at=at, by=author)
        file_away(
            case=locked.instance.case, element_id=locked.task.element_id, form=opened.form,
            values=trigger["values"], by=author, at=at,
        )  # fmt: skip
        return processes.complete(
            instance=locked.instance, task=locked.task, run=opened.run, values=trigger["values"],
            variables=trigger["variables"], by=author, at=at,
        )  # fmt: skip
    if trigger["kind"] == "message":
        return processes.deliver(
            instance=locked.instance, message=trigger["message"], values=trigger["values"],
            variables=trigger["variables"], by=author, at=at,
        )  # fmt: skip
    return processes.advance(instance=locked.instance, at=at)

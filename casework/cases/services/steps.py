"""Every step of a case enters here: one transaction, one locked instance, the right to act checked inside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import settlement
from casework.cases.services.actions import offered_actions
from casework.cases.services.filling import open_task
from casework.cases.services.references import accept
from casework.cases.services.rights import check_may_act
from casework.organisations.models import Person
from casework.organisations.standing import Standing
from processes import services as processes
from processes.engine import Environment, TaskNotReady
from processes.forms import Cleaned
from processes.models import Incident, ProcessInstance, UserTask
from processes.services import StepResult, TriggerFailed, definition_of


@dataclass(frozen=True)
class Outcome:
    """What a step came to: the case, the tasks it opened, or the incident that holds it."""

    case: Case
    opened: tuple[UserTask, ...] = ()
    incident: Incident | None = None


class SomebodyWasFaster(Exception):
    """The task is done or gone; ``by`` and ``at`` say who did it and when, where that is known."""

    def __init__(self, task: UserTask) -> None:
        self.task = task
        super().__init__(task.name)


def complete_task(
    *, task_id: UUID, raw: Mapping[str, Any], by: Person, standing: Standing, at: datetime
) -> Outcome:
    """Complete a user task with the form values ``raw``.

    Raises SomebodyWasFaster, NotAllowed, FormRejected. A failed automatic step does not raise: what was submitted is kept
    in the incident that the outcome names, and a retry repeats it.
    """

    def step() -> StepResult:
        task, instance = _lock(task_id)
        if task.status != UserTask.Status.OPEN:
            raise SomebodyWasFaster(task)
        case = instance.case
        opened = open_task(task=task, at=at, by=by)
        check_may_act(case=case, opened=opened, by=by, standing=standing)
        cleaned = accept(form=opened.form, raw=raw, evaluate=opened.evaluate, day=local_date(at))
        settlement.bind_files(case=case, task=task, form=opened.form, values=cleaned.values, by=by, at=at)
        return processes.complete(
            instance=instance, task=task, run=opened.run, values=cleaned.values, variables=cleaned.variables, by=by,
            at=at,
        )  # fmt: skip

    try:
        return _run(step, by=by, at=at)
    except TaskNotReady:
        raise SomebodyWasFaster(UserTask.objects.get(pk=task_id)) from None


def send_message(
    *, case: Case, message: str, raw: Mapping[str, Any], by: Person, standing: Standing, at: datetime
) -> Outcome:
    """Send a message that the diagram offers as an action. Raises NotAllowed, MessageNotExpected, FormRejected."""

    def step() -> StepResult:
        instance = processes.lock_instance(ProcessInstance.objects.get(key=case.pk).pk)
        action = offered_actions(instance=instance, standing=standing, by=by, at=at).require(message)
        environment = _environment(instance, at, by)
        form = environment.definition.forms.get(action.form or "")
        said = Cleaned({}, {})
        if form is not None:
            said = accept(form=form, raw=raw, evaluate=environment.evaluate, day=local_date(at))
        return processes.deliver(
            instance=instance, message=message, values=said.values, variables=said.variables, by=by, at=at
        )

    return _run(step, by=by, at=at)


def advance(*, instance_id: UUID, at: datetime) -> Outcome:
    """Let the due timers of one instance fire."""
    return _run(
        lambda: processes.advance(instance=processes.lock_instance(instance_id), at=at), by=None, at=at
    )


def run_due(*, at: datetime, limit: int = 100) -> int:
    """Advance every instance with a due timer; returns how many were tried."""
    due = list(ProcessInstance.objects.due(at).values_list("pk", flat=True)[:limit])
    for instance_id in due:
        advance(instance_id=instance_id, at=at)
    return len(due)


def retry_incident(*, incident: Incident, by: Person, at: datetime) -> Outcome:
    """Do again what failed, exactly as it was asked for. Fails again into the same incident."""

    def step() -> StepResult:
        instance = processes.lock_instance(incident.instance_id)
        processes.resolve_incident(incident=incident, by=by, at=at)
        instance.blocked = False
        return _repeat(instance, incident.trigger, at)

    return _run(step, by=by, at=at)


def _repeat(instance: ProcessInstance, trigger: Mapping[str, Any], at: datetime) -> StepResult:
    by = Person.objects.filter(pk=trigger.get("by") or 0).first()
    if trigger["kind"] == "complete":
        task = UserTask.objects.select_related("instance__version", "instance__case").get(pk=trigger["task"])
        return processes.complete(
            instance=instance, task=task, run=open_task(task=task, at=at, by=by).run, values=trigger["values"],
            variables=trigger["variables"], by=by, at=at,
        )  # fmt: skip
    if trigger["kind"] == "message":
        return processes.deliver(
            instance=instance,
            message=trigger["message"],
            values=trigger["values"],
            variables=trigger["variables"],
            by=by,
            at=at,
        )
    return processes.advance(instance=instance, at=at)


def _lock(task_id: UUID) -> tuple[UserTask, ProcessInstance]:
    task = (
        UserTask.objects.select_for_update(of=("self", "instance"))
        .select_related("instance__version", "instance__case__respondent", "instance__case__office")
        .get(pk=task_id)
    )
    return task, task.instance


def _environment(instance: ProcessInstance, at: datetime, by: Person | None) -> Environment:
    return Environment(
        definition=definition_of(instance.version), instance_id=instance.pk, key=instance.key, at=at, by=by
    )


def _run(step: Callable[[], StepResult], *, by: Person | None, at: datetime) -> Outcome:
    try:
        with transaction.atomic():
            result = step()
            case = settlement.settle(result, by=by, at=at)
            return Outcome(case, tuple(result.opened))
    except TriggerFailed as failure:
        with transaction.atomic():
            incident = processes.record_incident(failure=failure, at=at)
            case = Case.objects.get(pk=incident.instance.key)
            settlement.record_failure(case=case, incident=incident, by=by, at=at)
            return Outcome(case, incident=incident)

"""Every step of a case enters here: a completed task, a message, time passing."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.actions import offered_actions
from casework.cases.services.files import file_away
from casework.cases.services.filling import open_task
from casework.cases.services.locking import Locked, Outcome, fire_timers, lock_case, lock_task, take_step
from casework.cases.services.references import accept
from casework.cases.services.rights import check_may_act
from casework.organisations.models import Person
from casework.organisations.standing import Standing
from processes import services as processes
from processes.engine import TaskNotReady
from processes.forms import Cleaned
from processes.models import ProcessInstance, UserTask
from processes.services import StaleInstance, StepResult, TriggerFailed, environment_of

log = logging.getLogger(__name__)


class SomebodyWasFaster(Exception):
    """The task is done or gone; ``task`` says who did it and when, where that is known."""

    def __init__(self, task: UserTask) -> None:
        self.task = task
        super().__init__(task.name)


def complete_task(
    *, task_id: UUID, raw: Mapping[str, Any], by: Person, standing: Standing, at: datetime
) -> Outcome:
    """Complete a user task with the form values ``raw``.

    Raises SomebodyWasFaster, NotAllowed, FormRejected, InstanceBlocked, StaleInstance. A failed automatic step does not
    raise: what was submitted is kept in the incident that the outcome names, and a retry repeats it.
    """

    def act(locked: Locked) -> StepResult:
        task, case = locked.task, locked.instance.case
        if task is None or task.status != UserTask.Status.OPEN:
            raise SomebodyWasFaster(UserTask.objects.get(pk=task_id))
        opened = open_task(task=task, at=at, by=by)
        check_may_act(case=case, opened=opened, by=by, standing=standing)
        cleaned = accept(form=opened.form, raw=raw, evaluate=opened.evaluate, day=local_date(at))
        file_away(
            case=case, element_id=task.element_id, form=opened.form, values=cleaned.values, by=by, at=at
        )
        return processes.complete(
            instance=locked.instance, task=task, run=opened.run, values=cleaned.values,
            variables=cleaned.variables, by=by, at=at,
        )  # fmt: skip

    try:
        return take_step(lock=lambda: lock_task(task_id), act=act, by=by, at=at)
    except TaskNotReady:
        raise SomebodyWasFaster(UserTask.objects.get(pk=task_id)) from None


def send_message(
    *, case: Case, message: str, raw: Mapping[str, Any], by: Person, standing: Standing, at: datetime
) -> Outcome:
    """Send a message that the diagram offers as an action.

    Raises NotAllowed, MessageNotExpected, FormRejected, InstanceBlocked, StaleInstance.
    """

    def act(locked: Locked) -> StepResult:
        instance = locked.instance
        action = offered_actions(instance=instance, standing=standing, by=by, at=at).require(message)
        environment = environment_of(instance, at=at, by=by)
        form = environment.definition.forms.get(action.form or "")
        said = Cleaned({}, {})
        if form is not None:
            said = accept(form=form, raw=raw, evaluate=environment.evaluate, day=local_date(at))
            file_away(case=case, element_id=message, form=form, values=said.values, by=by, at=at)
        return processes.deliver(
            instance=instance, message=message, values=said.values, variables=said.variables, by=by, at=at
        )

    instance_id = ProcessInstance.objects.values_list("pk", flat=True).get(key=case.pk)
    return take_step(lock=lambda: lock_case(instance_id), act=act, by=by, at=at)


def advance(*, instance_id: UUID, at: datetime) -> Outcome:
    """Let the due timers of one instance fire, and reckon the next one anew."""
    return fire_timers(instance_id=instance_id, at=at)


def run_due(*, at: datetime, limit: int = 100) -> int:
    """Advance every instance with a due timer; returns how many were tried. One that cannot move holds up no other."""
    due = list(ProcessInstance.objects.due(at).values_list("pk", flat=True)[:limit])
    for instance_id in due:
        try:
            advance(instance_id=instance_id, at=at)
        except OperationalError:
            raise
        except StaleInstance:
            continue  # it moves all the time, and is still due
        except Exception as error:
            log.exception("instance %s cannot advance", instance_id)
            _put_aside(instance_id, error, at)
    return len(due)


def _put_aside(instance_id: UUID, error: Exception, at: datetime) -> None:
    failure = TriggerFailed.of(instance_id, error, {"kind": "advance"})
    with transaction.atomic():
        processes.record_incident(failure=failure, at=at)

"""Every step of a case enters here: a completed task, a message, time passing."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.actions import offered_actions, over
from casework.cases.services.files import file_away
from casework.cases.services.filling import open_task
from casework.cases.services.locking import (
    Locked,
    Outcome,
    fire_timers,
    is_due,
    let_time_pass,
    lock_case,
    lock_task,
    take_step,
)
from casework.cases.services.references import accept
from casework.cases.services.rights import NotAllowed, check_may_act
from casework.cases.services.substituting import keep_message, keep_substitution, still_holds
from casework.cases.standing_in import why_not_any_more
from casework.organisations.models import Person
from casework.organisations.standing import Standing
from processes import services as processes
from processes.engine import TaskNotReady
from processes.forms import Cleaned
from processes.models import ProcessInstance, UserTask
from processes.services import StaleInstance, StepResult, TriggerFailed, environment_of
from syncpoints import reach

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
        reach("step.check")
        one = check_may_act(case=case, opened=opened, by=by, standing=standing)
        if one is not None:
            if not still_holds(one, standing.day):
                raise NotAllowed(why_not_any_more(task, standing))
            keep_substitution(task=task, delegation=one.delegation, by=by, at=at)
        cleaned = accept(form=opened.form, raw=raw, evaluate=opened.evaluate, day=local_date(at))
        file_away(
            case=case, element_id=task.element_id, form=opened.form, values=cleaned.values, by=by, at=at
        )
        return processes.complete(
            instance=locked.instance, task=task, run=opened.run, values=cleaned.values,
            variables=cleaned.variables, by=by, at=at, noted={} if one is None else {"delegation": one.delegation},
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
        offer = offered_actions(instance=instance, standing=standing, by=by, at=at).require(message)
        one = offer.stand_in
        if one is not None:
            if not still_holds(one, standing.day):
                raise NotAllowed(over(case=case, action=offer.action, standing=standing))
            keep_message(case=case.pk, delegation=one.delegation, by=by, at=at)
        environment = environment_of(instance, at=at, by=by)
        form = environment.definition.forms.get(offer.action.form or "")
        said = Cleaned({}, {})
        if form is not None:
            said = accept(form=form, raw=raw, evaluate=environment.evaluate, day=local_date(at))
            file_away(case=case, element_id=message, form=form, values=said.values, by=by, at=at)
        return processes.deliver(
            instance=instance, message=message, values=said.values, variables=said.variables, by=by, at=at,
            noted={} if one is None else {"delegation": one.delegation},
        )  # fmt: skip

    instance_id = ProcessInstance.objects.values_list("pk", flat=True).get(key=case.pk)
    return take_step(lock=lambda: lock_case(instance_id), act=act, by=by, at=at)


def announce(*, case: Case, message: str, at: datetime) -> Outcome:
    """Send a message that nobody sends: what the system itself came to know about the case.

    Raises MessageNotExpected, InstanceBlocked, StaleInstance.
    """

    def act(locked: Locked) -> StepResult:
        return processes.deliver(
            instance=locked.instance, message=message, values={}, variables={}, by=None, at=at
        )

    instance_id = ProcessInstance.objects.values_list("pk", flat=True).get(key=case.pk)
    return take_step(lock=lambda: lock_case(instance_id), act=act, by=None, at=at)


def advance(*, instance_id: UUID, at: datetime) -> Outcome:
    """Let the due timers of one instance fire, and reckon the next one anew."""
    return fire_timers(instance_id=instance_id, at=at)


def run_due(*, at: datetime, limit: int = 100) -> int:
    """Let due timers fire, instance by instance, at most ``limit``; returns how many instances were tried.

    Any number of workers may do so at once: each takes the next instance that no other holds. One that cannot move
    holds up no other. Raises OperationalError when the database is away.
    """
    tried: list[ProcessInstance] = []
    aside: list[UUID] = []
    # Asked outside a transaction, so that a worker with nothing to do never takes SQLite's one lock.
    waiting = ProcessInstance.objects.due(at).exists()
    while waiting and len(tried) < limit:
        before = len(tried)
        try:
            let_time_pass(lock=lambda: _next_due(at, aside, tried), at=at)
        except Exception as error:
            if len(tried) == before:
                raise
            aside.append(tried[-1].pk)
            _could_not(tried[-1].pk, error, at)
        # What is still due is left to the next round; the statement stays the same as long as nothing is.
        aside.extend(instance.pk for instance in tried[before:] if is_due(instance, at))
        waiting = len(tried) > before  # otherwise all that is left is in other hands
    return len(tried)


def _next_due(at: datetime, aside: list[UUID], tried: list[ProcessInstance]) -> Locked | None:
    """Lock the next due instance that nobody holds, and add it to ``tried``; on SQLite the transaction is the lock."""
    due = ProcessInstance.objects.due(at).exclude(pk__in=aside).select_related("version")
    instance = due.select_for_update(of=("self",), skip_locked=True).first()
    if instance is None:
        return None
    tried.append(instance)
    return Locked(instance)


def _could_not(instance_id: UUID, error: Exception, at: datetime) -> None:
    """Put the instance aside; where only others or the database were in the way, the next round tries again."""
    if isinstance(error, OperationalError | StaleInstance):
        if not connection.is_usable():
            raise error
        log.warning("instance %s: %s", instance_id, error)
        return
    log.error("instance %s cannot advance", instance_id, exc_info=error)
    failure = TriggerFailed.of(instance_id, error, {"kind": "advance"})
    with transaction.atomic():
        processes.record_incident(failure=failure, at=at)

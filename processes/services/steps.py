"""Every trigger of an instance enters here: start, a completed task, a due timer, a message.

The caller holds the one transaction. A step locks the instance row, loads the state, runs, saves by compare-and-set on
the revision, and mirrors user tasks as inbox rows; whatever raises leaves nothing behind once the caller rolls back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from processes import feel
from processes.engine import (
    Environment,
    LimitExceeded,
    MessageNotExpected,
    Run,
    StepFailed,
    TaskNotReady,
)
from processes.models import DecisionRecord, ProcessInstance, ProcessVersion, Submission, UserTask
from processes.services import mirror
from processes.services.data import check_data
from processes.services.deployment import definition_of
from processes.statements import Insert, Update
from processes.vocabulary import Element
from syncpoints import reach


class StaleInstance(Exception):
    """Another trigger saved this instance in between; roll back and try again."""


class InstanceBlocked(Exception):
    """An incident of this instance waits for a person; nothing moves until it is resolved."""


class TriggerFailed(Exception):
    """An automatic step failed. Roll back, then keep ``trigger`` with ``record_incident``."""

    def __init__(
        self, instance_id: UUID, element: Element | None, cause: str, trigger: dict[str, Any]
    ) -> None:
        super().__init__(cause)
        self.instance_id = instance_id
        self.element = element
        self.cause = cause
        self.trigger = trigger


@dataclass
class StepResult:
    """What one trigger changed. ``passed`` are elements in order; ``ended`` the end event of the main process."""

    instance: ProcessInstance
    opened: list[UserTask] = field(default_factory=list)
    cancelled: list[UserTask] = field(default_factory=list)
    completed: UserTask | None = None
    submission: Submission | None = None
    message: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    passed: list[Element] = field(default_factory=list)
    active: list[Element] = field(default_factory=list)
    decisions: list[DecisionRecord] = field(default_factory=list)
    ended: Element | None = None


def start(
    *, version: ProcessVersion, key: UUID, data: Mapping[str, Any], at: datetime, by: Any
) -> StepResult:
    """Start an instance of ``version`` for the domain object ``key`` with JSON ``data``.

    Raises TriggerFailed, UnfitData.
    """
    check_data(data)
    instance = ProcessInstance(id=uuid4(), version=version, key=key, started_at=at, state="")
    environment = environment_of(instance, at=at, by=by)
    instance.save(force_insert=True)
    reach("start.created")
    return _step(instance, {"kind": "start"}, lambda: Run.start(environment, data), at=at)


def lock_instance(instance_id: UUID) -> ProcessInstance:
    """Lock and return an instance; on SQLite the transaction itself is the lock."""
    return (
        ProcessInstance.objects.select_for_update(of=("self",)).select_related("version").get(pk=instance_id)
    )


def complete(
    *,
    instance: ProcessInstance,
    task: UserTask,
    run: Run,
    values: Mapping[str, Any],
    variables: Mapping[str, Any],
    by: Any,
    at: datetime,
) -> StepResult:
    """Complete ``task`` of the locked ``instance``, whose ``run`` the caller loaded under the lock.

    ``values`` are kept for ever, ``variables`` route.

    Raises TaskNotReady, InstanceBlocked, StaleInstance, TriggerFailed, UnfitData.
    """
    check_data(variables)
    check_data(values)
    if task.status != UserTask.Status.OPEN:
        raise TaskNotReady(task.pk)
    if instance.blocked:
        raise InstanceBlocked(instance.pk)
    trigger = {
        "kind": "complete", "task": str(task.pk), "values": dict(values), "variables": dict(variables), "by": by.pk,
    }  # fmt: skip

    def act() -> Run:
        run.complete(task.pk, variables, values)
        return run

    # The steps that follow at once may ask what was submitted: a letter names who approved it.
    submission = Submission(
        task_id=task.pk,
        instance=instance,
        process_id=task.process_id,
        element_id=task.element_id,
        form=task.form,
        item=task.item,
        values=dict(values),
        by=by,
        at=at,
    )
    _SUBMIT.run([submission])
    result = _step(instance, trigger, act, at=at, completed=task, by=by)
    result.completed, result.submission = task, submission
    return result


def advance(*, instance: ProcessInstance, at: datetime) -> StepResult:
    """Let every due timer of the locked ``instance`` fire; nothing happens where none is, or after the end."""
    if instance.status != ProcessInstance.Status.RUNNING:
        return StepResult(instance=instance)

    def act() -> Run:
        run = _load(instance, at, None)
        run.proceed()
        return run

    return _step(instance, {"kind": "advance"}, act, at=at)


def deliver(
    *,
    instance: ProcessInstance,
    message: str,
    values: Mapping[str, Any],
    variables: Mapping[str, Any],
    by: Any,
    at: datetime,
) -> StepResult:
    """Deliver a message to the locked ``instance``: ``values`` are for the record, ``variables`` route.

    Raises MessageNotExpected and as ``complete``.
    """
    check_data(variables)
    check_data(values)
    if instance.status != ProcessInstance.Status.RUNNING:
        raise MessageNotExpected(message)
    trigger = {
        "kind": "message", "message": message, "values": dict(values), "variables": dict(variables),
        "by": by.pk if by else None,
    }  # fmt: skip

    def act() -> Run:
        run = _load(instance, at, by)
        run.deliver(message, variables)
        return run

    result = _step(instance, trigger, act, at=at)
    result.message, result.said = message, values
    return result


def environment_of(
    instance: ProcessInstance, *, at: datetime, by: Any, known: Mapping[str, Any] | None = None
) -> Environment:
    """What a trigger of ``instance`` may see and do; ``known`` are facts that the caller has just read."""
    return Environment(
        definition=definition_of(instance.version),
        instance_id=instance.pk,
        key=instance.key,
        at=at,
        by=by,
        known=dict(known or {}),
    )


def _load(instance: ProcessInstance, at: datetime, by: Any) -> Run:
    if instance.blocked:
        raise InstanceBlocked(instance.pk)
    return Run.load(instance.state, environment_of(instance, at=at, by=by))


def _step(
    instance: ProcessInstance,
    trigger: dict[str, Any],
    act: Callable[[], Run],
    *,
    at: datetime,
    completed: UserTask | None = None,
    by: Any = None,
) -> StepResult:
    """Act, mirror and save; whatever the diagram, its rules or its operations get wrong is a TriggerFailed."""
    try:
        reach("step.run")
        run = act()
        state = run.save()
        reach("step.mirror")
        changes = mirror.synchronise(instance, run, at=at, completed=completed, by=by)
    except StepFailed as error:
        raise TriggerFailed(instance.pk, error.element, str(error), trigger) from error
    except (LimitExceeded, feel.FeelFailure) as error:
        raise TriggerFailed(instance.pk, None, str(error), trigger) from error
    reach("step.save")
    _save(instance, run, state, at)
    reach("step.saved")
    return StepResult(
        instance=instance,
        opened=changes.opened,
        cancelled=changes.cancelled,
        passed=run.trail.order,
        active=run.entered() + [ready.element for ready in changes.ready],
        decisions=_keep_decisions(instance, run, at),
        ended=run.end(),
    )


def _keep_decisions(instance: ProcessInstance, run: Run, at: datetime) -> list[DecisionRecord]:
    taken = [
        DecisionRecord(
            instance=instance,
            process_id=d.process_id,
            element_id=d.element_id,
            table=d.table,
            inputs=d.inputs,
            matched=list(d.matched),
            result=d.result,
            at=at,
        )
        for d in run.environment.decisions
    ]
    return DecisionRecord.objects.bulk_create(taken) if taken else []


def _save(instance: ProcessInstance, run: Run, state: str, at: datetime) -> None:
    """Compare-and-set on the revision: a trigger that read an older state must not overwrite a newer one."""
    end = run.end()
    changes: dict[str, Any] = {
        "state": state,
        "revision": instance.revision + 1,
        "trail": run.trail.added_to(instance.trail),
        "open_tasks": instance.open_tasks,
        "next_timer_at": None if run.ended else run.next_timer_at(),
    }
    if run.ended:
        changes |= {
            "status": ProcessInstance.Status.ENDED,
            "ended_at": at,
            "end_element": end.id if end else "",
            "end_name": end.name if end else "",
        }
    saved = _MOVE.run(
        *(changes.get(name, getattr(instance, name)) for name in _MOVED), instance.pk, instance.revision
    )
    if not saved:
        raise StaleInstance(instance.pk)
    for name, value in changes.items():
        setattr(instance, name, value)


_SUBMIT = Insert(Submission)
_MOVED = (
    "state", "revision", "trail", "open_tasks", "next_timer_at", "status", "ended_at", "end_element", "end_name",
)  # fmt: skip
_MOVE = Update(ProcessInstance, sets=_MOVED, where=("id", "revision"))

"""Every trigger of an instance enters here: start, a completed task, a due timer, a message.

The caller holds the one transaction. A step locks the instance row, loads the state, runs, saves by compare-and-set on
the revision, and mirrors user tasks as inbox rows; whatever raises leaves nothing behind once the caller rolls back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from processes.engine import Environment, LimitExceeded, OperationFailed, Run, TaskNotReady
from processes.models import DecisionRecord, ProcessInstance, ProcessVersion, Submission, UserTask
from processes.services import mirror
from processes.services.deployment import definition_of
from processes.vocabulary import Element


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
    """Start an instance of ``version`` for the domain object ``key`` with JSON ``data``."""
    instance = ProcessInstance(id=uuid4(), version=version, key=key, started_at=at, state="")
    environment = _environment(instance, at, by)
    instance.save(force_insert=True)
    trigger = {"kind": "start", "data": dict(data)}
    return _settle(instance, *_guarded(instance, trigger, lambda: Run.start(environment, data)), at=at)


def lock_instance(instance_id: UUID) -> ProcessInstance:
    """Lock and return a running instance; on SQLite the transaction itself is the lock."""
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

    Raises TaskNotReady, InstanceBlocked, StaleInstance, TriggerFailed.
    """
    if task.status != UserTask.Status.OPEN:
        raise TaskNotReady(task.pk)
    if instance.blocked:
        raise InstanceBlocked(instance.pk)
    trigger = {
        "kind": "complete", "task": str(task.pk), "values": dict(values), "variables": dict(variables), "by": by.pk,
    }  # fmt: skip

    def step() -> Run:
        run.complete(task.pk, variables, values)
        return run

    # The steps that follow at once may ask what was submitted: a letter names who approved it.
    submission = Submission.objects.create(
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
    _, state = _guarded(instance, trigger, step)
    result = _settle(instance, run, state, at=at, completed=task, by=by)
    result.completed, result.submission = task, submission
    return result


def advance(*, instance: ProcessInstance, at: datetime) -> StepResult:
    """Let every due timer of the locked ``instance`` fire; harmless when none is."""

    def step() -> Run:
        run = _load(instance, at, None)
        run.proceed()
        return run

    return _settle(instance, *_guarded(instance, {"kind": "advance"}, step), at=at)


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
    trigger = {
        "kind": "message", "message": message, "values": dict(values), "variables": dict(variables),
        "by": by.pk if by else None,
    }  # fmt: skip

    def step() -> Run:
        run = _load(instance, at, by)
        run.deliver(message, variables)
        return run

    result = _settle(instance, *_guarded(instance, trigger, step), at=at)
    result.message, result.said = message, values
    return result


def _environment(instance: ProcessInstance, at: datetime, by: Any) -> Environment:
    return Environment(
        definition=definition_of(instance.version), instance_id=instance.pk, key=instance.key, at=at, by=by
    )


def _load(instance: ProcessInstance, at: datetime, by: Any) -> Run:
    if instance.blocked:
        raise InstanceBlocked(instance.pk)
    return Run.load(instance.state, _environment(instance, at, by))


def _guarded(instance: ProcessInstance, trigger: dict[str, Any], step: Callable[[], Run]) -> tuple[Run, str]:
    try:
        run = step()
        return run, run.save()
    except OperationFailed as error:
        raise TriggerFailed(instance.pk, error.element, str(error), trigger) from error
    except LimitExceeded as error:
        raise TriggerFailed(instance.pk, None, str(error), trigger) from error


def _settle(
    instance: ProcessInstance,
    run: Run,
    state: str,
    *,
    at: datetime,
    completed: UserTask | None = None,
    by: Any = None,
) -> StepResult:
    changes = mirror.synchronise(instance, run, at=at, completed=completed, by=by)
    _save(instance, run, state, at)
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
    if taken:
        DecisionRecord.objects.bulk_create(taken)
    return StepResult(
        instance=instance,
        opened=changes.opened,
        cancelled=changes.cancelled,
        passed=run.trail.order,
        active=run.entered() + [ready.element for ready in changes.ready],
        decisions=taken,
        ended=run.end(),
    )


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
    saved = ProcessInstance.objects.filter(pk=instance.pk, revision=instance.revision).update(**changes)
    if not saved:
        raise StaleInstance(instance.pk)
    for name, value in changes.items():
        setattr(instance, name, value)

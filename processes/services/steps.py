"""Every trigger of an instance enters here: start, a completed task, a due timer, a message.

The caller holds the one transaction. A step locks the instance row, loads the state, runs, saves by compare-and-set on
the revision, and mirrors user tasks as inbox rows; whatever raises leaves nothing behind once the caller rolls back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from processes.causes import is_database_away
from processes.engine import (
    Environment,
    MessageNotExpected,
    Run,
    Skip,
    TaskNotReady,
)
from processes.models import DecisionRecord, ProcessInstance, ProcessVersion, Submission, UserTask
from processes.services import mirror
from processes.services.data import check_data
from processes.services.deployment import definition_of
from processes.services.failures import InstanceBlocked, StaleInstance, TriggerFailed
from processes.services.records import (
    StartForm,
    keep_decisions,
    keep_submission,
    keep_trigger,
    submission_at_start,
    submission_of_task,
)
from processes.statements import Update
from processes.vocabulary import Element
from syncpoints import reach

# As JSON, since a trigger that fails once more keeps them: process, element and visit, and why it was decided.
Skips = Sequence[Mapping[str, Any]]
NOTHING: Mapping[str, Any] = {}


@dataclass
class StepResult:
    """What one trigger changed. ``passed`` are elements in order; ``ended`` the end event of the main process.

    ``trigger`` is what was asked for; ``passed_over`` the elements among ``passed`` that were left out; ``awaited`` the
    messages that the instance waits for now.
    """

    instance: ProcessInstance
    trigger: dict[str, Any] = field(default_factory=dict)
    passed_over: list[Element] = field(default_factory=list)
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
    awaited: frozenset[str] = frozenset()


def start(
    *,
    version: ProcessVersion,
    key: UUID,
    data: Mapping[str, Any],
    at: datetime,
    by: Any,
    filled: StartForm | None = None,
) -> StepResult:
    """Start an instance of ``version`` for the domain object ``key`` with JSON ``data``.

    Raises TriggerFailed, UnfitData.
    """
    check_data(data)
    instance = ProcessInstance(id=uuid4(), version=version, key=key, started_at=at, state="")
    environment = environment_of(instance, at=at, by=by)
    instance.save(force_insert=True)
    if filled is not None:
        check_data(filled.values)
        keep_submission(submission_at_start(filled, instance, by=by, at=at))
    reach("start.created")
    return step(instance, {"kind": "start"}, lambda: Run.start(environment, data), at=at, began=data)


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
    skips: Skips = (),
    noted: Mapping[str, Any] = NOTHING,
) -> StepResult:
    """Complete ``task`` of the locked ``instance``, whose ``run`` the caller loaded under the lock.

    ``values`` are kept for ever, ``variables`` route; ``skips`` are automatic steps to pass over; ``noted`` is what the
    caller wants to find in the trigger (as JSON) when it repeats a step that failed.

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
        **noted, **_noted(skips),
    }  # fmt: skip
    run.environment.skips = _read(skips)

    def act() -> Run:
        run.complete(task.pk, variables, values)
        return run

    # The steps that follow at once may ask what was submitted: a letter names who approved it.
    submission = submission_of_task(task, instance, values, by=by, at=at)
    keep_submission(submission)
    result = step(instance, trigger, act, at=at, completed=task, by=by)
    result.completed, result.submission = task, submission
    return result


def advance(*, instance: ProcessInstance, at: datetime, skips: Skips = ()) -> StepResult:
    """Let every due timer of the locked ``instance`` fire; nothing happens where none is, or after the end."""
    if instance.status != ProcessInstance.Status.RUNNING:
        return StepResult(instance=instance)

    def act() -> Run:
        run = _load(instance, at, None, skips)
        run.proceed()
        return run

    return step(instance, {"kind": "advance", **_noted(skips)}, act, at=at)


def deliver(
    *,
    instance: ProcessInstance,
    message: str,
    values: Mapping[str, Any],
    variables: Mapping[str, Any],
    by: Any,
    at: datetime,
    skips: Skips = (),
    noted: Mapping[str, Any] = NOTHING,
) -> StepResult:
    """Deliver a message to the locked ``instance``: ``values`` are for the record, ``variables`` route, ``noted`` as in
    ``complete``.

    Raises MessageNotExpected and as ``complete``.
    """
    check_data(variables)
    check_data(values)
    if instance.status != ProcessInstance.Status.RUNNING:
        raise MessageNotExpected(message)
    trigger = {
        "kind": "message", "message": message, "values": dict(values), "variables": dict(variables),
        "by": by.pk if by else None, **noted, **_noted(skips),
    }  # fmt: skip

    def act() -> Run:
        run = _load(instance, at, by, skips)
        run.deliver(message, variables)
        return run

    result = step(instance, trigger, act, at=at)
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


def _load(instance: ProcessInstance, at: datetime, by: Any, skips: Skips) -> Run:
    if instance.blocked:
        raise InstanceBlocked(instance.pk)
    environment = environment_of(instance, at=at, by=by)
    environment.skips = _read(skips)
    return Run.load(instance.state, environment)


def _read(skips: Skips) -> list[Skip]:
    return [Skip.of(skip) for skip in skips]


def _noted(skips: Skips) -> dict[str, Any]:
    return {"skips": [dict(skip) for skip in skips]} if skips else {}


def step(
    instance: ProcessInstance,
    trigger: dict[str, Any],
    act: Callable[[], Run],
    *,
    at: datetime,
    completed: UserTask | None = None,
    by: Any = None,
    began: Mapping[str, Any] | None = None,
) -> StepResult:
    """Act, mirror and save; whatever the diagram, its rules or its operations get wrong is a TriggerFailed."""
    try:
        reach("step.run")
        run = act()
        state = run.save()
        reach("step.mirror")
        changes = mirror.synchronise(instance, run, at=at, completed=completed, by=by)
        reach("step.save")
        keep_trigger(instance, run.environment, trigger, began=began, at=at)
        _save(instance, run, state, at)
        reach("step.saved")
        decisions = keep_decisions(instance, run.environment, at=at)
    except (TaskNotReady, MessageNotExpected, InstanceBlocked, StaleInstance):
        raise
    except Exception as error:
        if is_database_away(error):
            raise
        raise TriggerFailed.of(instance.pk, error, trigger) from error
    return StepResult(
        instance=instance,
        trigger=trigger,
        passed_over=run.environment.passed_over,
        opened=changes.opened,
        cancelled=changes.cancelled,
        passed=run.trail.order,
        active=run.entered() + [ready.element for ready in changes.ready],
        decisions=decisions,
        ended=run.end(),
        awaited=run.awaited(),
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
    saved = _MOVE.run(
        *(changes.get(name, getattr(instance, name)) for name in _MOVED), instance.pk, instance.revision
    )
    if not saved:
        raise StaleInstance(instance.pk)
    for name, value in changes.items():
        setattr(instance, name, value)


_MOVED = (
    "state", "revision", "trail", "open_tasks", "next_timer_at", "status", "ended_at", "end_element", "end_name",
)  # fmt: skip
_MOVE = Update(ProcessInstance, sets=_MOVED, where=("id", "revision"))

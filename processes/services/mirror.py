"""Mirrors the engine's ready user tasks as inbox rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from processes.engine import ReadyTask, Run
from processes.models import ProcessInstance, UserTask
from processes.vocabulary import Assignment, Element


@dataclass(frozen=True)
class Changes:
    opened: list[UserTask]
    cancelled: list[UserTask]
    ready: list[ReadyTask]


def synchronise(
    instance: ProcessInstance,
    run: Run,
    *,
    at: datetime,
    open_tasks: list[UserTask] | None = None,
    without: UserTask | None = None,
) -> Changes:
    """Add rows for tasks that became ready; what is not ready any more was cancelled by the process."""
    ready = {task.id: task for task in run.ready()}
    if open_tasks is None:
        open_tasks = list(UserTask.objects.open().filter(instance=instance))
    known = {task.pk for task in open_tasks} | ({without.pk} if without else set())
    opened = [_row(instance, run, task, at) for key, task in ready.items() if key not in known]
    _follow_deadlines(run, ready, [task for task in open_tasks if task.pk in ready])
    if opened:
        UserTask.objects.bulk_create(opened)
    cancelled = [task for task in open_tasks if task.pk not in ready]
    if cancelled:
        UserTask.objects.filter(pk__in=[t.pk for t in cancelled]).update(
            status=UserTask.Status.CANCELLED, closed_at=at
        )
    return Changes(opened, cancelled, [ready[task.pk] for task in opened])


def close(task: UserTask, *, by: Any, at: datetime) -> None:
    """Mark a completed task; the caller has checked that it is open under the instance lock."""
    task.status = UserTask.Status.COMPLETED
    task.closed_at, task.completed_by, task.draft = at, by, {}
    task.save(update_fields=["status", "closed_at", "completed_by", "draft"])


def _row(instance: ProcessInstance, run: Run, task: ReadyTask, at: datetime) -> UserTask:
    element = task.element
    assignment = element.assignment or Assignment((), "")
    scope = run.environment.evaluate(assignment.scope, task.data) if assignment.scope else None
    assignee = run.environment.evaluate(assignment.assignee, task.data) if assignment.assignee else None
    return UserTask(
        id=task.id,
        instance=instance,
        process_id=element.process,
        element_id=element.id,
        name=element.name,
        name_en=element.name_en,
        form=element.form or "",
        item=_item(element, task),
        roles=f" {' '.join(assignment.roles)} " if assignment.roles else "",
        scope=str(scope or ""),
        assignee_id=int(assignee) if assignee else None,
        claimed_at=at if assignee else None,
        opened_at=at,
        due_at=_due_at(run, task),
    )


def _due_at(run: Run, task: ReadyTask) -> datetime | None:
    """A due rule in FEEL; rules in units are the domain's matter, since it owns the calendar."""
    rule = task.element.due
    if rule is None or not rule.startswith("="):
        return None
    return run.script.timer_value(rule, dict(task.data)) if rule else None  # type: ignore[return-value]


def _follow_deadlines(run: Run, ready: dict[UUID, ReadyTask], rows: list[UserTask]) -> None:
    """A task that is due with a deadline moves when the deadline moved."""
    moved = []
    for row in rows:
        due = _due_at(run, ready[row.pk])
        if due is not None and due != row.due_at:
            row.due_at = due
            moved.append(row)
    if moved:
        UserTask.objects.bulk_update(moved, ["due_at"])


def _item(element: Element, task: ReadyTask) -> Any:
    return task.data.get(element.loop.element) if element.loop else None

"""Mirrors the engine's ready user tasks as inbox rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from processes import registry
from processes.engine import ReadyTask, Run
from processes.models import ProcessInstance, UserTask
from processes.statements import Insert
from processes.vocabulary import Assignment, Element

_WRITE = Insert(UserTask, updating=("status", "closed_at", "completed_by", "draft"))


@dataclass(frozen=True)
class Changes:
    opened: list[UserTask]
    cancelled: list[UserTask]
    ready: list[ReadyTask]


def synchronise(
    instance: ProcessInstance, run: Run, *, at: datetime, completed: UserTask | None = None, by: Any = None
) -> Changes:
    """Add rows for tasks that became ready; what is not ready any more was cancelled by the process.

    Sets ``instance.open_tasks``; the caller saves the instance.
    """
    ready = {task.id: task for task in run.ready()}
    known = {UUID(key) for key in instance.open_tasks} - ({completed.pk} if completed else set())
    opened = _open(instance, run, [task for key, task in ready.items() if key not in known], at)
    _write(opened, completed, by, at)
    _follow_deadlines(run, [ready[key] for key in known if key in ready])
    instance.open_tasks = sorted(str(key) for key in ready)
    return Changes(opened, _cancel(known - ready.keys(), at), [ready[task.pk] for task in opened])


def _write(opened: list[UserTask], completed: UserTask | None, by: Any, at: datetime) -> None:
    """The completed row and the opened ones go in one statement."""
    rows = list(opened)
    if completed is not None:
        completed.status = UserTask.Status.COMPLETED
        completed.closed_at, completed.completed_by, completed.draft = at, by, {}
        rows.append(completed)
    _WRITE.run(rows)


def _cancel(keys: Collection[UUID], at: datetime) -> list[UserTask]:
    if not keys:
        return []
    UserTask.objects.filter(pk__in=keys).update(status=UserTask.Status.CANCELLED, closed_at=at)
    return list(UserTask.objects.filter(pk__in=keys))


def _open(instance: ProcessInstance, run: Run, tasks: list[ReadyTask], at: datetime) -> list[UserTask]:
    rows = [_row(instance, run, task, at) for task in tasks]
    rules = {t.id: t.element.due for t in tasks if t.element.due and not t.element.due.startswith("=")}
    named = next((task.element for task in tasks if task.id in rules), None)
    with run.environment.naming(named):
        due = registry.reckon_due_dates(rules, at)
    for row in rows:
        row.due_at = due.get(row.pk, row.due_at)
    return rows


def _row(instance: ProcessInstance, run: Run, task: ReadyTask, at: datetime) -> UserTask:
    with run.environment.naming(task.element):
        return _described(instance, run, task, at)


def _described(instance: ProcessInstance, run: Run, task: ReadyTask, at: datetime) -> UserTask:
    element = task.element
    addressed = whose(run, element, task.data)
    named = element.assignment.assignee if element.assignment else None
    assignee = run.environment.evaluate(named, task.data) if named else None
    return UserTask(
        id=task.id,
        instance=instance,
        process_id=element.process,
        element_id=element.id,
        name=element.name,
        name_en=element.name_en,
        form=element.form or "",
        item=_item(element, task),
        **addressed,
        assignee_id=int(assignee) if assignee else None,
        claimed_at=at if assignee else None,
        opened_at=at,
        due_at=_due_at(run, task),
    )


def whose(run: Run, element: Element, data: Mapping[str, Any]) -> dict[str, str]:
    """The ``roles`` and the ``scope`` of a row: who may take the task."""
    assignment = element.assignment or Assignment((), "")
    scope = run.environment.evaluate(assignment.scope, data) if assignment.scope else None
    roles = f" {' '.join(assignment.roles)} " if assignment.roles else ""
    return {"roles": roles, "scope": str(scope or "")}


def _due_at(run: Run, task: ReadyTask) -> datetime | None:
    """A due rule in FEEL; rules in units are the domain's matter, since it owns the calendar."""
    rule = task.element.due
    if rule is None or not rule.startswith("="):
        return None
    moment = run.script.timer_value(rule, dict(task.data))
    return moment if isinstance(moment, datetime) else None


def _follow_deadlines(run: Run, tasks: list[ReadyTask]) -> None:
    """A task that is due with a deadline moves when the deadline moved."""
    due = {}
    for task in tasks:
        if (task.element.due or "").startswith("="):
            with run.environment.naming(task.element):
                due[task.id] = _due_at(run, task)
    if not due:
        return
    moved = [row for row in UserTask.objects.filter(pk__in=due) if row.due_at != due[row.pk]]
    for row in moved:
        row.due_at = due[row.pk]
    if moved:
        UserTask.objects.bulk_update(moved, ["due_at"])


def _item(element: Element, task: ReadyTask) -> Any:
    return task.data.get(element.loop.element) if element.loop else None

"""The rows of the inbox under another version: what they are called and who may take them; whose they are stays."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from processes.engine import Run
from processes.engine.moving import Place, Renaming
from processes.migration.judging import Moved
from processes.models import ProcessInstance, UserTask
from processes.services.mirror import whose

FIELDS = ("process_id", "element_id", "name", "name_en", "form", "roles", "scope")
Former = dict[str, dict[str, Any]]


def renew_open(moved: Moved, tasks: list[UserTask]) -> Former:
    """Bring the open rows in line with the new version; returns the former fields of those that changed, by id."""
    ready = {place.task: place for place in moved.places if place.is_ready}
    data = {task.id: task.data for task in moved.run.ready()}
    former: Former = {}
    for task in tasks:
        if (place := ready.get(task.pk)) is not None:
            fields = _fields(moved.run, place, data[task.pk])
            _change(task, fields, former)
    UserTask.objects.bulk_update([task for task in tasks if str(task.pk) in former], FIELDS)
    return former


def rename_done(instance: ProcessInstance, renaming: Renaming) -> Former:
    """Closed rows of renamed steps bear the new names too, since later steps ask who did them."""
    if not renaming.elements and not renaming.processes:
        return {}
    former: Former = {}
    rows = list(UserTask.objects.filter(instance=instance).exclude(status=UserTask.Status.OPEN))
    for row in rows:
        fields = {
            "process_id": renaming.process(row.process_id),
            "element_id": renaming.element(row.process_id, row.element_id),
        }
        _change(row, fields, former)
    changed = [row for row in rows if str(row.pk) in former]
    UserTask.objects.bulk_update(changed, ("process_id", "element_id"))
    return former


def put_back(former: Former) -> None:
    """Give the rows the fields back that they had; what people did with them meanwhile stays."""
    rows = UserTask.objects.in_bulk([UUID(key) for key in former])
    for key, fields in former.items():
        for name, value in fields.items():
            setattr(rows[UUID(key)], name, value)
    UserTask.objects.bulk_update(rows.values(), FIELDS)


def _change(task: UserTask, fields: Mapping[str, Any], former: Former) -> None:
    changed = {name: getattr(task, name) for name, value in fields.items() if getattr(task, name) != value}
    if changed:
        former[str(task.pk)] = changed
        for name in changed:
            setattr(task, name, fields[name])


def _fields(run: Run, place: Place, data: Mapping[str, Any]) -> dict[str, Any]:
    element = place.new
    fields: dict[str, Any] = {
        "process_id": element.process,
        "element_id": element.id,
        "name": element.name,
        "name_en": element.name_en,
        "form": element.form or "",
    }
    if element.assignment != place.old.assignment:
        fields |= whose(run, element, data)
    return fields

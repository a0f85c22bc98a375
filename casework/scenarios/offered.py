"""Tables as a form offers them, so that a scenario says only what somebody changes in them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.cases.services.filling import open_task
from casework.organisations.models import Person
from processes import feel
from processes.models import UserTask


def offered_tables(
    task: UserTask, *, choose: Mapping[str, Any], by: Person, at: datetime
) -> dict[str, list[dict[str, Any]]]:
    """The fixed tables of the task's form with their rows.

    ``choose`` changes rows of its ``table``: ``all`` is said of every row, ``rows`` maps what stands in the column ``by``
    to the columns that differ. Raises KeyError for a row that is not offered.
    """
    loaded = UserTask.objects.select_related("instance__version", "instance__case").get(pk=task.pk)
    opened = open_task(task=loaded, at=at, by=by)
    tables = {
        field.name: feel.to_json(opened.evaluate(field.rows.removeprefix("="), {}) or [])
        for field in opened.form.fields
        if field.type == "table" and field.fixed and field.rows
    }
    if choose:
        for row in tables[choose["table"]]:
            row.update(choose.get("all", {}))
        rows = {row[choose["by"]]: row for row in tables[choose["table"]]} if "by" in choose else {}
        for name, changes in choose.get("rows", {}).items():
            rows[name].update(changes)
    return tables

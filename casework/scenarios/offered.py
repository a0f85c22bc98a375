"""Tables as a form offers them, so that a scenario says only what somebody changes in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.cases.services.filling import open_task
from casework.organisations.models import Person
from processes import feel
from processes.forms import FormSchema
from processes.forms.conditions import Evaluate
from processes.models import UserTask

Choose = Mapping[str, Any] | Sequence[Mapping[str, Any]]


def offered_tables(
    task: UserTask, *, choose: Choose | None, by: Person, at: datetime
) -> dict[str, list[dict[str, Any]]]:
    """The fixed tables of the task's form with their rows.

    ``choose`` changes rows of its ``table``, or says so of several tables: ``all`` is said of every row, ``rows`` maps what
    stands in the column ``by``, or the number of the row where that is missing, to the columns that differ. Raises KeyError
    for a row that is not offered.
    """
    loaded = UserTask.objects.select_related("instance__version", "instance__case").get(pk=task.pk)
    opened = open_task(task=loaded, at=at, by=by)
    tables = fixed_tables(opened.form, opened.evaluate)
    for chosen in [choose] if isinstance(choose, Mapping) else choose or ():
        column, offered = chosen.get("by"), tables[chosen["table"]]
        for row in offered:
            row.update(chosen.get("all", {}))
        rows = {row[column] if column else str(n): row for n, row in enumerate(offered, 1)}
        for name, changes in chosen.get("rows", {}).items():
            rows[name].update(changes)
    return tables


def fixed_tables(form: FormSchema, evaluate: Evaluate) -> dict[str, list[dict[str, Any]]]:
    """The rows that a form gives out of every table to which nobody adds any."""
    return {
        field.name: feel.to_json(evaluate(field.rows.removeprefix("="), {}) or [])
        for field in form.fields
        if field.type == "table" and field.fixed and field.rows
    }

"""From which element of the diagram a task was reached."""

from typing import Any

# Where the other tokens of a join came from: the trail counts their flows as well.
ALSO_FROM = "also_from"


def drawn_source(task: Any) -> str | None:
    """The id of the element before a task, None at a start: the library puts helper tasks between two that are drawn."""
    parent = task.parent
    while parent is not None and parent.task_spec.bpmn_id in (None, task.task_spec.bpmn_id):
        parent = parent.parent
    return parent.task_spec.bpmn_id if parent is not None else None

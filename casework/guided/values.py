"""The answers of the form as they stand: what is saved, else what was handed in last time, else a fresh form."""

from collections.abc import Mapping
from typing import Any

from casework.inbox.forms import restored_values
from casework.inbox.forms.starting import as_posted
from casework.inbox.step.drafts import draft_of
from casework.inbox.step.filling import context_of
from casework.inbox.step.loading import Step
from processes.models import Submission


def saved_values(step: Step) -> dict[str, Any]:
    """As the browser would post them. Nobody types again what an earlier round has told."""
    saved = draft_of(step)
    if saved is None:
        saved = _handed_in(step)
    return restored_values(step.schema, context_of(step), saved)


def _handed_in(step: Step) -> Mapping[str, Any] | None:
    task = step.task
    done = Submission.objects.filter(
        instance=task.instance_id, process_id=task.process_id, element_id=task.element_id, form=task.form
    )
    last = done.order_by("-at", "-pk").first()
    return {name: _posted(value) for name, value in last.values.items()} if last else None


def _posted(value: Any) -> Any:
    if isinstance(value, list):
        return [_posted(item) for item in value]
    if isinstance(value, dict):
        return {name: _posted(item) for name, item in value.items()}
    return None if value is None else as_posted(value)

"""Marks a task as read, so that the inbox shows new ones in bold."""

from casework.cases.standing_in import is_for
from casework.inbox.step.loading import Step
from processes.models import UserTask
from processes.services import may_take


def mark_opened(step: Step) -> None:
    """The first of those who may do the task counts as having read it; a manager who looks does not."""
    task, viewer = step.task, step.viewer
    is_his = is_for(task, viewer.standing) or may_take(task, viewer.standing.pairs)
    if task.first_opened_at is None and is_his:
        UserTask.objects.filter(pk=task.pk, first_opened_at=None).update(first_opened_at=viewer.now)

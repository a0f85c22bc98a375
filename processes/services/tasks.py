"""Claim and release: who may take a user task, and who has it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from processes.models import UserTask

Standing = Iterable[tuple[str, str]]


class NotACandidate(Exception):
    """The person holds no role that the task's lane names, in the organisation that it names."""


class AlreadyClaimed(Exception):
    """Somebody else has the task; ``holder`` is that person."""

    def __init__(self, holder: Any) -> None:
        super().__init__(_("这件事已由%(holder)s领取。") % {"holder": holder})
        self.holder = holder


def may_take(task: UserTask, standing: Standing) -> bool:
    """Whether any (role id, organisation id) of ``standing`` is a candidate. No lane means nobody."""
    return any(role in task.role_ids and scope == task.scope for role, scope in standing)


def claim(
    *, task: UserTask, by: Any, standing: Standing, at: datetime, instead_of: Any | None = None
) -> UserTask:
    """Give an open task to a candidate, atomically; also one that ``instead_of`` has. Raises NotACandidate, AlreadyClaimed."""
    if not may_take(task, standing):
        raise NotACandidate(task.name)
    nobody = Q(assignee=None) if instead_of is None else Q(assignee=None) | Q(assignee=instead_of)
    free = UserTask.objects.open().filter(nobody, pk=task.pk)
    if not free.update(assignee=by, claimed_at=at):
        task.refresh_from_db()
        if task.assignee_id != by.pk:
            raise AlreadyClaimed(task.assignee or task.completed_by or _("别人"))
    task.refresh_from_db()
    return task


def release(*, task: UserTask, by: Any) -> UserTask:
    """Put a task back into the pool. Raises AlreadyClaimed when it is not ``by``'s."""
    if not UserTask.objects.open().filter(pk=task.pk, assignee=by).update(assignee=None, claimed_at=None):
        raise AlreadyClaimed(task.assignee or _("别人"))
    task.refresh_from_db()
    return task

"""User tasks as inbox rows."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from processes.models.instance import ProcessInstance


def addressed_to(standing: Iterable[tuple[str, str]]) -> Q:
    """Rows whose ``scope`` and ``roles`` name a holder of any (role id, organisation id) pair."""
    wanted = Q(pk__in=[])
    for role, scope in standing:
        wanted |= Q(scope=scope, roles__contains=f" {role} ")
    return wanted


class UserTaskQuerySet(models.QuerySet["UserTask"]):
    def open(self) -> "UserTaskQuerySet":
        return self.filter(status=UserTask.Status.OPEN)

    def for_candidates(self, standing: Iterable[tuple[str, str]]) -> "UserTaskQuerySet":
        """Tasks that a holder of any (role id, organisation id) pair may take."""
        return self.filter(addressed_to(standing))


class UserTask(models.Model):
    """The engine's task of the same id. ``roles`` holds role ids between blanks; ``scope`` an organisation id."""

    class Status(models.TextChoices):
        OPEN = "OPEN", "待办"
        COMPLETED = "COMPLETED", "已办"
        CANCELLED = "CANCELLED", "已取消"

    id = models.UUIDField(primary_key=True, editable=False)
    instance = models.ForeignKey(ProcessInstance, on_delete=models.PROTECT, related_name="tasks")
    process_id = models.CharField(max_length=80)
    element_id = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=80, blank=True)
    item = models.JSONField(null=True)
    roles = models.CharField(max_length=120, blank=True)
    scope = models.CharField(max_length=64, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="assigned_tasks"
    )
    claimed_at = models.DateTimeField(null=True)
    first_opened_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="completed_tasks"
    )
    draft = models.JSONField(default=dict)

    objects = UserTaskQuerySet.as_manager()

    class Meta:
        indexes = [
            # An inbox reads open tasks in these orders and stops after a page.
            models.Index(
                fields=["scope", "due_at", "opened_at", "instance"],
                include=["roles", "assignee"],
                condition=Q(status="OPEN"),
                name="task_inbox",
            ),
            models.Index(
                fields=["assignee", "due_at", "opened_at", "instance"],
                condition=Q(status="OPEN"),
                name="task_mine",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="OPEN", closed_at=None) | (~Q(status="OPEN") & Q(closed_at__isnull=False)),
                name="task_closed_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_ids(self) -> list[str]:
        return self.roles.split()

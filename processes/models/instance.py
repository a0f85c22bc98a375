"""One run of a process, pinned to a version."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from processes.models.version import ProcessVersion


class ProcessInstanceQuerySet(models.QuerySet["ProcessInstance"]):
    def due(self, at: datetime) -> "ProcessInstanceQuerySet":
        """Running instances with a timer that is due, oldest first; those with an open incident wait for it.

        Those of one moment come as the index has them: with a second column to order by, PostgreSQL would read and sort
        all that is due for every one that a worker takes.
        """
        return self.filter(
            status=ProcessInstance.Status.RUNNING, next_timer_at__lte=at, blocked=False
        ).order_by("next_timer_at")


class ProcessInstance(models.Model):
    """``key`` is what the domain knows it by; ``state`` is the engine's blob without the spec.

    ``open_tasks`` are the ids of its open rows in the inbox, so that a step need not ask for them.
    """

    class Status(models.TextChoices):
        RUNNING = "RUNNING", "办理中"
        ENDED = "ENDED", "已结束"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="instances")
    key = models.UUIDField(unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RUNNING)
    state = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    trail = models.JSONField(default=dict)
    open_tasks = models.JSONField(default=list)
    next_timer_at = models.DateTimeField(null=True)
    blocked = models.BooleanField(default=False)
    end_element = models.CharField(max_length=80, blank=True)
    end_name = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ProcessInstanceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "next_timer_at"], name="instance_next_timer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="RUNNING", ended_at=None) | Q(status="ENDED", ended_at__isnull=False),
                name="instance_ended_has_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

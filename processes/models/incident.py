"""Automatic steps that failed and wait for a person."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from processes.models.instance import ProcessInstance


class Incident(models.Model):
    """``trigger`` holds what was being done, so that a retry does exactly that again; ``cause`` is in words."""

    class Status(models.TextChoices):
        OPEN = "OPEN", "待处理"
        RESOLVED = "RESOLVED", "已解决"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instance = models.ForeignKey(ProcessInstance, on_delete=models.PROTECT, related_name="incidents")
    process_id = models.CharField(max_length=80)
    element_id = models.CharField(max_length=80)
    element_name = models.CharField(max_length=120)
    cause = models.TextField()
    trigger = models.JSONField()
    attempts = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    happened_at = models.DateTimeField()
    last_tried_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instance"], condition=Q(status="OPEN"), name="one_open_incident_per_instance"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element_name}：{self.cause}"

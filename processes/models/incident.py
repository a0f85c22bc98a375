"""Automatic steps that failed: waiting for their next try or for a person, or settled, and how."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from processes.models.instance import ProcessInstance
from processes.models.version import ProcessVersion


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> "IncidentQuerySet":
        return self.filter(status=Incident.Status.OPEN)

    def due(self, at: datetime) -> "IncidentQuerySet":
        """Those whose next try by the system is due, longest first."""
        return self.open().filter(next_try_at__lte=at).order_by("next_try_at", "pk")

    def lasting(self, version: ProcessVersion) -> "IncidentQuerySet":
        """Those on ``version`` that time alone does not mend."""
        return self.filter(version=version, transient=False)


class Incident(models.Model):
    """``trigger`` holds what was being done, so that a retry does exactly that again.

    ``cause`` is a sentence for officers, ``detail`` the technical text for administrators. ``visit`` counts how often
    the trigger had come to the element. ``next_try_at`` is None when nothing happens by itself. ``version`` is what the
    instance ran on when it failed; ``transient`` while every try so far failed of what time may mend.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN", "待处理"
        RESOLVED = "RESOLVED", "已解决"

    class Resolution(models.TextChoices):
        REPEATED = "REPEATED", "重做成功"
        SKIPPED = "SKIPPED", "已跳过"
        GIVEN_BACK = "GIVEN_BACK", "已退回重办"
        REROUTED = "REROUTED", "已修正路径"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instance = models.ForeignKey(ProcessInstance, on_delete=models.PROTECT, related_name="incidents")
    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="incidents")
    process_id = models.CharField(max_length=80)
    element_id = models.CharField(max_length=80)
    element_name = models.CharField(max_length=120)
    visit = models.PositiveIntegerField(default=1)
    cause = models.TextField()
    detail = models.TextField(blank=True, default="")
    trigger = models.JSONField()
    attempts = models.PositiveIntegerField(default=1)
    transient = models.BooleanField(default=False)
    automatic_tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    resolution = models.CharField(max_length=12, choices=Resolution.choices, blank=True, default="")
    happened_at = models.DateTimeField()
    last_tried_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(status="OPEN"), name="incident_next_try"),
            models.Index(fields=["status", "happened_at"], name="incident_by_status"),
            models.Index(fields=["version", "happened_at"], name="incident_by_version"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instance"], condition=Q(status="OPEN"), name="one_open_incident_per_instance"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element_name}：{self.cause}"

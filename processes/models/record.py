"""The records that are kept for ever: what was submitted, what was decided, and what set each step off."""

from django.conf import settings
from django.db import models

from processes.models.instance import ProcessInstance


class Submission(models.Model):
    """A completed task: declared fields, person, time, form. ``task`` is unique, so a task completes once."""

    task_id = models.UUIDField(unique=True)
    instance = models.ForeignKey(ProcessInstance, on_delete=models.PROTECT, related_name="submissions")
    process_id = models.CharField(max_length=80)
    element_id = models.CharField(max_length=80)
    form = models.CharField(max_length=80, blank=True)
    item = models.JSONField(null=True)
    values = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["instance", "element_id", "at"], name="submission_element")]

    def __str__(self) -> str:
        return f"{self.element_id} {self.at:%Y-%m-%d}"


class DecisionRecord(models.Model):
    """An evaluated decision table: its inputs, the rules hit and the outputs."""

    instance = models.ForeignKey(ProcessInstance, on_delete=models.PROTECT, related_name="decisions")
    process_id = models.CharField(max_length=80)
    element_id = models.CharField(max_length=80)
    table = models.CharField(max_length=80)
    inputs = models.JSONField()
    matched = models.JSONField()
    result = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["instance", "at"], name="decision_instance")]

    def __str__(self) -> str:
        return f"{self.table} {self.matched}"


class TriggerRecord(models.Model):
    """What set a step off, and what the step learned from outside the diagram: enough to repeat it in memory.

    ``number`` is the revision of the instance that the step began with. ``task_id`` names the submission of a completed
    task; ``data`` holds what a start began with, or the ``values`` and ``variables`` of a message; ``skips`` the automatic
    steps that a person decided to leave out. ``heard`` are the facts read and the results of operations, in order
    (``processes.replay.writing``).
    """

    class Kind(models.TextChoices):
        START = "start"
        COMPLETE = "complete"
        MESSAGE = "message"
        ADVANCE = "advance"

    instance = models.ForeignKey(ProcessInstance, on_delete=models.PROTECT, related_name="triggers")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    task_id = models.UUIDField(null=True)
    message = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    skips = models.JSONField(default=list)
    heard = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instance", "number"], name="trigger_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

"""Cases that a case opens by a message, what they are told, and what comes back."""

from django.db import models
from django.db.models import Q

from casework.cases.models.case import Case
from documents.models import DocumentVersion


class Dispatch(models.Model):
    """One sending of ``message``, which opened ``count`` cases; the answer goes back when all of them have one.

    ``tried_revision`` is the sender's revision at which it did not wait for the answer: it is asked again once it moved.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "等待结果"
        DUE = "DUE", "结果已齐"
        DELIVERED = "DELIVERED", "已送达"
        DROPPED = "DROPPED", "不再等待"

    sender = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dispatches")
    message = models.CharField(max_length=80)
    count = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    tried_revision = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sent_at"], condition=Q(state="DUE"), name="dispatch_due")]

    def __str__(self) -> str:
        return f"{self.message} ×{self.count}"

    @property
    def answer(self) -> str:
        """The message that the sender may wait for."""
        return f"{self.message}_answered"


class Handover(models.Model):
    """What one case was told when it was opened; ``dispatch`` is None where people or the system opened it directly."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="handover")
    dispatch = models.ForeignKey(Dispatch, null=True, on_delete=models.PROTECT, related_name="handovers")
    message = models.CharField(max_length=80)
    payload = models.JSONField()
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.message


class HandedFile(models.Model):
    """A file of another case that came with the message, frozen; it stays in the case in which it was filed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handed_files")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="handed_to")
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="handed_file_once")]

    def __str__(self) -> str:
        return str(self.version)


class Result(models.Model):
    """A value that a case came to, under a name, for whoever opened it; written again, it is replaced."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="results")
    name = models.CharField(max_length=80)
    value = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="case_result_once")]

    def __str__(self) -> str:
        return self.name

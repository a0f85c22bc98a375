"""A published version that made more incidents than the one before, and what was done about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.changes.models.change import ChangeSet
from processes.models import Incident, ProcessVersion


class Halt(models.Model):
    """``version`` is the one that failed, ``before`` what new matters take instead; None where nothing was before it,
    so that it was only announced. ``incidents`` and the four counts of cases are those that decided.

    ``told_at`` is when the case of the change went on to the decision.
    """

    class Outcome(models.TextChoices):
        OPEN = "OPEN", _("已停用")
        ANNOUNCED = "ANNOUNCED", _("已提醒")
        RESUMED = "RESUMED", _("已恢复")
        WITHDRAWN = "WITHDRAWN", _("已撤回")

    change = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="halts")
    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(ProcessVersion, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cases = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    cases_before = models.PositiveIntegerField(default=0)
    failed_before = models.PositiveIntegerField(default=0)
    incidents = models.ManyToManyField(Incident, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["change"], condition=Q(outcome="OPEN"), name="one_open_halt_per_change"
            ),
            models.UniqueConstraint(
                fields=["version"], condition=Q(outcome="ANNOUNCED"), name="halt_announced_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="ANNOUNCED", before=None)
                | (~Q(outcome="ANNOUNCED") & Q(before__isnull=False)),
                name="halt_has_version_before",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("OPEN", "ANNOUNCED"), ended_at=None)
                | Q(outcome__in=("RESUMED", "WITHDRAWN"), ended_at__isnull=False),
                name="halt_ended_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} · {self.get_outcome_display()}"

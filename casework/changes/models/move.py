"""Running cases that are to go on with a published version: examined first, then moved one by one, and perhaps back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.changes.models.change import ChangeSet
from processes.models import Migration, ProcessVersion


class MoveBatch(models.Model):
    """All cases that ran on ``base`` when it was made. ``renaming`` says which new step stands for which old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="moves")
    base = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")
    renaming = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("在办案件迁移")
        verbose_name_plural = _("在办案件迁移")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.base} → {self.target}"


class MoveItem(models.Model):
    """One case: what was found (``outcome``, ``reasons`` in Chinese), and what became of it (``status``, ``cause``)."""

    class Outcome(models.TextChoices):
        MOVES = "MOVES", _("可迁移")
        STAYS = "STAYS", _("保持旧版")
        DECIDE = "DECIDE", _("需人工决定")

    class Status(models.TextChoices):
        WAITING = "WAITING", _("等待试算")
        EXAMINED = "EXAMINED", _("已试算")
        CHOSEN = "CHOSEN", _("等待迁移")
        MOVED = "MOVED", _("已迁移")
        FAILED = "FAILED", _("没有迁移")
        LEAVING = "LEAVING", _("等待撤回")
        RETURNED = "RETURNED", _("已撤回")

    batch = models.ForeignKey(MoveBatch, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reasons = models.JSONField(default=list)
    cause = models.TextField(blank=True)
    migration = models.OneToOneField(Migration, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["batch", "status", "outcome"], name="move_item_state")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="move_item_once"),
            models.CheckConstraint(
                condition=Q(status__in=("MOVED", "LEAVING", "RETURNED"), migration__isnull=False)
                | Q(status__in=("WAITING", "EXAMINED", "CHOSEN", "FAILED"), migration=None),
                name="move_item_moved_has_migration",
            ),
            models.CheckConstraint(
                condition=Q(status="WAITING") | ~Q(outcome="") | Q(status="FAILED"),
                name="move_item_examined_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.case}"

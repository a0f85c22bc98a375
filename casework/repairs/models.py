"""A repair (修正路径): a case that is stuck or went the wrong way is moved by hand, by two persons."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case


class Repair(models.Model):
    """``move`` is the engine's move as data, legal at ``revision`` of the instance; ``words`` says it in both languages.

    ``before`` and ``after`` hold ``{"elements": ["process/element"], "names": [...], "names_en": [...]}``: what was
    foreseen while it is open, what was so once it is performed.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN", _("待第二人确认")
        PERFORMED = "PERFORMED", _("已修正")
        DROPPED = "DROPPED", _("已撤销")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="repairs")
    revision = models.PositiveIntegerField()
    process_id = models.CharField(max_length=80)
    move = models.JSONField()
    words = models.CharField(max_length=400)
    words_en = models.CharField(max_length=400)
    reason = models.TextField(max_length=500)
    before = models.JSONField()
    after = models.JSONField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("修正路径")
        indexes = (models.Index(fields=["status", "-proposed_at"], name="repair_by_status"),)
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=Q(status="OPEN"), name="one_open_repair_per_case"
            ),
            models.CheckConstraint(
                condition=~Q(status="PERFORMED")
                | (Q(settled_by__isnull=False) & ~Q(settled_by=F("proposed_by"))),
                name="repair_takes_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN", settled_at=None)
                | (~Q(status="OPEN") & Q(settled_at__isnull=False)),
                name="repair_settled_has_time",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

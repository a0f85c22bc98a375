"""What was handed in for filing (送审稿), frozen with its hash before anybody judges it (invariant I-5)."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.organisations.models import Organisation


class Deposit(models.Model):
    """One handing in; what is corrected and handed in again is the deposit of the next ``round``.

    ``snapshot`` is canonical JSON of the named forms and of the files that they name. The database refuses every change.
    ``late_days`` are working days after the deadline that it answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deposits")
    filer = models.ForeignKey(
        Organisation, verbose_name=_("报备单位"), on_delete=models.PROTECT, related_name="deposits"
    )
    subject = models.CharField(_("备案事项"), max_length=40)
    round = models.PositiveSmallIntegerField(_("轮次"))
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)
    late_days = models.PositiveSmallIntegerField(_("逾期工作日"), default=0)
    handed_in_at = models.DateTimeField(_("提交时间"))
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("送审稿")
        verbose_name_plural = _("送审稿")
        ordering = ["handed_in_at", "round"]
        indexes = [models.Index(fields=["subject", "filer", "handed_in_at"], name="deposit_of_subject")]
        constraints = [
            models.UniqueConstraint(fields=["case", "subject", "round"], name="deposit_round_once"),
            models.CheckConstraint(condition=~Q(snapshot="") & ~Q(subject=""), name="deposit_has_snapshot"),
            models.CheckConstraint(condition=Q(round__gte=1), name="deposit_round"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.round}"

    @property
    def content(self) -> dict[str, Any]:
        """The snapshot as JSON values."""
        read: dict[str, Any] = json.loads(self.snapshot)
        return read

"""Filings (备案): what was handed in, frozen with its hash, and the receipt for it (invariant I-5)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.organisations.models import Organisation


class Filing(models.Model):
    """One receipt ↔ one snapshot. The database refuses every change; what changes later is another filing."""

    class Kind(models.TextChoices):
        ENTRY = "ENTRY", _("入校备案")
        RECORD = "RECORD", _("知悉登记")
        CHANGE = "CHANGE", _("变更备案")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("备案编号"), max_length=24, unique=True)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="filings")
    filer = models.ForeignKey(
        Organisation, verbose_name=_("报备单位"), on_delete=models.PROTECT, related_name="filings"
    )
    changes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    # Canonical JSON (casework.audit.canonical): the text itself is hashed.
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)
    # What the QR code on the receipt leads to.
    token = models.CharField(max_length=32, unique=True)
    filed_at = models.DateTimeField(_("备案时间"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("备案")
        verbose_name_plural = _("备案")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=~Q(snapshot=""), name="filing_has_snapshot"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="filing_has_hash"),
        ]

    def __str__(self) -> str:
        return self.number

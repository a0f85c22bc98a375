"""Filings (备案): what was handed in, frozen with its hash, and the receipt for it (invariant I-5)."""

import json
import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.filings.models.deposit import Deposit
from casework.organisations.models import Organisation


class FilingQuerySet(models.QuerySet["Filing"]):
    def of(self, *, filer: Organisation | uuid.UUID, subject: str) -> "FilingQuerySet":
        """What ``filer`` has on file of ``subject``, the oldest first."""
        return self.filter(filer=filer, subject=subject).order_by("filed_at", "number")

    def effective(self, *, filer: Organisation | uuid.UUID, subject: str, day: date) -> "Filing | None":
        """The one that holds on ``day``: the latest filed among those whose time includes it."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        going_on = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.of(filer=filer, subject=subject).filter(begun, going_on).last()


class Filing(models.Model):
    """One receipt ↔ one snapshot. The database refuses every change; what changes later is another filing."""

    class Kind(models.TextChoices):
        ENTRY = "ENTRY", _("入校备案")
        RECORD = "RECORD", _("知悉登记")
        CHANGE = "CHANGE", _("变更备案")
        # Of a subject that the process names.
        SUBJECT = "SUBJECT", _("备案")

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
    # Of filings by subject: what of, when it holds, and how far it was in time (D07).
    subject = models.CharField(_("备案事项"), max_length=40, blank=True)
    valid_from = models.DateField(_("自"), null=True, blank=True)
    valid_to = models.DateField(_("至"), null=True, blank=True)
    timeliness = models.CharField(_("时效"), max_length=40, blank=True)
    deposit = models.OneToOneField(
        Deposit, null=True, blank=True, on_delete=models.PROTECT, related_name="filing"
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

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("备案")
        verbose_name_plural = _("备案")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=~Q(snapshot=""), name="filing_has_snapshot"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="filing_has_hash"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="filing_dates",
            ),
            # One line of filings for each unit and subject: each changes the one before, and each at most once.
            models.UniqueConstraint(
                fields=["filer", "subject"],
                condition=~Q(subject="") & Q(changes=None),
                name="filing_first_of_subject",
            ),
            models.UniqueConstraint(fields=["changes"], condition=~Q(subject=""), name="filing_changed_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def content(self) -> dict[str, Any]:
        """The snapshot as JSON values."""
        read: dict[str, Any] = json.loads(self.snapshot)
        return read

"""What was said about a permit or an entry of the library that ends, so that it is said once."""

from django.db import models
from django.db.models import Q

from casework.library.models import LibraryEntry
from casework.permits.models import Permit


class EndAlert(models.Model):
    """``days`` before the end (PRM_ALERT_DAYS), of one permit or one entry."""

    permit = models.ForeignKey(Permit, null=True, on_delete=models.PROTECT, related_name="end_alerts")
    entry = models.ForeignKey(LibraryEntry, null=True, on_delete=models.PROTECT, related_name="end_alerts")
    days = models.PositiveSmallIntegerField()
    valid_to = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(permit=None, entry__isnull=False) | Q(permit__isnull=False, entry=None),
                name="end_alert_of_one",
            ),
            # A prolonged one has another end, and is warned of anew.
            models.UniqueConstraint(fields=["permit", "days", "valid_to"], name="permit_alert_once"),
            models.UniqueConstraint(fields=["entry", "days", "valid_to"], name="entry_alert_once"),
        ]

    def __str__(self) -> str:
        return f"{self.permit_id or self.entry_id} {self.days}"

"""What was said about a paper that runs out, so that it is said once."""

from django.db import models

from casework.papers.models.paper import Paper


class ExpiryAlert(models.Model):
    """``days`` before the end (PRM_ALERT_DAYS); 0 stands for the lapse itself."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="alerts")
    days = models.PositiveSmallIntegerField()
    valid_to = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            # A corrected date is another end, and warned of anew.
            models.UniqueConstraint(fields=["paper", "days", "valid_to"], name="expiry_alert_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.days}"

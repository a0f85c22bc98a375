"""That two subjects handed in the very same file, so that the offices are told of it once."""

from django.db import models
from django.db.models import F, Q

from casework.organisations.models import Organisation


class DuplicateAlert(models.Model):
    """One of each pair of subjects and file; ``one`` is the subject whose id comes first."""

    one = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other", "sha256"], name="duplicate_alert_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="duplicate_alert_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id} {self.sha256[:12]}"

"""An instance that was moved to another version of its process, with everything that it takes to put it back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from processes.models.instance import ProcessInstance
from processes.models.version import ProcessVersion


class Migration(models.Model):
    """Kept for ever and never changed, but for the note that it was undone.

    ``state`` is what the instance held before, ``tasks`` the former fields of the inbox rows that were changed, by id;
    ``revision`` is that of the instance afterwards: as long as it has it, nothing has happened since. ``renaming`` is as
    ``Renaming.as_json`` has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instance = models.ForeignKey(ProcessInstance, on_delete=models.PROTECT, related_name="migrations")
    from_version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")
    renaming = models.JSONField(default=dict)
    state = models.TextField()
    trail = models.JSONField(default=dict)
    tasks = models.JSONField(default=dict)
    next_timer_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["instance", "at"], name="migration_instance")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_version=F("to_version")), name="migration_between_two_versions"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by=None), name="migration_undone_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_version} → {self.to_version}"

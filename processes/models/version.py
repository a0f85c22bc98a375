"""Immutable deployments, and from when and for whom each is in force."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q


class ProcessVersionQuerySet(models.QuerySet["ProcessVersion"]):
    def begun_by(self, day: date) -> "ProcessVersionQuerySet":
        """Those that had come into force by ``day``, neither taken back nor stopped, by process, the newest first."""
        begun = Q(effective_from=None) | Q(effective_from__lte=day)
        return self.usable().filter(begun).order_by("process_id", "-number")

    def usable(self) -> "ProcessVersionQuerySet":
        """Those that new instances may take, once they have begun."""
        return self.filter(withdrawn_at=None, stopped_at=None)


class ProcessVersion(models.Model):
    """One deployment of a definition folder; the digest is over all of its files, so the same twice is one.

    New instances take it from ``effective_from`` on (None: at once), while it has ``pilots`` (organisation ids) only
    those of the pilots, until ``pilot_until``. A version that was withdrawn goes on with the instances that it has, and
    so does one that is stopped, which may be resumed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process_id = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    folder = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    deployed_at = models.DateTimeField()
    deployed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    effective_from = models.DateField(null=True)
    pilots = models.JSONField(default=list)
    pilot_until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = ProcessVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process_id", "number"], name="process_version_number"),
            models.UniqueConstraint(
                fields=["process_id", "digest"],
                condition=Q(withdrawn_at=None),
                name="process_version_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} 第{self.number}版"

    def is_for(self, scope: str, *, on: date) -> bool:
        """Whether a matter of the organisation ``scope`` takes it on the day ``on``, when it has begun."""
        return self.is_for_all(on=on) or scope in self.pilots

    def is_for_all(self, *, on: date) -> bool:
        return not self.pilots or (self.pilot_until is not None and self.pilot_until < on)


class DefinitionFile(models.Model):
    """One file of a deployment, as text."""

    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=200)
    content = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "path"], name="definition_file_path")]

    def __str__(self) -> str:
        return self.path

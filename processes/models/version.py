"""Immutable deployments."""

import uuid

from django.conf import settings
from django.db import models


class ProcessVersion(models.Model):
    """One deployment of a definition folder; the digest is over all of its files, so the same twice is one."""

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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process_id", "number"], name="process_version_number"),
            models.UniqueConstraint(fields=["process_id", "digest"], name="process_version_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} 第{self.number}版"


class DefinitionFile(models.Model):
    """One file of a deployment, as text."""

    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=200)
    content = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "path"], name="definition_file_path")]

    def __str__(self) -> str:
        return self.path

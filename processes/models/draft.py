"""Definition files that somebody is changing: nothing runs on them until they are published as a version."""

import uuid

from django.conf import settings
from django.db import models

from processes.models.version import ProcessVersion


class Draft(models.Model):
    """A copy of every file of ``base``; ``key`` is what the domain knows the change by that it belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField()
    folder = models.CharField(max_length=80)
    base = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="drafts")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "folder"], name="draft_once_in_a_change")]

    def __str__(self) -> str:
        return f"{self.base.name}（草稿）"


class DraftFile(models.Model):
    """``revision`` counts from 1, so that of two who edit at once the second is told."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    content = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "path"], name="draft_file_path")]

    def __str__(self) -> str:
        return self.path

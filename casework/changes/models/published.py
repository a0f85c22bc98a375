"""What a change published: one version of each process that it changed."""

from django.db import models

from casework.changes.models.change import ChangeSet
from processes.models import ProcessVersion


class PublishedVersion(models.Model):
    """``base`` is the version that new matters took before."""

    change = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="versions")
    version = models.OneToOneField(ProcessVersion, on_delete=models.PROTECT, related_name="published")
    base = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.version)

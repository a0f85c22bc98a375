"""Notices: something a person should know, with nothing to be done (待阅)."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from casework.cases.models.case import Case
from processes.models import addressed_to


class NoticeQuerySet(models.QuerySet["Notice"]):
    def addressed_to(self, standing: Iterable[tuple[str, str]]) -> "NoticeQuerySet":
        """Notices for a holder of any (role id, organisation id) pair."""
        return self.filter(addressed_to(standing))


class Notice(models.Model):
    """Addressed like a task: ``roles`` holds role ids between blanks, ``scope`` an organisation id."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    roles = models.CharField(max_length=120)
    scope = models.CharField(max_length=64)
    text = models.CharField(max_length=300)
    sent_at = models.DateTimeField()
    read_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scope", "sent_at"], name="notice_scope")]

    def __str__(self) -> str:
        return self.text

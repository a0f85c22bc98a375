"""A scenario that somebody records by clicking through a trial case, as far as it has come."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from processes.models import Draft


class Recording(models.Model):
    """``script`` is what the file of a scenario would say (``start`` is missing until it was filled in, ``expect`` always).

    It grows by a step at a time, so that nothing is lost when the browser closes; ``revision`` counts the changes.
    ``pictures`` are those of a ``TrialRun``, of the case as it stands after the last step and of those beside it (``case`` is
    what a step calls them); ``draft`` or ``version`` says where the diagram is kept.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="recordings")
    script = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    pictures = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("录制"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("begun_at", "pk")

    def __str__(self) -> str:
        return str(self.script.get("name", ""))

    @property
    def steps(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.script.get("steps", [])
        return found

    @property
    def has_begun(self) -> bool:
        return "start" in self.script

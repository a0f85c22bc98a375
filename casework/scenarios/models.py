"""What became of a scenario that was played on a draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from processes.models import Draft


class TrialRun(models.Model):
    """The last play of the scenario ``path`` on the files of ``draft`` as they were with ``digest``.

    ``problems`` are sentences, none where all was as expected. ``pictures`` say for each diagram that was entered
    {process, path, name, state}; ``state`` is what a ``bj-diagram`` shows.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="trials")
    path = models.CharField(_("场景"), max_length=200)
    name = models.CharField(_("名称"), max_length=200)
    digest = models.CharField(max_length=64)
    problems = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "path"], name="one_trial_for_each_scenario"),)

    def __str__(self) -> str:
        return self.name

    @property
    def has_passed(self) -> bool:
        return not self.problems

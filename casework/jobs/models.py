"""When each periodic duty is due again. Jobs themselves are rows of the queue (``django_tasks_db``)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Schedule(models.Model):
    """One periodic duty. Whoever moves ``next_run_at`` forward enqueues its job, in the same transaction."""

    name = models.CharField(_("名称"), max_length=60, primary_key=True)
    next_run_at = models.DateTimeField(_("下次时间"))

    class Meta:
        verbose_name = _("定期任务")
        verbose_name_plural = _("定期任务")

    def __str__(self) -> str:
        return f"{self.name} {self.next_run_at:%Y-%m-%d %H:%M:%S}"

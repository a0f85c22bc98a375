"""Who changed the calendar, how, and which deadlines moved: written once, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarChange(models.Model):
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("操作人"), on_delete=models.PROTECT, related_name="+"
    )
    changes = models.JSONField(default=list)  # [{"what": "day", "day": iso, ...}]
    moved = models.JSONField(default=list)  # [{"deadline", "holder", "name", "old", "new", "sentence", ...}]

    class Meta:
        verbose_name = _("日历修改")
        verbose_name_plural = _("日历修改")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"

"""Lessons given by people from outside: the rows that invariants I-1 and I-2 speak of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.permits.models.application import Course
from casework.permits.models.permit import Permit
from casework.vendors.models import Instructor


class ScheduledSession(models.Model):
    """Refused by the database unless the permit, the library entry and the person are in order on that day.

    ``is_substitute``: somebody who is filed at another school of the district stands in (P18, PRM_SUBST_MAX).
    """

    class State(models.TextChoices):
        PLANNED = "PLANNED", _("已安排")
        CANCELLED = "CANCELLED", _("已取消")

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="sessions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    instructor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("日期"))
    is_substitute = models.BooleanField(_("临时代课"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("课次")
        verbose_name_plural = _("课次")
        ordering = ["held_on", "id"]
        indexes = [
            models.Index(fields=["permit", "held_on"], name="session_permit"),
            models.Index(fields=["instructor", "held_on"], name="session_instructor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "held_on"], condition=Q(state="PLANNED"), name="session_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.held_on}"

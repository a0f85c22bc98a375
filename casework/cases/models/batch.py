"""Many cases opened at once, by the calendar or by a person: one row each, so that none is opened twice or forgotten."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models.case import Case
from casework.organisations.models import Organisation
from processes.models import ProcessVersion


class CalendarWatch(models.Model):
    """Until which day the calendar of a process was asked; the days after it are made up one by one."""

    process_id = models.CharField(max_length=80, primary_key=True)
    asked_until = models.DateField()

    def __str__(self) -> str:
        return f"{self.process_id} {self.asked_until}"


class Batch(models.Model):
    """``day`` is the day of the calendar, or the one on which ``by`` filled in ``form`` with ``values``."""

    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    element_id = models.CharField(max_length=80)
    form = models.CharField(max_length=80, blank=True)
    starter = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    variables = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(
        Organisation, verbose_name=_("承办科室"), on_delete=models.PROTECT, related_name="+"
    )
    district = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("事项"), max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(_("发起时间"))

    class Meta:
        verbose_name = _("批量发起")
        verbose_name_plural = _("批量发起")
        indexes = [models.Index(fields=["district", "made_at"], name="batch_district")]

    def __str__(self) -> str:
        return f"{self.title} {self.day}"


class Opening(models.Model):
    """One case that is to be opened; ``cause`` is the sentence that says why the last try failed."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="openings")
    respondent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, null=True, on_delete=models.PROTECT, related_name="opening")
    attempts = models.PositiveSmallIntegerField(default=0)
    cause = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "respondent"], name="opening_once"),
            models.CheckConstraint(condition=Q(case=None) | Q(cause=""), name="opening_done_has_no_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.respondent}"

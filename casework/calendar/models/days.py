"""The days and terms that periods are counted on (domain.md Appendix B)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day that is not what its weekday says, for the country, the bureau or one school."""

    class Kind(models.TextChoices):
        WORK = "WORK", "班"
        OFF = "OFF", "休"

    date = models.DateField(_("日期"))
    kind = models.CharField(_("休或班"), max_length=4, choices=Kind.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("适用单位（空为全国）"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="calendar_days",
    )
    name = models.CharField(_("名称"), max_length=40, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    source = models.CharField(_("依据文件"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("日历")
        verbose_name_plural = _("日历")
        ordering = ("date",)
        constraints = (
            models.UniqueConstraint(fields=["date", "organisation"], name="calendar_day_once"),
            # Both databases take every NULL for a different value.
            models.UniqueConstraint(
                fields=["date"], condition=Q(organisation=None), name="calendar_national_day_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"


class ServiceTerm(models.Model):
    """A school term and the window of its after-school service; all dates included."""

    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("适用学校（空为全部）"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="service_terms",
    )
    name = models.CharField(_("学期"), max_length=40)
    starts_on = models.DateField(_("开学"))
    ends_on = models.DateField(_("结束"))
    service_from = models.DateField(_("课后服务自"))
    service_to = models.DateField(_("课后服务至"))

    class Meta:
        verbose_name = _("学期")
        verbose_name_plural = _("学期")
        ordering = ("service_from",)
        constraints = (
            models.UniqueConstraint(fields=["name", "organisation"], name="service_term_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(organisation=None), name="service_term_of_all_once"
            ),
            models.CheckConstraint(
                condition=Q(service_from__gte=F("starts_on"))
                & Q(service_to__gte=F("service_from"))
                & Q(ends_on__gte=F("service_to")),
                name="service_term_dates",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PublishedYear(models.Model):
    """A year whose holidays the State Council has published."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    notice = models.CharField(_("放假通知"), max_length=300)

    class Meta:
        verbose_name = _("已公布年份")
        verbose_name_plural = _("已公布年份")

    def __str__(self) -> str:
        return str(self.year)


class CalendarRevision(models.Model):
    """One row whose token changes with every change, so that cached snapshots know when they are stale.

    The token is random: a counter would come round again after a rollback and pass off a snapshot
    of days that were never stored.
    """

    number = models.PositiveIntegerField(default=1)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="calendar_revision_single"),)

    def __str__(self) -> str:
        return str(self.number)

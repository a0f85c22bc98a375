"""Values of policy parameters from a day on (domain.md §2.0.4)."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.policy.models.document import Clause


class ParameterValueQuerySet(models.QuerySet["ParameterValue"]):
    def confirmed(self) -> "ParameterValueQuerySet":
        return self.exclude(confirmed_at=None)

    def waiting(self) -> "ParameterValueQuerySet":
        """Drafts that somebody has yet to confirm or to drop."""
        return self.filter(confirmed_at=None, dropped_at=None)

    def begun_by(self, day: date) -> "ParameterValueQuerySet":
        """Confirmed ones that had begun by ``day`` and were not taken back by then, the latest of each code last."""
        kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
        return self.confirmed().filter(kept, effective_from__lte=day).order_by("code", "effective_from")


class ParameterValue(models.Model):
    """What a parameter is from a day on, until the next confirmed value of its code; a draft changes nothing.

    ``value`` is JSON of the parameter's type, None where it is known to be open. ``demonstration`` marks a number that
    stands for none of policy. One that was taken back counts for the days before ``withdrawn_on``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("参数"), max_length=40)
    value = models.JSONField(_("值"), null=True)
    effective_from = models.DateField(_("自"))
    source = models.CharField(_("来源"), max_length=300)
    clause = models.ForeignKey(
        Clause, verbose_name=_("条款"), null=True, blank=True, on_delete=models.PROTECT, related_name="values"
    )
    demonstration = models.BooleanField(_("演示值"), default=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("拟定"), on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("确认"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("撤销"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    dropped_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)

    objects = ParameterValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("参数值")
        verbose_name_plural = _("参数值")
        ordering = ("code", "effective_from", "drafted_at")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "effective_from"],
                condition=Q(confirmed_at__isnull=False, withdrawn_on=None),
                name="parameter_value_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("drafted_by")),
                name="parameter_value_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="parameter_value_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(dropped_by=None, dropped_at=None)
                | Q(dropped_by__isnull=False, dropped_at__isnull=False, confirmed_at=None),
                name="parameter_value_dropped_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(confirmed_at__isnull=False),
                name="parameter_value_withdrawn_was_confirmed",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="parameter_value_has_source"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.effective_from}"

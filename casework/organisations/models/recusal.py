"""Who keeps away from which organisation, and why (回避)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.models.organisation import Organisation
from casework.organisations.models.person import Person

if TYPE_CHECKING:
    from casework.organisations.standing import Standing


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def visible_to(self, standing: "Standing") -> "RecusalQuerySet":
        """Why somebody keeps away is for those alone who send people out."""
        from casework.organisations.policies import may_edit_recusals

        return self if may_edit_recusals(standing) else self.none()

    def active_on(self, day: date) -> "RecusalQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Recusal(models.Model):
    """``person`` takes no part in what concerns ``organisation`` between two dates, both included."""

    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="recusals"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("回避单位"), on_delete=models.PROTECT, related_name="recusals"
    )
    reason = models.CharField(_("回避事由"), max_length=100)
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"), null=True, blank=True)
    registered_at = models.DateTimeField(_("登记时间"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("回避登记")
        verbose_name_plural = _("回避登记")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="recusal_dates"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_says_why"),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(valid_to=None), name="recusal_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"

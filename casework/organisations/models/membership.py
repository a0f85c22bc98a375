"""Roles held over time."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.models.organisation import Organisation
from casework.organisations.models.person import Person
from casework.organisations.models.role import Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active_on(self, day: date) -> "MembershipQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def overlapping(self, first: date, last: date | None) -> "MembershipQuerySet":
        """Held on any day from ``first`` to ``last``, both included; without ``last``, for ever."""
        still = self.filter(Q(valid_to=None) | Q(valid_to__gte=first))
        return still if last is None else still.filter(valid_from__lte=last)

    def of(self, person: Person) -> "MembershipQuerySet":
        return self.filter(person=person)

    def with_roles(self, roles: Iterable[str]) -> "MembershipQuerySet":
        return self.filter(role__in=list(roles))


class Membership(models.Model):
    """A person holds a role in an organisation between two dates, both included."""

    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("角色"), max_length=10, choices=Role.choices)
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "valid_from"], name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(valid_to=None),
                name="membership_open_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="membership_dates"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} @ {self.organisation}"

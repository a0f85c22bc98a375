"""Who does whose approvals, for how long, and what was done so (domain.md §4.4 rule 10)."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.models.membership import Membership
from casework.organisations.models.organisation import Organisation
from casework.organisations.models.person import Person
from casework.organisations.models.role import Role

if TYPE_CHECKING:
    from casework.organisations.standing import Standing

# What is never signed by a substitute: measures against teachers (P12) and pay plans (P14).
NEVER_DELEGATED = ("staff_measure", "payplan")
DELEGATING = (Role.PRINCIPAL, Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, standing: "Standing") -> "DelegationQuerySet":
        """The two whom it concerns see it, nobody else."""
        return self.filter(Q(principal=standing.person) | Q(delegate=standing.person))

    def between(self, first: date, last: date) -> "DelegationQuerySet":
        """Not withdrawn, for any day from ``first`` to ``last``, both included."""
        return self.filter(revoked_at=None, starts_on__lte=last, ends_on__gte=first)

    def in_force(self, day: date) -> "DelegationQuerySet":
        """Not withdrawn, and neither of the two has left the post since (rule 9)."""
        theirs = Membership.objects.active_on(day).filter(organisation=OuterRef("organisation"))
        return self.between(day, day).filter(
            Exists(theirs.filter(person=OuterRef("principal"), role=OuterRef("role"))),
            Exists(theirs.filter(person=OuterRef("delegate"))),
            principal__is_active=True,
        )


class Delegation(models.Model):
    """``delegate`` does what falls to ``principal`` as ``role`` of ``organisation``, from one day to another, both included.

    ``processes`` holds the ids of the chosen processes between blanks. Guards in the database: at most fifteen calendar
    days, one at a time, no chain, and nothing of it changes but that it is withdrawn once.
    """

    principal = models.ForeignKey(
        Person, verbose_name=_("委托人"), on_delete=models.PROTECT, related_name="delegations_given"
    )
    delegate = models.ForeignKey(
        Person, verbose_name=_("受托人"), on_delete=models.PROTECT, related_name="delegations_held"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="delegations"
    )
    role = models.CharField(_("岗位"), max_length=10, choices=Role.choices)
    processes = models.CharField(_("委托的事项"), max_length=1000)
    starts_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"))
    given_at = models.DateTimeField(_("委托时间"))
    revoked_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("委托代办")
        verbose_name_plural = _("委托代办")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_dates"),
            models.CheckConstraint(condition=~Q(principal=F("delegate")), name="delegation_to_another"),
            models.CheckConstraint(condition=Q(role__in=DELEGATING), name="delegation_of_a_post"),
            models.CheckConstraint(
                condition=Q(processes__startswith=" ", processes__endswith=" ") & ~Q(processes=" "),
                name="delegation_of_something",
            ),
            models.CheckConstraint(
                condition=~Q(processes__contains=f" {NEVER_DELEGATED[0]} ")
                & ~Q(processes__contains=f" {NEVER_DELEGATED[1]} "),
                name="delegation_never_signs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} → {self.delegate}"

    @property
    def process_ids(self) -> list[str]:
        return self.processes.split()


class Substitution(models.Model):
    """One task that was done, or one message that was sent, for somebody else.

    ``task`` and ``case`` are ids, since no case is known here; that of a message, which is no task, is found nowhere else.
    """

    task = models.UUIDField(_("事项"), unique=True)
    case = models.UUIDField(_("案件"), db_index=True)
    delegation = models.ForeignKey(
        Delegation, verbose_name=_("委托代办"), on_delete=models.PROTECT, related_name="substitutions"
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("代办记录")
        verbose_name_plural = _("代办记录")

    def __str__(self) -> str:
        return f"{self.task} {self.delegation}"

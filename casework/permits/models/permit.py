"""入校许可 (DT-249)."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.filings.models import Filing
from casework.organisations.models import Organisation
from casework.permits.models.application import Application
from casework.vendors.models import Instructor

if TYPE_CHECKING:
    from casework.organisations.standing import Standing


class PermitQuerySet(models.QuerySet["Permit"]):
    def visible_to(self, standing: "Standing") -> "PermitQuerySet":
        """Offices of the district see every permit, schools and vendors their own (domain.md §4.4 rules 1 and 2)."""
        from casework.permits.policies import visible_permits

        return self & visible_permits(standing)

    def active_on(self, day: date) -> "PermitQuerySet":
        """In force on ``day``: one that was suspended, revoked or ended was so until the day of that change."""
        unchanged = Q(state=Permit.State.ACTIVE) | Q(changed_on__gt=day)
        return self.filter(unchanged, valid_from__lte=day, valid_to__gte=day)


class Permit(models.Model):
    """``valid_to`` is the least of contract, term and insurance (P02 step 17). ``token`` is what a badge shows."""

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", _("有效")
        SUSPENDED = "SUSPENDED", _("暂停")
        REVOKED = "REVOKED", _("已撤销")
        ENDED = "ENDED", _("已到期")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("许可编号"), max_length=24, unique=True)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="permit")
    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="permit")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="permits_given")
    subject = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="permits_held")
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.ACTIVE)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    # The first day on which the state holds; it never moves back.
    changed_on = models.DateField(_("状态变更日期"), null=True, blank=True)
    token = models.CharField(max_length=32, unique=True)
    issued_at = models.DateTimeField(_("发证时间"))

    objects = PermitQuerySet.as_manager()

    class Meta:
        verbose_name = _("入校许可")
        verbose_name_plural = _("入校许可")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["school", "state"], name="permit_school"),
            models.Index(fields=["subject", "state"], name="permit_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="permit_dates"),
            models.CheckConstraint(
                condition=Q(state__in=["ACTIVE", "ENDED"]) | ~Q(reason=""), name="permit_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="ACTIVE") | Q(changed_on__isnull=False), name="permit_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PermitInstructorQuerySet(models.QuerySet["PermitInstructor"]):
    def on(self, day: date) -> "PermitInstructorQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class PermitInstructor(models.Model):
    """Who may stand in the classroom under a permit, and from when to when (P18 changes it)."""

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="people")
    instructor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="permits")
    starts_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    objects = PermitInstructorQuerySet.as_manager()

    class Meta:
        ordering = ["permit_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["permit", "instructor"], condition=Q(ends_on=None), name="permit_instructor_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="permit_instructor_dates"
            ),
        ]

    def __str__(self) -> str:
        return str(self.instructor)

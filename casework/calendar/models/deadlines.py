"""A deadline keeps its rule, so that it can be counted again, and the account of its last count."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.calendar.reckoning import Computation, Pause
from casework.calendar.units import Unit


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open(self) -> "DeadlineQuerySet":
        return self.filter(state=Deadline.State.OPEN)

    def running(self) -> "DeadlineQuerySet":
        """Open and not paused: only these can become overdue."""
        return self.open().filter(paused_on=None)


class Deadline(models.Model):
    """By when the holder (a case, a finding, a task: whatever has that id) must have done the named thing.

    `due_on` is the last day, `due_at` its last second in Shanghai. Of a paused deadline they say where it
    stood when the pause began; it is counted anew when it resumes.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "进行中"
        MET = "MET", "已完成"
        CANCELLED = "CANCELLED", "已取消"

    holder = models.UUIDField(db_index=True)
    name = models.CharField(_("期限"), max_length=60)
    length = models.PositiveSmallIntegerField(_("长度"))
    unit = models.CharField(_("单位"), max_length=2, choices=Unit.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("服务日所属学校"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    starts_on = models.DateField(_("起算日"))
    verb = models.CharField(_("起算事由"), max_length=20)
    due_on = models.DateField(_("截止日"))
    due_at = models.DateTimeField(_("截止时刻"), db_index=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.OPEN)
    extended_by = models.PositiveSmallIntegerField(_("共延期"), default=0)
    extensions = models.JSONField(default=list)  # [{"length": 5, "at": iso, "reason": "..."}]
    paused_on = models.DateField(_("暂停自"), null=True, blank=True)
    paused_days = models.PositiveSmallIntegerField(_("共暂停"), default=0)
    pauses = models.JSONField(default=list)  # [{"first": iso, "resumed_on": iso}]
    account = models.JSONField(default=list)  # Computation.to_json() of the period, then of each extension
    unpublished = models.BooleanField(_("跨未公布年份"), default=False)
    created_at = models.DateTimeField()
    met_at = models.DateTimeField(_("完成时刻"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("取消时刻"), null=True, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("期限")
        verbose_name_plural = _("期限")
        # The figures look for the deadlines of one name by their last day.
        indexes = (models.Index(fields=["name", "due_on"], name="deadline_name_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["holder", "name"], condition=Q(state="OPEN"), name="deadline_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", met_at=None, cancelled_at=None)
                | Q(state="MET", met_at__isnull=False, cancelled_at=None)
                | Q(state="CANCELLED", met_at=None, cancelled_at__isnull=False),
                name="deadline_end",
            ),
            models.CheckConstraint(condition=Q(unit="AD") | Q(length__gte=1), name="deadline_length"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="deadline_unit"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.due_on}"

    @property
    def stretches(self) -> tuple[Computation, ...]:
        return tuple(Computation.from_json(data) for data in self.account)

    @property
    def closed_pauses(self) -> tuple[Pause, ...]:
        return tuple(Pause.from_json(data) for data in self.pauses)

    @property
    def extension_unit(self) -> Unit:
        """Extensions are granted in working days, save on a deadline counted in service days (D13)."""
        return Unit.SERVICE if self.unit == Unit.SERVICE else Unit.WORKING

    @property
    def is_paused(self) -> bool:
        return self.paused_on is not None

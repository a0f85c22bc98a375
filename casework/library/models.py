"""The library of special courses and teachers (特色课程师资库): who may be brought into schools at all."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.organisations.models import Organisation

if TYPE_CHECKING:
    from casework.organisations.standing import Standing


class LibraryEntryQuerySet(models.QuerySet["LibraryEntry"]):
    def visible_to(self, standing: "Standing") -> "LibraryEntryQuerySet":
        """Officers see every entry, all others who is in the library today, and their own."""
        from casework.library.policies import visible_entries

        return self & visible_entries(standing)

    def active_on(self, day: date) -> "LibraryEntryQuerySet":
        """In force on ``day``: an entry that was suspended, removed or ended was so until the day of that change."""
        unchanged = Q(state=LibraryEntry.State.ACTIVE) | Q(changed_on__gt=day)
        return self.filter(unchanged, valid_from__lte=day, valid_to__gte=day)


class LibraryEntry(models.Model):
    """One entry of one library for a time; a renewal is another entry (DT-202)."""

    class Level(models.TextChoices):
        CITY = "CITY", _("市级")
        DISTRICT = "DISTRICT", _("区级")

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", _("在库")
        SUSPENDED = "SUSPENDED", _("暂停")
        REMOVED = "REMOVED", _("已清退")
        ENDED = "ENDED", _("已到期")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("机构、个人"), on_delete=models.PROTECT, related_name="library_entries"
    )
    level = models.CharField(_("级别"), max_length=10, choices=Level.choices)
    number = models.CharField(_("库编号"), max_length=40, unique=True)
    source_document = models.CharField(_("市级库文件号"), max_length=60, blank=True)
    categories = models.JSONField(_("课程类别"), default=list)
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.ACTIVE)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    # The first day on which the state holds.
    changed_on = models.DateField(_("状态变更日期"), null=True, blank=True)
    # D17: 1 or 3 years; permanent bans have no end.
    barred_until = models.DateField(_("不得再入库至"), null=True, blank=True)
    is_barred_for_good = models.BooleanField(_("永久不得入库"), default=False)
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="library_entries"
    )
    entered_at = models.DateTimeField(_("入库时间"))

    objects = LibraryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("入库登记")
        verbose_name_plural = _("师资库")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")), name="library_entry_dates"
            ),
            models.UniqueConstraint(
                fields=["organisation", "level"],
                condition=Q(state__in=["ACTIVE", "SUSPENDED"]),
                name="library_entry_once",
            ),
            models.CheckConstraint(
                condition=Q(state="ACTIVE") | Q(state="ENDED") | ~Q(reason=""), name="library_entry_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="ACTIVE") | Q(changed_on__isnull=False), name="library_entry_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.number

"""师资更换 (DT-248): one instructor of a permit stands back for another, for good or for a few lessons (P18)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.filings.models import Filing
from casework.permits.models.permit import Permit
from casework.vendors.models import Instructor


class Swap(models.Model):
    """What a case of the kind GH is about; ``filing`` is the change as it was filed."""

    class Kind(models.TextChoices):
        PLANNED = "PLANNED", _("更换")
        TEMPORARY = "TEMPORARY", _("临时代课")

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", _("办理中")
        DONE = "DONE", _("已办理")
        REFUSED = "REFUSED", _("不同意")

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="swap")
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="swaps")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    leaving = models.ForeignKey(
        Instructor, verbose_name=_("原师资"), on_delete=models.PROTECT, related_name="swaps_out"
    )
    entering = models.ForeignKey(
        Instructor, verbose_name=_("新师资"), on_delete=models.PROTECT, related_name="swaps_in"
    )
    reason = models.CharField(_("原因"), max_length=200)
    from_day = models.DateField(_("自"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PROPOSED)
    filing = models.OneToOneField(
        Filing, null=True, blank=True, on_delete=models.PROTECT, related_name="swap"
    )

    class Meta:
        verbose_name = _("师资更换")
        verbose_name_plural = _("师资更换")
        constraints = [
            models.CheckConstraint(condition=~Q(leaving=F("entering")), name="swap_of_two_people"),
            models.CheckConstraint(condition=~Q(reason=""), name="swap_says_why"),
            # A change for good stands on a filing of its own (I-5).
            models.CheckConstraint(
                condition=~Q(state="DONE", kind="PLANNED") | Q(filing__isnull=False), name="swap_was_filed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaving} → {self.entering}"

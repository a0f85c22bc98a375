"""The renewal of what lapsed under a permit: one case of the kind DQ for each (P17)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.papers.models import Paper
from casework.permits.models import Permit


class Renewal(models.Model):
    """``papers`` are those that lapsed; nothing else is asked for."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="renewal")
    permit = models.ForeignKey(
        Permit, verbose_name=_("入校许可"), on_delete=models.PROTECT, related_name="renewals"
    )
    papers = models.ManyToManyField(Paper, verbose_name=_("到期材料"), related_name="renewals")

    class Meta:
        verbose_name = _("到期更新")
        verbose_name_plural = _("到期更新")

    def __str__(self) -> str:
        return str(self.case)

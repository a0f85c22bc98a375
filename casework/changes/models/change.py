"""A change of policy and process, from the first draft to its publication, and perhaps back (domain.md §2.26, P23)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.organisations.models import Organisation
from casework.policy.models import PolicyDocument


class ChangeSet(models.Model):
    """What is changed together: drafts of processes (``processes.Draft`` with its id as key) and draft parameter values.

    ``case`` carries it through confirmation and approval. ``effective_from`` is the day from which new matters follow
    it, those of ``pilots`` only until ``pilot_until``.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("修改中")
        REVIEW = "REVIEW", _("审批中")
        PUBLISHED = "PUBLISHED", _("已发布")
        HALTED = "HALTED", _("已自动停用")
        WITHDRAWN = "WITHDRAWN", _("已回退")
        ABANDONED = "ABANDONED", _("已放弃")

    class Running(models.TextChoices):
        """What becomes of cases that run on the version before (domain.md §2.26 step 5)."""

        STAY = "STAY", _("旧案旧办：在办案件按原来的流程办完")
        MOVE = "MOVE", _("发布后由流程管理员挑选在办案件迁移")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("名称"), max_length=80)
    reason = models.TextField(_("理由"), max_length=2000)
    document = models.ForeignKey(
        PolicyDocument,
        verbose_name=_("依据的文件"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="changes",
    )
    case = models.OneToOneField(Case, null=True, on_delete=models.PROTECT, related_name="change")
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    running = models.CharField(_("在办案件"), max_length=4, choices=Running.choices, default=Running.STAY)
    effective_from = models.DateField(_("施行日期"), null=True, blank=True)
    pilots = models.ManyToManyField(Organisation, verbose_name=_("试点单位"), blank=True, related_name="+")
    pilot_until = models.DateField(_("试点到"), null=True, blank=True)
    summary = models.TextField(_("改了什么"), max_length=4000, blank=True)
    withdrawn_because = models.TextField(blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("拟定"), on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("流程变更")
        verbose_name_plural = _("流程变更")
        ordering = ("-drafted_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(published_at=None, withdrawn_at=None)
                | Q(status__in=("PUBLISHED", "HALTED", "WITHDRAWN")),
                name="change_published_has_status",
            ),
            models.CheckConstraint(
                condition=Q(pilot_until=None)
                | Q(effective_from__isnull=False, pilot_until__gte=models.F("effective_from")),
                name="change_pilot_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether its drafts may be changed."""
        return self.status == self.Status.DRAFT

"""A document that proves something about somebody, with the facts that were typed from it once."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.models import Organisation
from casework.vendors.models import Instructor
from documents.catalogue import DocumentType, document_type
from documents.models import Document, DocumentVersion

if TYPE_CHECKING:
    from casework.organisations.standing import Standing


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, standing: "Standing") -> "PaperQuerySet":
        """Rows of papers, not their bytes: see ``casework.papers.policies``."""
        from casework.papers.policies import visible_papers

        return self & visible_papers(standing)

    def standing_on(self, day: date) -> "PaperQuerySet":
        """Handed in, not replaced, and not run out on ``day``."""
        live = self.filter(state__in=[Paper.State.SUBMITTED, Paper.State.VALID])
        return live.filter(Q(valid_to=None) | Q(valid_to__gte=day))


class Paper(models.Model):
    """``subject`` answers for it; ``instructor`` is whom it is about, if it is about a person.

    Facts follow domain.md §3: which of them a type has is in ``documents/types.json``. Dates are inclusive;
    ``is_long_term`` stands for 长期, which has no ``valid_to``. A renewed paper is another one that ``replaces`` it.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("草稿")
        SUBMITTED = "SUBMITTED", _("待核验")
        VALID = "VALID", _("有效")
        EXPIRED = "EXPIRED", _("过期")
        VOID = "VOID", _("作废")
        REPLACED = "REPLACED", _("被替换")

    class Method(models.TextChoices):
        ORIGINAL = "ORIGINAL", _("原件核对")
        ONLINE = "ONLINE", _("联网核验")
        COPY = "COPY", _("复印件核对")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(
        Organisation, verbose_name=_("所属"), on_delete=models.PROTECT, related_name="papers"
    )
    instructor = models.ForeignKey(
        Instructor,
        verbose_name=_("师资"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
    )
    type_code = models.CharField(_("类型"), max_length=20)
    document = models.OneToOneField(
        Document, verbose_name=_("文件"), on_delete=models.PROTECT, related_name="paper"
    )
    number = models.CharField(_("编号"), max_length=80, blank=True)
    holder = models.CharField(_("持有人"), max_length=80, blank=True)
    issuer = models.CharField(_("发证单位"), max_length=80, blank=True)
    issued_on = models.DateField(_("发证日期"), null=True, blank=True)
    valid_from = models.DateField(_("有效期自"), null=True, blank=True)
    valid_to = models.DateField(_("有效期至"), null=True, blank=True, db_index=True)
    is_long_term = models.BooleanField(_("长期有效"), default=False)
    scope = models.JSONField(_("范围"), default=list)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    persons = models.JSONField(_("所含人员"), default=list)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    verified_at = models.DateTimeField(_("核验时间"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    method = models.CharField(_("核验方式"), max_length=10, choices=Method.choices, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("证照材料")
        verbose_name_plural = _("证照材料")
        ordering = ["type_code", "created_at", "id"]
        indexes = [
            models.Index(fields=["subject", "type_code", "state"], name="paper_subject"),
            models.Index(
                fields=["valid_to"], condition=Q(state__in=["SUBMITTED", "VALID"]), name="paper_expiry"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(type_code=""), name="paper_has_type"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="paper_dates",
            ),
            models.CheckConstraint(
                condition=Q(is_long_term=False) | Q(valid_to=None), name="paper_long_term_has_no_end"
            ),
            models.CheckConstraint(
                condition=~Q(state="VALID")
                | (Q(verified_at__isnull=False, verified_by__isnull=False) & ~Q(method="")),
                name="paper_valid_was_verified",
            ),
        ]

    def __str__(self) -> str:
        return self.type.zh

    @property
    def type(self) -> DocumentType:
        return document_type(self.type_code)

    @property
    def ends_on(self) -> date | None:
        """The last day on which it proves anything: its printed end, or for a critical one its day of issue plus the
        age up to which it is taken (无犯罪记录证明, 健康证明)."""
        if self.valid_to or not (self.type.critical and self.type.max_age_days and self.issued_on):
            return self.valid_to
        return self.issued_on + timedelta(days=self.type.max_age_days)

    @property
    def version(self) -> DocumentVersion | None:
        """The file that counts: the last one that passed its check."""
        available = [found for found in self.document.versions.all() if found.is_available]
        return max(available, key=lambda found: found.number, default=None)

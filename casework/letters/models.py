"""Official letters of a case: drafted, checked, signed, numbered, produced, sealed, served, received."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.organisations.models import Organisation
from documents.models import DocumentVersion


class Letter(models.Model):
    """One official letter. ``definition`` is the id of its data in the process folder (OD-03 …)."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "拟稿"
        NUMBERED = "NUMBERED", "已取号"
        PRODUCED = "PRODUCED", "待用印"
        SERVED = "SERVED", "已送达"
        RECEIVED = "RECEIVED", "已签收"
        DEEMED_SERVED = "DEEMED", "视为送达"
        VOID = "VOID", "作废"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    definition = models.CharField(_("文书"), max_length=20)
    title = models.CharField(_("标题"), max_length=120)
    addressee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="letters")
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    additions = models.JSONField(default=dict)
    # What its paragraphs rested on when it was laid out: [number of the paragraph, clause] of those that were printed.
    clauses = models.JSONField(default=list)
    version = models.OneToOneField(
        DocumentVersion, null=True, on_delete=models.PROTECT, related_name="letter"
    )
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_on = models.DateField(_("成文日期"), null=True)
    served_at = models.DateTimeField(_("送达时间"), null=True)
    received_at = models.DateTimeField(_("签收时间"), null=True)

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | ~Q(number=""), name="letter_numbered_after_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or '（未取号）'}{self.title}"


class Copy(models.Model):
    """A letter to many (通报): the copy of one recipient, and when somebody there signed for it."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="copies")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="copies")
    served_at = models.DateTimeField(_("送达时间"))
    read_at = models.DateTimeField(_("签收时间"), null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("送达份")
        verbose_name_plural = _("送达份")
        indexes = [models.Index(fields=["recipient", "read_at"], name="copy_recipient")]
        constraints = [
            models.UniqueConstraint(fields=["letter", "recipient"], name="copy_once"),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="copy_read_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} → {self.recipient}"

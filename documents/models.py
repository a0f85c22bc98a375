"""Documents, and their versions: the bytes of a document at a time."""

import uuid
from typing import Any, Never, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy

from documents.catalogue import DocumentType, document_type
from documents.names import LONGEST_NAME

Row = TypeVar("Row", bound=models.Model)


class NeverDeleted(Exception):
    """Documents and their versions are kept; an unfrozen version can be withdrawn."""


class KeptQuerySet(models.QuerySet[Row]):
    def delete(self) -> Never:
        raise NeverDeleted(self.model.__name__)


class Document(models.Model):
    """Something handed in or issued. ``holder`` is what it belongs to, of which this app knows nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.UUIDField(gettext_lazy("所属"), db_index=True)
    type_code = models.CharField(gettext_lazy("类型"), max_length=20)
    title = models.CharField(gettext_lazy("标题"), max_length=120)
    created_at = models.DateTimeField(gettext_lazy("建立时间"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("建立人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = KeptQuerySet["Document"].as_manager()

    class Meta:
        verbose_name = gettext_lazy("文件")
        verbose_name_plural = gettext_lazy("文件")
        constraints = [
            models.CheckConstraint(condition=~Q(type_code=""), name="document_has_type"),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise NeverDeleted(str(self.pk))

    @property
    def type(self) -> DocumentType:
        return document_type(self.type_code)


class DocumentVersion(models.Model):
    """Bytes with their name, size and hash. AVAILABLE: they were read back; frozen: used."""

    class State(models.TextChoices):
        PENDING = "PENDING", gettext_lazy("上传中")
        AVAILABLE = "AVAILABLE", gettext_lazy("可用")
        REFUSED = "REFUSED", gettext_lazy("未通过检查")
        WITHDRAWN = "WITHDRAWN", gettext_lazy("已撤回")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(gettext_lazy("版本"))
    state = models.CharField(
        gettext_lazy("状态"), max_length=10, choices=State.choices, default=State.PENDING
    )
    name = models.CharField(gettext_lazy("文件名"), max_length=LONGEST_NAME)
    key = models.CharField(max_length=200, unique=True, editable=False)
    expected_size = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField(gettext_lazy("大小"), null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100)
    # The Chinese sentence itself, which is also the key of its translation.
    refusal = models.CharField(max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("上传人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(gettext_lazy("上传时间"), db_index=True)
    # When leave to send the bytes was given once more; until then it dates from the announcement.
    renewed_at = models.DateTimeField(null=True)
    available_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = KeptQuerySet["DocumentVersion"].as_manager()

    class Meta:
        verbose_name = gettext_lazy("文件版本")
        verbose_name_plural = gettext_lazy("文件版本")
        ordering = ["document_id", "number"]
        indexes = [models.Index(fields=["sha256"], name="version_same_bytes")]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbered_from_one"),
            models.CheckConstraint(condition=~Q(name=""), name="version_has_name"),
            models.CheckConstraint(
                condition=Q(state__in=["PENDING", "AVAILABLE", "REFUSED", "WITHDRAWN"]), name="version_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="AVAILABLE")
                # A comparison with NULL is not false, and a check refuses only what is false.
                | (
                    ~Q(sha256="") & Q(size__isnull=False, size=F("expected_size"), available_at__isnull=False)
                ),
                name="version_available_is_proved",
            ),
            models.CheckConstraint(
                condition=Q(state="REFUSED", refusal__gt="") | (~Q(state="REFUSED") & Q(refusal="")),
                name="version_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | Q(state="AVAILABLE"), name="version_frozen_is_available"
            ),
            models.CheckConstraint(
                condition=Q(state="WITHDRAWN", withdrawn_at__isnull=False)
                | (~Q(state="WITHDRAWN") & Q(withdrawn_at=None)),
                name="version_withdrawn_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise NeverDeleted(str(self.pk))

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_available(self) -> bool:
        return self.state == self.State.AVAILABLE

    @property
    def refusal_sentence(self) -> str:
        """Why the file was refused and how to mend it, in the language of the reader."""
        return gettext(self.refusal) if self.refusal else ""

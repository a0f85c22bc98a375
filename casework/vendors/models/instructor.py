"""People whom a vendor sends into schools. An individual has one: himself."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.models import Organisation
from casework.vendors.masking import masked_name


class Instructor(models.Model):
    """``id_masked`` is shown; ``id_digest`` (keyed) only compares. The number itself is not kept (PIPL, least data)."""

    class Query(models.TextChoices):
        """从业人员准入查询: the result only, never its reason (domain.md Appendix C 5)."""

        UNKNOWN = "UNKNOWN", _("未查询")
        CLEAR = "CLEAR", _("查询通过")
        HIT = "HIT", _("查询未通过")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("所属"), on_delete=models.PROTECT, related_name="instructors"
    )
    name = models.CharField(_("姓名"), max_length=40)
    id_masked = models.CharField(_("证件号码"), max_length=20, blank=True)
    id_digest = models.CharField(max_length=64, blank=True, db_index=True)
    speciality = models.CharField(_("特长"), max_length=60, blank=True)
    is_retired_teacher = models.BooleanField(_("退休特长教师"), default=False)
    is_teacher_in_service = models.BooleanField(_("在职中小学、幼儿园教师"), default=False)
    query_result = models.CharField(
        _("准入查询"), max_length=10, choices=Query.choices, default=Query.UNKNOWN
    )
    queried_on = models.DateField(_("查询日期"), null=True, blank=True)
    is_active = models.BooleanField(_("在册"), default=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("师资")
        verbose_name_plural = _("师资")
        ordering = ["organisation_id", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "id_digest"], condition=~Q(id_digest=""), name="instructor_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="instructor_named"),
            models.CheckConstraint(
                condition=Q(query_result="UNKNOWN") | Q(queried_on__isnull=False),
                name="instructor_query_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_name(self) -> str:
        return masked_name(self.name)

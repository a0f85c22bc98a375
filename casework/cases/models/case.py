"""The case: the file of one matter, from the moment somebody raises it until it is closed with proof."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.models import Organisation
from processes.models import ProcessInstance


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)


class Case(models.Model):
    """``respondent`` must act, ``office`` answers for it; the process instance has the case's id as its key.

    ``sender`` is the case whose message opened this one. While ``withheld``, nobody of the respondent or the school
    sees it (domain.md §4.4 rule 5).
    """

    class Kind(models.TextChoices):
        """Kinds of domain.md §2.0.5, as they stand in the case number."""

        RECTIFICATION = "ZG", "整改"
        LIBRARY = "RK", "入库"
        ENTRY = "RX", "入校"
        SUBSTITUTION = "GH", "更换师资"
        SCHEDULE = "AP", "安排"
        FEES = "SF", "收费"
        PATROL = "XC", "巡察"
        INSPECTION = "JC", "检查"
        SUPERVISION = "DD", "督导"
        GUIDANCE = "SD", "视导"
        ACCOUNTABILITY = "ZZ", "追责"
        STAFF_MEASURE = "CL", "教师处理"
        REMOVAL = "QT", "清退"
        PAY_PLAN = "FF", "发放方案"
        EVENT = "HD", "活动"
        FEEDBACK = "FK", "反馈"
        SHARING = "GX", "共享"
        SAFETY = "AQ", "安全"
        APPRAISAL = "KH", "考核"
        TRAINING = "PX", "培训"
        POLICY = "ZC", "政策"
        RESOURCE = "ZY", "资源"
        PAYMENT = "HS", "核算"
        EVALUATION = "PG", "评估"
        DEMAND = "XQ", "需求"
        # Not in domain.md §2.0.5, which gives P17 no kind: the renewal of lapsed papers is a matter of its own.
        EXPIRY = "DQ", "到期"

    class Source(models.TextChoices):
        """How the matter came up (D12 asks whether it was a supervision conclusion)."""

        PATROL = "patrol", "每日行政巡察"
        MONTHLY_INSPECTION = "monthly_inspection", "月度检查"
        SUPERVISION = "supervision", "专项督导"
        GUIDANCE = "guidance", "下校视导"
        FILING = "filing", "备案审查"
        COMPLAINT = "complaint", "家长反馈"
        EXPIRY = "expiry", "到期监控"
        APPLICATION = "application", "申请"
        TRANSFERRED = "transferred", "上级或其他部门转来"
        CALENDAR = "calendar", "按日程发起"
        HANDOVER = "handover", "由其他事项发起"

    class Severity(models.IntegerChoices):
        """L1–L4 of domain.md §2.0.6; the case takes the worst of its findings."""

        MINOR = 1, "一般"
        MAJOR = 2, "较重"
        SERIOUS = 3, "严重"
        URGENT = 4, "紧急"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("案号"), max_length=24, unique=True)
    kind = models.CharField(_("类别"), max_length=2, choices=Kind.choices)
    title = models.CharField(_("事项"), max_length=120)
    source = models.CharField(_("来源"), max_length=20, choices=Source.choices)
    severity = models.PositiveSmallIntegerField(
        _("严重程度"), choices=Severity.choices, default=Severity.MINOR
    )
    respondent = models.ForeignKey(
        Organisation, verbose_name=_("责任单位"), on_delete=models.PROTECT, related_name="cases_to_answer"
    )
    office = models.ForeignKey(
        Organisation, verbose_name=_("承办科室"), on_delete=models.PROTECT, related_name="cases_in_charge"
    )
    district = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # The school that a vendor is to serve; of matters between a respondent and an office, there is none.
    school = models.ForeignKey(
        Organisation,
        verbose_name=_("学校"),
        null=True,
        on_delete=models.PROTECT,
        related_name="cases_as_host",
    )
    instance = models.OneToOneField(ProcessInstance, null=True, on_delete=models.PROTECT, related_name="case")
    stage = models.CharField(_("阶段"), max_length=40, blank=True)
    teaching = models.BooleanField(_("涉及教学内容"), default=False)
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    escalated = models.BooleanField(_("已追责"), default=False)
    signer = models.CharField(_("签发级别"), max_length=20, blank=True)
    served_on = models.DateField(_("送达日期"), null=True)
    outcome = models.CharField(_("结果"), max_length=40, blank=True)
    sender = models.ForeignKey(
        "self", verbose_name=_("来自"), null=True, on_delete=models.PROTECT, related_name="opened_cases"
    )
    withheld = models.BooleanField(_("暂不公开"), default=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    opened_at = models.DateTimeField(_("立案时间"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("办结时间"), null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("案件")
        verbose_name_plural = _("案件")
        indexes = [
            models.Index(fields=["respondent", "closed_at"], name="case_respondent"),
            models.Index(fields=["office", "closed_at"], name="case_office"),
            models.Index(fields=["school", "closed_at"], name="case_school"),
            # The figures count cases of a kind by their day.
            models.Index(fields=["kind", "opened_at"], name="case_kind_opened"),
            models.Index(fields=["respondent", "school"], condition=Q(withheld=True), name="case_withheld"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="case_closed_has_outcome",
            ),
            models.CheckConstraint(condition=Q(severity__gte=1, severity__lte=4), name="case_severity"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_rectification(self) -> bool:
        """Of faults found, which have a severity; other matters are applications."""
        return self.kind == self.Kind.RECTIFICATION

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

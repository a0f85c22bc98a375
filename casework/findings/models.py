"""The findings ledger: one case holds many findings, each with its own way to closure."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.findings.codes import FindingCode
from documents.models import DocumentVersion


class FindingQuerySet(models.QuerySet["Finding"]):
    def unsettled(self) -> "FindingQuerySet":
        """Findings that still have to be repaired, rechecked or closed."""
        return self.exclude(state__in=Finding.SETTLED)


class Finding(models.Model):
    """A fact found wrong. ``round`` is the round in which it stands; ``ordinal`` its place in the notice."""

    class State(models.TextChoices):
        RAISED = "RAISED", "待核实"
        CONFIRMED = "CONFIRMED", "已立案"
        REPAIRING = "REPAIRING", "整改中"
        REPAIRED = "REPAIRED", "待复查"
        PASSED = "PASSED", "复查通过"
        CLOSED = "CLOSED", "已销号"
        WITHDRAWN = "WITHDRAWN", "已撤销"
        TRANSFERRED = "TRANSFERRED", "已移送"
        MERGED = "MERGED", "已并案"

    class Result(models.TextChoices):
        PASS = "pass", "通过"
        PARTIAL = "partial", "部分通过"
        FAIL = "fail", "不通过"

    SETTLED = (State.CLOSED, State.WITHDRAWN, State.TRANSFERRED, State.MERGED)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    ordinal = models.PositiveSmallIntegerField(_("序号"))
    code = models.CharField(_("问题代码"), max_length=6, choices=FindingCode.choices)
    severity = models.PositiveSmallIntegerField(_("严重程度"), choices=Case.Severity.choices)
    fact = models.TextField(_("事实"))
    clause = models.TextField(_("依据"), blank=True)
    measure = models.TextField(_("整改要求"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("整改责任人"), null=True, on_delete=models.PROTECT,
        related_name="findings",
    )  # fmt: skip
    plan = models.TextField(_("整改措施"), blank=True)
    plan_date = models.DateField(_("计划完成"), null=True)
    repair = models.TextField(_("整改情况"), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.RAISED)
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    result = models.CharField(_("复查结果"), max_length=8, choices=Result.choices, blank=True)
    recheck_reason = models.TextField(_("复查意见"), blank=True)
    false_evidence = models.BooleanField(_("材料不实"), default=False)
    due_on = models.DateField(_("整改期限"), null=True)
    found_on = models.DateField(_("发现日期"))
    closed_on = models.DateField(_("销号日期"), null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("问题")
        verbose_name_plural = _("问题")
        indexes = [models.Index(fields=["code", "state"], name="finding_code")]
        constraints = [
            models.UniqueConstraint(fields=["case", "ordinal"], name="finding_ordinal"),
            models.CheckConstraint(condition=Q(severity__gte=1, severity__lte=4), name="finding_severity"),
            models.CheckConstraint(
                condition=~Q(state="CLOSED") | Q(closed_on__isnull=False), name="finding_closed_has_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_code_display()}"


class Evidence(models.Model):
    """A file offered for a finding, before or after the repair, in the round in which it was offered."""

    class Moment(models.TextChoices):
        BEFORE = "BEFORE", "整改前"
        AFTER = "AFTER", "整改后"
        OTHER = "OTHER", "其他"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="evidence")
    version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="evidence")
    moment = models.CharField(max_length=6, choices=Moment.choices)
    round = models.PositiveSmallIntegerField(default=1)
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_moment_display()} {self.version}"


class Informant(models.Model):
    """Who told of it, where somebody complained: read by ``handler`` alone (domain.md §4.4 rule 6).

    It stands in no form, letter, event or pack; whoever else reads the case is told at most that there is one.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="informant")
    words = models.CharField(_("反映人及联系方式"), max_length=200)
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.case_id)

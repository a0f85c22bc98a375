"""A backtest: the closed cases of a period, replayed through a draft with their recorded inputs."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.changes.models.change import ChangeSet
from processes.models import Draft
from processes.replay.findings import Verdict


class Backtest(models.Model):
    """``since`` and ``until`` are days on which cases were closed. ``files`` are those of the draft as it was then, by
    path, with their ``digest``; ``parameters`` the values that the change proposes."""

    class Status(models.TextChoices):
        RUNNING = "RUNNING", _("回放中")
        FINISHED = "FINISHED", _("已完成")
        CANCELLED = "CANCELLED", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="backtests")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(_("从"))
    until = models.DateField(_("到"))
    files = models.JSONField()
    digest = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("回测")
        verbose_name_plural = _("回测")
        ordering = ("-started_at",)
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="backtest_period"),
            models.CheckConstraint(
                condition=Q(status="RUNNING", finished_at=None)
                | (~Q(status="RUNNING") & Q(finished_at__isnull=False)),
                name="backtest_over_has_time",
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(status="RUNNING"), name="backtest_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING


class BacktestRow(models.Model):
    """What became of one case; ``verdict`` is empty as long as it waits. Rows of one ``piece`` are one job."""

    class Verdict(models.TextChoices):
        OTHER_END = Verdict.OTHER_END.value, _("结果不同")
        OTHER_PATH = Verdict.OTHER_PATH.value, _("走法不同")
        OTHER_RESULT = Verdict.OTHER_RESULT.value, _("判断不同，走法一样")
        MISSING_INPUT = Verdict.MISSING_INPUT.value, _("缺少输入")
        STUCK = Verdict.STUCK.value, _("会中断")
        NOT_RUN = Verdict.NOT_RUN.value, _("没有回放")
        SAME = Verdict.SAME.value, _("一样")

    backtest = models.ForeignKey(Backtest, on_delete=models.CASCADE, related_name="rows")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    piece = models.PositiveIntegerField()
    verdict = models.CharField(_("结论"), max_length=14, choices=Verdict.choices, blank=True)
    sentence = models.TextField(_("说明"), blank=True)
    element = models.CharField(_("从哪一步起"), max_length=200, blank=True)
    table = models.CharField(_("决策表"), max_length=200, blank=True)
    before = models.TextField(_("原来命中"), blank=True)
    after = models.TextField(_("照草稿命中"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["backtest", "case"], name="backtest_case_once"),)
        indexes = (
            models.Index(fields=["backtest", "verdict"], name="backtest_verdict"),
            models.Index(fields=["backtest", "piece"], name="backtest_piece"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.verdict}"

"""Draws of schools, with everything it takes to draw again; and when which school was visited."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.organisations.models import Organisation
from casework.sampling import redraw


class Draw(models.Model):
    """One draw of a case: a second one would let somebody draw until he likes it. ``owed``: places for unseen schools."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="draw")
    table = models.CharField(_("决策表"), max_length=40)
    seed = models.CharField(_("种子"), max_length=64)
    wanted = models.PositiveSmallIntegerField(_("拟抽数"))
    owed = models.PositiveSmallIntegerField(_("保底数"))
    drawn_at = models.DateTimeField(_("抽取时间"))

    class Meta:
        verbose_name = _("抽查")
        verbose_name_plural = _("抽查")

    def __str__(self) -> str:
        return f"{self.case}: {self.seed}"


class DrawnSchool(models.Model):
    """A school of the pool as the draw knew it; ``score`` counts hundredths of a point, ``place`` is the turn it was drawn."""

    class How(models.TextChoices):
        GUARANTEE = redraw.GUARANTEE, _("保底")
        RISK = redraw.RISK, _("风险")
        CHANCE = redraw.CHANCE, _("随机")

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="rows")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("代码"), max_length=40)
    score = models.PositiveIntegerField(_("风险分"))
    reasons = models.JSONField(default=list)  # [{"points": "3", "reason": "…"}]
    seen = models.BooleanField(_("本学期已检查"))
    due = models.BooleanField(_("须复查"), default=False)
    how = models.CharField(_("抽中方式"), max_length=10, choices=How.choices, blank=True)
    place = models.PositiveSmallIntegerField(_("次序"), null=True)

    class Meta:
        verbose_name = _("抽查学校")
        verbose_name_plural = _("抽查学校")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "school"], name="drawn_school_once"),
            models.UniqueConstraint(fields=["draw", "place"], name="drawn_place_once"),
            models.CheckConstraint(
                condition=Q(how="", place=None) | (~Q(how="") & Q(place__isnull=False)),
                name="drawn_has_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.score}"


class Visit(models.Model):
    """A school was visited on a day, by the case of that visit; ``kind`` is that of the case.

    ``again``: what was found asks for another visit by the next draw (D11 row 1).
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="visit")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(_("类别"), max_length=2, choices=Case.Kind.choices)
    on = models.DateField(_("到校日期"))
    again = models.BooleanField(_("须复查"), default=False)

    class Meta:
        verbose_name = _("到校检查")
        verbose_name_plural = _("到校检查")
        indexes = [models.Index(fields=["kind", "school", "on"], name="visit_school")]

    def __str__(self) -> str:
        return f"{self.school} {self.on}"

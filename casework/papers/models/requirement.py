"""One line of the list of papers that a case asks for (D02), and what answers it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.papers.models.paper import Paper
from casework.vendors.models import Instructor


class Requirement(models.Model):
    """``verdict`` is D03's word for the paper, ``message`` the sentence for whoever must mend it."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("待提交")
        ANSWERED = "ANSWERED", _("已提交")
        ACCEPTED = "ACCEPTED", _("已通过")
        RETURNED = "RETURNED", _("退回")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requirements")
    type_code = models.CharField(_("类型"), max_length=20)
    instructor = models.ForeignKey(
        Instructor, null=True, blank=True, on_delete=models.PROTECT, related_name="requirements"
    )
    group = models.CharField(_("步骤"), max_length=40)
    ordinal = models.PositiveSmallIntegerField()
    is_mandatory = models.BooleanField(_("必交"))
    # Whoever hands it in: the vendor, or the school (需求说明, 合同).
    is_for_school = models.BooleanField(default=False)
    clause = models.CharField(_("依据"), max_length=200, blank=True)
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="requirements"
    )
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.OPEN)
    verdict = models.CharField(max_length=20, blank=True)
    message = models.CharField(max_length=300, blank=True)
    is_reused = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("应交材料")
        verbose_name_plural = _("应交材料")
        ordering = ["case_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "type_code"], condition=Q(instructor=None), name="requirement_once"
            ),
            models.UniqueConstraint(
                fields=["case", "type_code", "instructor"],
                condition=Q(instructor__isnull=False),
                name="requirement_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN") | Q(state="RETURNED") | Q(paper__isnull=False),
                name="requirement_answered_by_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(message=""), name="requirement_returned_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_code} {self.get_state_display()}"

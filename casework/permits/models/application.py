"""拟引进申请 (DT-205): which vendor a school wants for a term, to teach what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.organisations.models import Organisation
from casework.vendors.models import Category, Instructor


class Application(models.Model):
    """One case of vetting. The stamps are set by the steps that earn them; I-2 compares them with lessons."""

    class Path(models.TextChoices):
        """Source paths of D01."""

        CITY = "A", _("A 市级师资库")
        DISTRICT = "B", _("B 区级师资库")
        RETIRED = "C", _("C 退休特长教师")
        RETIRED_FIRST = "C0", _("C0 退休特长教师，先入库")
        SPORTS = "D", _("D 体校项目或推荐师资")
        NONE = "X", _("X 未入库")

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="entry_application"
    )
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entry_applications")
    subject = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="entry_applications_about"
    )
    term = models.CharField(_("学期"), max_length=40)
    term_starts_on = models.DateField(_("学期开始"))
    term_ends_on = models.DateField(_("学期结束"))
    first_session_on = models.DateField(_("首次上课日期"))
    reason = models.TextField(_("引进理由"), blank=True)
    path = models.CharField(_("来源路径"), max_length=2, choices=Path.choices, blank=True)
    instructors = models.ManyToManyField(Instructor, related_name="entry_applications", blank=True)
    verified_at = models.DateTimeField(_("材料核实时间"), null=True, blank=True)
    interviewed_at = models.DateTimeField(_("面审时间"), null=True, blank=True)
    approved_at = models.DateTimeField(_("校长审定时间"), null=True, blank=True)
    contract_ends_on = models.DateField(_("合同到期"), null=True, blank=True)

    class Meta:
        verbose_name = _("拟引进申请")
        verbose_name_plural = _("拟引进申请")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    term_ends_on__gt=F("term_starts_on"),
                    first_session_on__gte=F("term_starts_on"),
                    first_session_on__lte=F("term_ends_on"),
                ),
                name="entry_application_dates",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}@{self.school}"


class Course(models.Model):
    """One course of an application. The price is for the school to pay; parents pay nothing to a vendor."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="courses")
    name = models.CharField(_("课程"), max_length=60)
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    grades = models.CharField(_("年级"), max_length=40, blank=True)
    times = models.CharField(_("时间"), max_length=80, blank=True)
    head_count = models.PositiveSmallIntegerField(_("人数"), default=0)
    price = models.DecimalField(_("每课时费用（元）"), max_digits=10, decimal_places=2, null=True)
    instructor = models.ForeignKey(
        Instructor, null=True, blank=True, on_delete=models.PROTECT, related_name="courses"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gte=0), name="course_price_not_negative"
            )
        ]

    def __str__(self) -> str:
        return self.name

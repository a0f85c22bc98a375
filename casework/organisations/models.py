"""Organisations, people as posts, and the roles that people hold in organisations."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """A node of the organisation tree (domain.md §4.1): the bureau, its offices, groups, schools, vendors."""

    class Kind(models.TextChoices):
        BUREAU = "BUREAU", "教育局"
        OFFICE = "OFFICE", "科室"
        GROUP = "GROUP", "集团、片区"
        SCHOOL = "SCHOOL", "学校"
        VENDOR = "VENDOR", "机构"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("全称", max_length=80, unique=True)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    search_text = models.CharField(max_length=300, editable=False, default="")
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.short_name


class Person(AbstractUser):
    """One account for one person, shown by post and name; the staff number ties double accounts together."""

    post = models.CharField("岗位", max_length=60, blank=True)
    staff_number = models.CharField("工号", max_length=30, blank=True, db_index=True)
    language = models.CharField("语言", max_length=10, blank=True)

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.post or self.username


class Role(models.TextChoices):
    """Roles of domain.md §4.2; a lane of a process names one or several of them."""

    DEPUTY_DIRECTOR = "RL-01", "分管领导"
    DIRECTOR = "RL-02", "主要领导"
    BASIC_EDUCATION = "RL-03", "基教科经办"
    HEAD_OF_OFFICE = "RL-04", "科室负责人"
    ADULT_PRESCHOOL = "RL-05", "成幼股经办"
    ACTIVITY_CENTRE = "RL-06", "活动中心经办"
    SUPERVISION = "RL-07", "督导"
    TEACHER_DEVELOPMENT = "RL-08", "教师发展中心"
    GENERAL_OFFICE = "RL-09", "办公室文秘"
    FINANCE = "RL-10", "计财"
    PERSONNEL = "RL-11", "人事纪检"
    PROCESS_MANAGER = "RL-12", "流程管理员"
    SYSTEM_ADMIN = "RL-13", "系统管理员"
    SECURITY_ADMIN = "RL-14", "安全管理员"
    AUDITOR = "RL-15", "审计管理员"
    PRINCIPAL = "RL-20", "校长"
    AFTER_SCHOOL_LEAD = "RL-21", "课后服务负责人"
    DUTY_LEADER = "RL-22", "值班行政"
    TEACHER = "RL-23", "教师"
    LEADING_GROUP = "RL-24", "领导小组成员"
    SCHOOL_FINANCE = "RL-25", "学校财务"
    VENDOR_CLERK = "RL-30", "机构经办"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active_on(self, day: date) -> "MembershipQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def of(self, person: Person) -> "MembershipQuerySet":
        return self.filter(person=person)

    def with_roles(self, roles: Iterable[str]) -> "MembershipQuerySet":
        return self.filter(role__in=list(roles))


class Membership(models.Model):
    """A person holds a role in an organisation between two dates, both included."""

    person = models.ForeignKey(
        Person, verbose_name="人员", on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField("角色", max_length=10, choices=Role.choices)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "valid_from"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="membership_dates"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} @ {self.organisation}"

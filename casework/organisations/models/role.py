"""The roles of domain.md §4.2; a lane of a process names one or several of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be in an organisation."""

    DEPUTY_DIRECTOR = "RL-01", _("分管领导")
    DIRECTOR = "RL-02", _("主要领导")
    BASIC_EDUCATION = "RL-03", _("基教科经办")
    HEAD_OF_OFFICE = "RL-04", _("科室负责人")
    ADULT_PRESCHOOL = "RL-05", _("成幼股经办")
    ACTIVITY_CENTRE = "RL-06", _("活动中心经办")
    SUPERVISION = "RL-07", _("督导")
    TEACHER_DEVELOPMENT = "RL-08", _("教师发展中心")
    GENERAL_OFFICE = "RL-09", _("办公室文秘")
    FINANCE = "RL-10", _("计财")
    PERSONNEL = "RL-11", _("人事纪检")
    PROCESS_MANAGER = "RL-12", _("流程管理员")
    SYSTEM_ADMIN = "RL-13", _("系统管理员")
    SECURITY_ADMIN = "RL-14", _("安全管理员")
    AUDITOR = "RL-15", _("审计管理员")
    PRINCIPAL = "RL-20", _("校长")
    AFTER_SCHOOL_LEAD = "RL-21", _("课后服务负责人")
    DUTY_LEADER = "RL-22", _("值班行政")
    TEACHER = "RL-23", _("教师")
    LEADING_GROUP = "RL-24", _("领导小组成员")
    SCHOOL_FINANCE = "RL-25", _("学校财务")
    VENDOR_CLERK = "RL-30", _("机构经办")
    INDIVIDUAL = "RL-31", _("师资个人")
    TRAINING_UNIT = "RL-32", _("体校、训练单位")
    SUPERIOR = "RL-50", _("上级只读")

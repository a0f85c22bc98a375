"""Units in which a period is counted (domain.md, time units and Appendix B)."""

from django.db.models import TextChoices


class Unit(TextChoices):
    WORKING = "WD", "工作日"
    SERVICE = "SD", "服务日"
    CALENDAR = "CD", "自然日"
    # An absolute date named by a document: never moved, not even off a rest day (G-07).
    FIXED = "AD", "指定日期"

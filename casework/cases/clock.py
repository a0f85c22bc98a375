"""The local side of a moment: the bureau's day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LOCAL = ZoneInfo(settings.TIME_ZONE)
WEEKDAYS = "一二三四五六日"


def local_date(at: datetime) -> date:
    """The calendar day in the bureau's time zone."""
    return at.astimezone(LOCAL).date()


def plain_date(day: date) -> str:
    """``2026年4月24日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def full_date(day: date) -> str:
    """``2026年4月24日（周五）``."""
    return f"{plain_date(day)}（周{WEEKDAYS[day.weekday()]}）"

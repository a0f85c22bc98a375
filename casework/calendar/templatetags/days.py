"""Days on pages."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from casework.calendar.wording.dates import full_date

register = template.Library()


@register.filter(expects_localtime=True)
def long_day(value: date | None) -> str:
    """2026年4月24日（周五）, of a moment its local day; empty for no day."""
    return full_date(value, get_language() or "zh-hans") if value else ""


@register.filter(expects_localtime=True)
def long_moment(value: datetime | None) -> str:
    """2026年4月24日（周五） 09:30; empty for no moment."""
    return f"{long_day(value)} {value:%H:%M}" if value else ""

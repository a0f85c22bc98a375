"""Days on pages."""

from datetime import date

from django import template
from django.utils.translation import get_language

from casework.calendar.wording.dates import full_date

register = template.Library()


@register.filter
def long_day(value: date | None) -> str:
    """2026年4月24日（周五）; empty for no day."""
    return full_date(value, get_language() or "zh-hans") if value else ""

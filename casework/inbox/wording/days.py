"""Moments as the screens write them, to the minute."""

from datetime import datetime

from django.utils import timezone

from casework.calendar.wording.dates import full_date, short_date


def moment_text(moment: datetime, language: str, *, year: int | None = None) -> str:
    """``2026年4月24日（周五） 10:32``; without the year where it is ``year``. Local time."""
    local = timezone.localtime(moment)
    day = short_date if local.year == year else full_date
    return f"{day(local.date(), language)} {local:%H:%M}"

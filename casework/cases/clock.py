"""The local side of a moment: the bureau's day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LOCAL = ZoneInfo(settings.TIME_ZONE)


def local_date(at: datetime) -> date:
    """The calendar day in the bureau's time zone."""
    return at.astimezone(LOCAL).date()

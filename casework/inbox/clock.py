"""The one place where the desk reads the clock, so that a demonstration can live on another day."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

SHIFT = "clock_shift"


def now(request: HttpRequest) -> datetime:
    """The time of this request; a demonstration may attach a shift (timedelta) to it."""
    shift = getattr(request, SHIFT, None)
    return timezone.now() + shift if shift else timezone.now()

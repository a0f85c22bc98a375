"""In which term a draw falls, and how many months of inspection are still to come in it."""

from collections.abc import Iterable
from datetime import date

from casework.calendar.models import ServiceTerm


def term_of(day: date) -> ServiceTerm | None:
    """The term of all schools on ``day``."""
    return ServiceTerm.objects.filter(organisation=None, starts_on__lte=day, ends_on__gte=day).first()


def months_left(day: date, last: date, months: Iterable[int]) -> int:
    """How many of ``months`` (1 to 12) begin after the month of ``day`` and before ``last`` is over."""
    wanted, count = set(months), 0
    year, month = _next(day.year, day.month)
    while (year, month) <= (last.year, last.month):
        count += month in wanted
        year, month = _next(year, month)
    return count


def _next(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)

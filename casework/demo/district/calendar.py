"""On which days of the year something happens in schools."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from casework.calendar.services import Calendar

_MONTHS = frozenset({9, 10, 11, 12, 1, 3, 4, 5, 6})
# Filings come at the beginning of a term, pay plans at that of the school year.
_SEASONS = {"AP": frozenset({3, 9}), "FF": frozenset({9}), "SF": frozenset({3, 9})}
SERVICE_DAYS = 166
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Year:
    """The year that ends with ``today``."""

    calendar: Calendar
    today: date

    @cached_property
    def service_days(self) -> list[date]:
        """As many as the school year has (domain.md §6.1), the latest first."""
        days = [self.today - timedelta(days=n) for n in range(1, 366)]
        served = [day for day in days if day.month in _MONTHS and self.calendar.is_working_day(day)]
        return served[:SERVICE_DAYS]

    def shift(self, *, kind: str, opened: date, days: int, random: Random) -> timedelta:
        """By whole weeks, so that weekdays stay what they are: a case of ``days`` days is over by yesterday."""
        months = _SEASONS.get(kind, _MONTHS)
        last = self.today - timedelta(days=days + 1)
        first = self.today - timedelta(days=365)
        weeks = range((first - opened).days // 7 + 1, (last - opened).days // 7 + 1)
        fit = [n for n in weeks if self._fits(opened + n * _WEEK, months)]
        fit = fit or [n for n in weeks if self._fits(opened + n * _WEEK, _MONTHS)]
        return random.choice(fit) * _WEEK

    def _fits(self, day: date, months: frozenset[int]) -> bool:
        return day.month in months and self.calendar.is_working_day(day)

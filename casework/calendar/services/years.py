"""The years whose holidays are published: seeded, imported from a notice, and missed when they are late."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext

from casework.calendar.changes import Change, DayChange, YearNotice
from casework.calendar.models import CalendarDay, PublishedYear
from casework.calendar.official import plant
from casework.calendar.services.changes import Moved, apply_change
from casework.calendar.stored import renew_token
from casework.organisations.models import Person


class DayOutsideYear(Exception):
    """A notice may reach back into the December before its year, and no further."""


def seed_official() -> int:
    """Plant the published years that are missing; safe to repeat. Returns the number of years added."""
    added = plant(days=CalendarDay.objects, years=PublishedYear.objects)
    if added:
        renew_token()
    return added


def year_changes(*, year: int, days: Iterable[DayChange], notice: str) -> list[Change]:
    """The changes that put a year's notice in place of whatever the year held; for preview and apply.

    Raises DayOutsideYear.
    """
    wanted = {change.day: change for change in days}
    for day in wanted:
        if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            raise DayOutsideYear(day)
    held = CalendarDay.objects.filter(organisation=None, date__year=year).values_list("date", flat=True)
    gone = [DayChange(day, None) for day in held if day not in wanted]
    return [YearNotice(year, notice), *gone, *wanted.values()]


def import_year(
    *, year: int, days: Iterable[DayChange], notice: str, by: Person, at: datetime
) -> list[Moved]:
    """Store a year's notice and count the open deadlines again. Raises DayOutsideYear."""
    return apply_change(year_changes(year=year, days=days, notice=notice), by=by, at=at)


def warn_missing_year(today: date) -> str | None:
    """From 1 December on, a sentence for the managers while next year's notice is missing."""
    if today.month < 12 or PublishedYear.objects.filter(year=today.year + 1).exists():
        return None
    text = gettext("%(year)s年放假安排还没有录入，跨年的期限暂按周一至周五计算，请导入国务院办公厅的通知。")
    return text % {"year": today.year + 1}

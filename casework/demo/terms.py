"""The running term of the demo: wherever in the year today is, a term is under way."""

from datetime import date, datetime, timedelta

from casework.calendar.services import Calendar
from casework.demo.inspections import Clock
from casework.scenarios.settings import set_terms

# How many working days ago it began, and how many days it lasts.
AGO, DAYS = 45, 130


def first_day(*, at: datetime, calendar: Calendar) -> date:
    return Clock(calendar, at).day(-AGO)


def open_term(begins: date) -> None:
    ends = begins + timedelta(days=DAYS)
    set_terms([{"name": term_of(begins), "from": begins.isoformat(), "to": ends.isoformat()}])


def term_of(day: date) -> str:
    """``2026—2027学年第一学期``: the second one begins in February."""
    autumn = day.month >= 8 or day.month == 1
    year = day.year - (day.month < 8)
    return f"{year}—{year + 1}学年第{'一' if autumn else '二'}学期"

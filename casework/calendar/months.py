"""The year as twelve months of weeks, ready to be drawn."""

from calendar import Calendar as Weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.calendar.arithmetic import Calendar
from casework.calendar.wording.dates import holiday_name, month_title

FROM_MONDAY = Weeks(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: plain, weekend, off (a named rest day) or work (a weekend day that is worked)."""

    day: date
    look: str
    name: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    title: str
    weeks: list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class Span:
    """Entries on successive days with the same name and kind."""

    first: date
    last: date
    working: bool
    name: str


def months(calendar: Calendar, year: int, *, today: date, language: str) -> list[Month]:
    return [
        Month(
            month_title(number, language),
            [
                [_cell(calendar, day, today, language) if day.month == number else None for day in week]
                for week in FROM_MONDAY.monthdatescalendar(year, number)
            ],
        )
        for number in range(1, 13)
    ]


def _cell(calendar: Calendar, day: date, today: date, language: str) -> Cell:
    fact = calendar.snapshot.office.get(day)
    if fact is None:
        look = "weekend" if day.weekday() > 4 else "plain"
    elif fact.working:
        look = "work" if day.weekday() > 4 else "plain"
    else:
        look = "off"
    return Cell(day, look, holiday_name(fact.name if fact else "", language), day == today)


def spans(calendar: Calendar, year: int) -> Iterator[Span]:
    """The entries of the year in order, neighbours joined, for people who do not read grids."""
    current: Span | None = None
    for day, fact in sorted(calendar.snapshot.office.items()):
        if day.year != year:
            continue
        joins = (
            current
            and (current.working, current.name) == (fact.working, fact.name)
            and (day - current.last).days == 1
        )
        if current and joins:
            current = Span(current.first, day, fact.working, fact.name)
            continue
        if current:
            yield current
        current = Span(day, day, fact.working, fact.name)
    if current:
        yield current

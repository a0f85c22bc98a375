"""Service days: open, inside the service window, and no exception of the school (Appendix B)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework.calendar.arithmetic import Calendar
from casework.calendar.changes import DayChange, TermChange
from casework.calendar.units import Unit

SCHOOL, OTHER = uuid4(), uuid4()


def service_days(calendar: Calendar, first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(calendar.is_service_day(day) for day in days)


@pytest.mark.parametrize(
    ("year", "month", "count"),
    [
        (2025, 9, 18), (2025, 10, 18), (2025, 11, 20), (2025, 12, 23), (2026, 1, 11),
        (2026, 2, 0), (2026, 3, 17), (2026, 4, 21), (2026, 5, 19), (2026, 6, 19),
    ],
)  # fmt: skip
def test_the_months_of_the_school_year(school_year: Calendar, year: int, month: int, count: int) -> None:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    inside = max(first, date(2025, 9, 8)), min(last, date(2026, 6, 26))
    assert service_days(school_year, *inside) == count


def test_the_school_year_has_166_service_days(school_year: Calendar) -> None:
    assert service_days(school_year, date(2025, 9, 8), date(2026, 6, 26)) == 166


def test_the_winter_break_is_passed_over(school_year: Calendar) -> None:
    found = school_year.add(date(2026, 1, 15), 3, Unit.SERVICE)
    assert found.due_on == date(2026, 3, 10)
    assert found.outside_service


def test_an_exception_of_a_school_touches_that_school_only(school_year: Calendar) -> None:
    sports_day = DayChange(date(2026, 4, 16), False, "运动会", organisation=SCHOOL)
    changed = Calendar(school_year.snapshot.changed([sports_day]))
    start = date(2026, 4, 15)
    assert changed.add(start, 1, Unit.SERVICE, organisation=SCHOOL).due_on == date(2026, 4, 17)
    assert changed.add(start, 1, Unit.SERVICE, organisation=SCHOOL).holidays == ("运动会",)
    assert changed.add(start, 1, Unit.SERVICE, organisation=OTHER).due_on == date(2026, 4, 16)
    assert changed.add(start, 1, Unit.WORKING, organisation=SCHOOL).due_on == date(2026, 4, 16)


def test_a_school_with_its_own_terms_follows_them(school_year: Calendar) -> None:
    own = TermChange(
        "2026春", date(2026, 3, 2), date(2026, 7, 3), date(2026, 3, 16), date(2026, 6, 26), SCHOOL
    )
    changed = Calendar(school_year.snapshot.changed([own]))
    assert changed.add(date(2026, 3, 6), 1, Unit.SERVICE, organisation=SCHOOL).terms_unknown
    assert changed.is_service_day(date(2026, 3, 16), SCHOOL)
    assert changed.add(date(2026, 3, 8), 1, Unit.SERVICE).due_on == date(2026, 3, 9)


def test_beyond_the_terms_entered_working_days_are_counted_and_it_is_said(school_year: Calendar) -> None:
    found = school_year.add(date(2026, 6, 25), 3, Unit.SERVICE)
    assert found.due_on == date(2026, 6, 30)
    assert found.terms_unknown


def test_a_day_of_the_bureau_holds_for_every_working_day(school_year: Calendar) -> None:
    bureau = uuid4()
    snapshot = school_year.snapshot
    typhoon = DayChange(date(2026, 4, 27), False, "台风停工", organisation=bureau)
    changed = snapshot.__class__(snapshot.days, snapshot.terms, snapshot.published, frozenset({bureau}))
    assert Calendar(changed.changed([typhoon])).working_days_after(date(2026, 4, 24), 1) == date(2026, 4, 28)

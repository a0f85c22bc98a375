"""What holds for every start and every length."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.calendar.arithmetic import Calendar
from casework.calendar.reckoning import Pause
from casework.calendar.units import Unit

from .conftest import AUTUMN, SPRING, published

CALENDAR = published()
SCHOOL_YEAR = published(terms=(AUTUMN, SPRING))
# Beyond the published years too.
STARTS = st.dates(date(2023, 6, 1), date(2028, 6, 1))
LENGTHS = st.integers(1, 60)
PERIODS = st.sampled_from([Unit.WORKING, Unit.SERVICE, Unit.CALENDAR])


def naive_between(calendar: Calendar, start: date, end: date) -> int:
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


@given(STARTS, LENGTHS)
def test_adding_and_counting_back_agree(start: date, length: int) -> None:
    due = CALENDAR.working_days_after(start, length)
    assert CALENDAR.working_days_between(start, due) == length
    assert CALENDAR.working_days_between(due, start) == -length
    assert CALENDAR.working_days_after(due, -length) == CALENDAR.last_working_day(start)


@given(STARTS, st.integers(0, 400))
def test_counting_is_the_same_as_looking_at_each_day(start: date, span: int) -> None:
    end = start + timedelta(days=span)
    assert CALENDAR.working_days_between(start, end) == naive_between(CALENDAR, start, end)


@given(STARTS, LENGTHS, PERIODS)
def test_a_longer_period_never_ends_earlier(start: date, length: int, unit: Unit) -> None:
    due, later = (SCHOOL_YEAR.add(start, n, unit).due_on for n in (length, length + 1))
    assert start < due <= later


@given(STARTS, LENGTHS, PERIODS)
def test_a_later_start_never_ends_earlier(start: date, length: int, unit: Unit) -> None:
    next_day = start + timedelta(days=1)
    assert SCHOOL_YEAR.add(start, length, unit).due_on <= SCHOOL_YEAR.add(next_day, length, unit).due_on


@given(STARTS, LENGTHS)
def test_a_period_never_ends_on_a_day_off(start: date, length: int) -> None:
    rolled = CALENDAR.add(start, length, Unit.CALENDAR)
    assert CALENDAR.is_working_day(rolled.due_on)
    assert CALENDAR.is_working_day(CALENDAR.working_days_after(start, length))
    assert rolled.rolled_from in {None, start + timedelta(days=length)}


@given(STARTS, LENGTHS, st.integers(0, 40), st.integers(1, 40))
def test_a_pause_gives_back_exactly_what_it_took(start: date, length: int, after: int, days: int) -> None:
    pause = Pause(start + timedelta(days=after), start + timedelta(days=after + days))
    found = CALENDAR.add(start, length, Unit.WORKING, pauses=[pause])
    lost = sum(stop.lost for stop in found.breaks)
    assert CALENDAR.working_days_between(start, found.due_on) == length + lost
    assert not pause.covers(found.due_on)


@given(STARTS, STARTS)
def test_what_remains_is_negative_only_once_it_is_over(due: date, today: date) -> None:
    remaining = CALENDAR.remaining(due, today)
    assert (remaining < 0) == (today > due)
    assert remaining <= 0 or remaining == CALENDAR.working_days_between(today, due)


@given(STARTS, LENGTHS)
def test_what_touches_an_unpublished_year_says_so(start: date, length: int) -> None:
    found = CALENDAR.add(start, length, Unit.WORKING)
    counted = {(start + timedelta(days=n)).year for n in range(1, (found.due_on - start).days + 1)}
    assert set(found.unpublished_years) == counted - {2024, 2025, 2026}

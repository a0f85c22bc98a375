"""The test vectors of domain.md Appendix B, to the day."""

from datetime import date

import pytest

from casework.calendar.arithmetic import Calendar, LengthOutOfRange
from casework.calendar.official import official_days
from casework.calendar.units import Unit

OFF = {
    2024: "01-01 02-10…02-17 04-04…04-06 05-01…05-05 06-10 09-15…09-17 10-01…10-07",
    2025: "01-01 01-28…02-04 04-04…04-06 05-01…05-05 05-31…06-02 10-01…10-08",
    2026: "01-01…01-03 02-15…02-23 04-04…04-06 05-01…05-05 06-19…06-21 09-25…09-27 10-01…10-07",
}
WORK = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}

WORKING_DAYS = [
    ("2026-04-24", 5, "2026-05-06"),
    ("2026-04-24", 10, "2026-05-12"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 5, "2026-02-27"),
    ("2025-12-31", 1, "2026-01-04"),
    ("2026-09-23", 5, "2026-10-08"),
    ("2025-09-26", 5, "2025-10-10"),
    ("2026-09-30", 10, "2026-10-20"),
    ("2024-04-03", 3, "2024-04-09"),
    ("2026-03-23", 10, "2026-04-07"),
    ("2026-04-03", 2, "2026-04-08"),
    ("2026-06-12", 10, "2026-06-29"),
]
CALENDAR_DAYS = [
    ("2026-03-02", 15, "2026-03-17", None),
    ("2026-09-01", 15, "2026-09-16", None),
    ("2025-09-01", 30, "2025-10-09", "2025-10-01"),
    ("2026-05-20", 30, "2026-06-22", "2026-06-19"),
    ("2026-04-02", 30, "2026-05-06", "2026-05-02"),
]


def days(year: int, text: str) -> set[date]:
    found: set[date] = set()
    for part in text.split():
        first, _, last = part.partition("…")
        start, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last or first}")
        found |= {date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1)}
    return found


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_seed_agrees_with_the_published_table(year: int) -> None:
    seed = list(official_days(year))
    assert {day for day, working, _ in seed if not working} == days(year, OFF[year])
    assert {day for day, working, _ in seed if working} == days(year, WORK[year])


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_its_number_of_working_days(calendar: Calendar, year: int, count: int) -> None:
    assert calendar.working_days_in(year) == count


@pytest.mark.parametrize(("start", "length", "due"), WORKING_DAYS)
def test_working_days(calendar: Calendar, start: str, length: int, due: str) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(due)
    assert calendar.add(first, length, Unit.WORKING).due_on == last
    assert calendar.working_days_after(first, length) == last
    assert calendar.working_days_between(first, last) == length


@pytest.mark.parametrize(("start", "length", "due", "nominal"), CALENDAR_DAYS)
def test_calendar_days_roll_forward(
    calendar: Calendar, start: str, length: int, due: str, nominal: str | None
) -> None:
    found = calendar.add(date.fromisoformat(start), length, Unit.CALENDAR)
    assert found.due_on == date.fromisoformat(due)
    assert found.rolled_from == (date.fromisoformat(nominal) if nominal else None)


def test_an_absolute_date_is_not_rolled(calendar: Calendar) -> None:
    day = date(2024, 3, 31)
    assert calendar.add(day, 0, Unit.FIXED).due_on == day
    assert calendar.last_working_day(day) == date(2024, 3, 29)


@pytest.mark.parametrize("day", [date(2025, 10, 9), date(2026, 1, 4), date(2026, 5, 6)])
def test_the_first_working_day_of_a_month(calendar: Calendar, day: date) -> None:
    assert calendar.first_working_day_of_month(day.year, day.month) == day


@pytest.mark.parametrize(
    ("days_before", "reminder"), [(60, "03-01"), (30, "03-31"), (15, "04-15"), (7, "04-23"), (1, "04-29")]
)
def test_a_reminder_before_an_expiry_is_not_moved(
    calendar: Calendar, days_before: int, reminder: str
) -> None:
    """ST-07: the insurance ends on 30 April; 1 March is a Sunday."""
    found = calendar.add(date(2026, 4, 30), -days_before, Unit.CALENDAR)
    assert found.due_on == date.fromisoformat(f"2026-{reminder}")


def test_a_length_that_must_be_a_slip_is_refused(calendar: Calendar) -> None:
    with pytest.raises(LengthOutOfRange):
        calendar.add(date(2026, 4, 24), 1001, Unit.WORKING)

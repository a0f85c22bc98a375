"""Published years are seeded once, imported from the notice, and missed in December."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.management import call_command

from casework.calendar.models import CalendarDay, Deadline, PublishedYear
from casework.calendar.notice import read_notice
from casework.calendar.services import (
    Calendar,
    DayChange,
    apply_change,
    explain,
    import_year,
    seed_official,
    set_deadline,
    warn_missing_year,
)
from casework.calendar.services.years import DayOutsideYear
from casework.organisations.models import Person

pytestmark = [pytest.mark.persistence, pytest.mark.usefixtures("seeded")]

AT = datetime(2026, 12, 1, tzinfo=UTC)
# Made up: no notice for 2027 was known when this was written.
NOTICE = "一、元旦：1月1日至3日放假，共3天。1月4日（周一）、1月9日（周六）上班。"


def test_a_new_database_knows_three_years() -> None:
    assert set(PublishedYear.objects.values_list("year", flat=True)) == {2024, 2025, 2026}
    assert CalendarDay.objects.count() == 28 + 8 + 28 + 5 + 33 + 6
    assert Calendar.load().working_days_in(2026) == 248


def test_seeding_again_adds_nothing_and_undoes_no_correction(manager: Person) -> None:
    apply_change([DayChange(date(2026, 5, 5), None)], by=manager, at=AT)
    assert seed_official() == 0
    call_command("seed_calendar")
    assert Calendar.load().is_working_day(date(2026, 5, 5))


def test_seeding_an_empty_calendar_brings_all_years_back() -> None:
    CalendarDay.objects.all().delete()
    PublishedYear.objects.all().delete()
    assert seed_official() == 3
    assert not Calendar.load().is_working_day(date(2026, 5, 5))


def test_the_next_notice_moves_what_was_counted_without_it(manager: Person) -> None:
    deadline = set_deadline(
        holder=uuid4(), name="整改", length=5, unit="WD", starts_on=date(2026, 12, 28), at=AT
    )
    assert deadline.unpublished
    assert deadline.due_on == date(2027, 1, 4)
    moved = import_year(
        year=2027, days=read_notice(NOTICE, year=2027), notice="2027年通知", by=manager, at=AT
    )
    assert [m.new_due for m in moved] == [date(2027, 1, 5)]
    found = Deadline.objects.get(pk=deadline.pk)
    assert not found.unpublished
    assert explain(found) == ("2026年12月28日送达，5个工作日，遇元旦顺延，截止2027年1月5日（周二）")


def test_importing_a_year_again_replaces_what_it_held(manager: Person) -> None:
    for text in (NOTICE, "一、元旦：1月1日放假，与周末连休。"):
        import_year(year=2027, days=read_notice(text, year=2027), notice="2027年通知", by=manager, at=AT)
    held = CalendarDay.objects.filter(date__year=2027)
    assert [(day.date, day.kind) for day in held] == [(date(2027, 1, 1), "OFF")]
    assert CalendarDay.objects.filter(date__year=2026).count() == 39


def test_a_day_of_another_year_is_refused(manager: Person) -> None:
    with pytest.raises(DayOutsideYear):
        import_year(year=2027, days=[DayChange(date(2026, 5, 1), False)], notice="", by=manager, at=AT)


def test_from_december_on_the_missing_year_is_missed() -> None:
    assert warn_missing_year(date(2026, 11, 30)) is None
    assert "2027年放假安排还没有录入" in (warn_missing_year(date(2026, 12, 1)) or "")
    assert warn_missing_year(date(2025, 12, 31)) is None

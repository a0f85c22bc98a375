"""A change of the calendar is previewed, applied and recorded; only open deadlines move."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.calendar import holders
from casework.calendar.models import CalendarChange, CalendarDay, Deadline, ServiceTerm
from casework.calendar.services import (
    Calendar,
    CalendarHasChanged,
    DayChange,
    Moved,
    TermChange,
    apply_change,
    extend,
    meet,
    preview_change,
    set_deadline,
)
from casework.calendar.stored import load_snapshot
from casework.organisations.models import Organisation, Person

pytestmark = [pytest.mark.persistence, pytest.mark.usefixtures("seeded")]

AT = datetime(2026, 4, 24, 8, 0, tzinfo=UTC)
TYPHOON = DayChange(date(2026, 4, 28), False, "台风停工")


def opened(
    length: int, *, name: str = "整改", unit: str = "WD", organisation: UUID | None = None
) -> Deadline:
    return set_deadline(
        holder=uuid4(),
        name=name,
        length=length,
        unit=unit,
        starts_on=date(2026, 4, 24),
        at=AT,
        organisation=organisation,
    )


def dates(moved: Sequence[Moved]) -> list[tuple[int, date, date]]:
    return [(m.deadline.pk, m.old_due, m.new_due) for m in moved]


def test_the_preview_lists_what_would_move_and_writes_nothing() -> None:
    short, long = opened(1), opened(10)
    assert dates(preview_change([TYPHOON])) == [(long.pk, date(2026, 5, 12), date(2026, 5, 13))]
    assert preview_change([TYPHOON])[0].sentence == (
        "4月24日送达，10个工作日，遇台风停工、劳动节顺延，5月9日（周六）为工作日，截止5月13日（周三）"
    )
    assert Deadline.objects.get(pk=long.pk).due_on == date(2026, 5, 12)
    assert Deadline.objects.get(pk=short.pk).due_on == date(2026, 4, 27)
    assert not CalendarDay.objects.filter(date=TYPHOON.day).exists()


def test_applying_moves_what_the_preview_listed(manager: Person) -> None:
    opened(1), opened(10), opened(30, unit="CD")
    listed = dates(preview_change([TYPHOON]))
    assert dates(apply_change([TYPHOON], by=manager, at=AT)) == listed
    for pk, _, new in listed:
        assert Deadline.objects.get(pk=pk).due_on == new
    assert preview_change([TYPHOON]) == []


def test_a_day_that_becomes_worked_moves_a_deadline_forward(manager: Person) -> None:
    deadline = opened(10)
    saturday = DayChange(date(2026, 4, 25), True)
    assert dates(apply_change([saturday], by=manager, at=AT)) == [
        (deadline.pk, date(2026, 5, 12), date(2026, 5, 11))
    ]


def test_taking_an_entry_away_restores_the_old_dates(manager: Person) -> None:
    deadline = opened(10)
    apply_change([TYPHOON], by=manager, at=AT)
    apply_change([DayChange(TYPHOON.day, None)], by=manager, at=AT)
    assert Deadline.objects.get(pk=deadline.pk).due_on == date(2026, 5, 12)


def test_a_closed_deadline_keeps_its_date_and_its_reason(manager: Person) -> None:
    deadline = opened(10)
    meet(holder=deadline.holder, name=deadline.name, at=AT)
    assert apply_change([TYPHOON], by=manager, at=AT) == []
    found = Deadline.objects.get(pk=deadline.pk)
    assert (found.due_on, found.account) == (date(2026, 5, 12), deadline.account)


def test_an_extension_is_counted_again_with_the_period(manager: Person) -> None:
    deadline = extend(deadline=opened(2), length=3, at=AT, reason="施工")
    assert deadline.due_on == date(2026, 5, 6)
    apply_change([TYPHOON], by=manager, at=AT)
    assert Deadline.objects.get(pk=deadline.pk).due_on == date(2026, 5, 7)


def test_a_reason_may_change_without_the_date(manager: Person) -> None:
    deadline = opened(10)
    renamed = [DayChange(date(2026, 5, day), False, "五一长假") for day in range(1, 6)]
    assert apply_change(renamed, by=manager, at=AT) == []
    assert "五一长假" in str(Deadline.objects.get(pk=deadline.pk).account)


def test_a_day_of_the_bureau_moves_working_days(manager: Person, bureau: Organisation) -> None:
    deadline = opened(10)
    local = DayChange(TYPHOON.day, False, "台风停工", organisation=bureau.pk)
    assert [m.deadline for m in apply_change([local], by=manager, at=AT)] == [deadline]


def test_a_day_of_a_school_moves_its_service_days_only(manager: Person, school: Organisation) -> None:
    spring = ("2026春", date(2026, 3, 2), date(2026, 7, 3), date(2026, 3, 9), date(2026, 6, 26))
    apply_change([TermChange(*spring)], by=manager, at=AT)
    opened(3), opened(3, unit="SD")
    own = opened(3, unit="SD", organisation=school.pk)
    local = DayChange(TYPHOON.day, False, "运动会", organisation=school.pk)
    assert [m.deadline for m in apply_change([local], by=manager, at=AT)] == [own]


def test_new_terms_move_service_days(manager: Person) -> None:
    deadline = opened(3, unit="SD")
    late = ("2026春", date(2026, 3, 2), date(2026, 7, 3), date(2026, 4, 29), date(2026, 6, 26))
    earlier = ("2025秋", date(2025, 9, 1), date(2026, 1, 23), date(2025, 9, 8), date(2026, 1, 16))
    moved = apply_change([TermChange(*late), TermChange(*earlier)], by=manager, at=AT)
    assert dates(moved) == [(deadline.pk, date(2026, 4, 29), date(2026, 5, 6))]
    apply_change([TermChange(*late, removed=True), TermChange(*earlier, removed=True)], by=manager, at=AT)
    assert not ServiceTerm.objects.exists()
    assert Deadline.objects.get(pk=deadline.pk).due_on == date(2026, 4, 29)


def test_a_change_is_recorded_with_who_and_what_moved(manager: Person) -> None:
    deadline = opened(10)
    apply_change([TYPHOON], by=manager, at=AT)
    record = CalendarChange.objects.get()
    assert (record.by, record.at) == (manager, AT)
    (change,) = record.changes
    assert (change["what"], change["day"], change["working"]) == ("day", "2026-04-28", False)
    assert change["name"] == "台风停工"
    assert record.moved == [
        {
            "deadline": deadline.pk,
            "holder": str(deadline.holder),
            "name": "整改",
            "old": "2026-05-12",
            "new": "2026-05-13",
            "sentence": (
                "4月24日送达，10个工作日，遇台风停工、劳动节顺延，5月9日（周六）为工作日，截止5月13日（周三）"
            ),
            "sentence_en": (
                "Served on 24 April; 10 working days; 台风停工 and Labour Day not counted; "
                "Saturday 9 May counted as a working day; due Wednesday 13 May"
            ),
        }
    ]


def test_a_preview_of_a_calendar_that_has_changed_since_is_not_applied(manager: Person) -> None:
    seen = load_snapshot().token
    apply_change([TYPHOON], by=manager, at=AT)
    with pytest.raises(CalendarHasChanged):
        apply_change([DayChange(date(2026, 4, 29), False)], by=manager, at=AT, seen=seen)


def test_a_cached_calendar_notices_the_change(manager: Person) -> None:
    assert Calendar.load().is_working_day(TYPHOON.day)
    apply_change([TYPHOON], by=manager, at=AT)
    assert not Calendar.load().is_working_day(TYPHOON.day)


def statements(manager: Person) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        apply_change([TYPHOON], by=manager, at=AT)
    apply_change([DayChange(TYPHOON.day, None)], by=manager, at=AT)
    return len(captured)


def test_the_statements_do_not_grow_with_the_deadlines(manager: Person) -> None:
    opened(10)
    few = statements(manager)
    for _ in range(20):
        opened(10)
    assert statements(manager) == few


@pytest.fixture
def heard() -> Iterator[list[Moved]]:
    """A layer above that knows one holder and listens."""
    said: list[Moved] = []

    def describe(wanted: Sequence[UUID]) -> dict[UUID, holders.Description]:
        return {holder: holders.Description(f"案件 {holder.hex[:4]}") for holder in wanted}

    def announce(moved: Sequence[Moved], by: Person, at: datetime) -> None:
        said.extend(moved)

    holders.register(describe, announce=announce)
    yield said
    holders.withdraw(describe, announce=announce)


def test_the_layers_above_hear_what_moved(manager: Person, heard: list[Moved]) -> None:
    deadline = opened(10)
    apply_change([TYPHOON], by=manager, at=AT)
    assert [moved.deadline for moved in heard] == [deadline]
    assert holders.describe([deadline.holder])[deadline.holder].title.startswith("案件")

"""The life of a deadline, on both databases."""

from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import OperationalError
from pytest_django import DjangoAssertNumQueries

from casework.calendar.arithmetic import LengthOutOfRange
from casework.calendar.models import Deadline
from casework.calendar.services import (
    Calendar,
    DeadlineIsPaused,
    DeadlineNotPaused,
    NewDeadline,
    NoOpenDeadline,
    ResumedTooEarly,
    cancel,
    explain,
    extend,
    meet,
    pause,
    resume,
    set_deadline,
    set_deadlines,
)
from casework.calendar.stored import stop_deadlines

pytestmark = [pytest.mark.persistence, pytest.mark.usefixtures("seeded")]

AT = datetime(2026, 4, 24, 8, 0, tzinfo=UTC)
HOLDER = uuid4()


def opened(holder: UUID = HOLDER, name: str = "整改", length: int = 10, **fields: Any) -> Deadline:
    rule: dict[str, Any] = {"unit": "WD", "starts_on": date(2026, 4, 24), "at": AT, **fields}
    return set_deadline(holder=holder, name=name, length=length, **rule)


def stored(deadline: Deadline) -> Deadline:
    return Deadline.objects.get(pk=deadline.pk)


def test_a_deadline_keeps_its_rule_and_its_reason() -> None:
    found = stored(opened())
    assert (found.length, found.unit, found.starts_on) == (10, "WD", date(2026, 4, 24))
    assert found.due_on == date(2026, 5, 12)
    assert found.due_at == datetime(2026, 5, 12, 15, 59, 59, tzinfo=UTC)
    assert explain(found).endswith("截止5月12日（周二）")


def test_setting_it_again_replaces_the_open_one() -> None:
    first = opened()
    second = opened(length=5)
    assert stored(first).state == Deadline.State.CANCELLED
    assert list(Deadline.objects.open().filter(holder=HOLDER)) == [second]


def test_replacing_leaves_other_names_and_holders_alone() -> None:
    other = uuid4()
    kept = [opened(name="签收"), opened(holder=other)]
    opened(), opened(holder=other, name="签收")
    opened()
    assert [stored(deadline).state for deadline in kept] == ["OPEN", "OPEN"]


def test_two_open_deadlines_of_one_name_cannot_be_stored() -> None:
    rule = NewDeadline(HOLDER, "整改", 5, "WD", date(2026, 4, 24))
    with pytest.raises(IntegrityError), transaction.atomic():
        set_deadlines([rule, rule], at=AT)


@pytest.mark.parametrize("length", [0, -3, 1001])
def test_a_length_out_of_range_is_refused(length: int) -> None:
    with pytest.raises(LengthOutOfRange):
        opened(length=length)


def test_many_deadlines_cost_three_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Calendar.load()
    rules = [NewDeadline(uuid4(), "整改", 5, "WD", date(2026, 4, 24)) for _ in range(40)]
    with django_assert_num_queries(3):
        set_deadlines(rules, at=AT)
    with django_assert_num_queries(2):
        set_deadlines(
            [NewDeadline(uuid4(), "整改", 5, "WD", date(2026, 4, 24)) for _ in range(40)], at=AT, fresh=True
        )


def test_the_calendar_costs_one_statement_while_nothing_changes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Calendar.load()
    with django_assert_num_queries(1):
        assert Calendar.load().is_working_day(date(2026, 5, 9))


def test_explaining_asks_no_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    deadline = stored(opened())
    with django_assert_num_queries(0):
        explain(deadline)


def test_an_extension_moves_the_date_and_keeps_its_reason() -> None:
    found = stored(extend(deadline=opened(), length=5, at=AT, reason="施工"))
    assert found.due_on == date(2026, 5, 19)
    assert found.extended_by == 5
    assert found.extensions == [{"length": 5, "at": AT.isoformat(), "reason": "施工"}]


def test_a_second_extension_adds_to_the_first() -> None:
    deadline = extend(deadline=opened(), length=5, at=AT, reason="施工")
    found = stored(extend(deadline=deadline, length=2, at=AT, reason="停电"))
    assert (found.extended_by, len(found.extensions), found.due_on) == (7, 2, date(2026, 5, 21))


def test_what_is_met_is_neither_extended_nor_paused() -> None:
    deadline = opened()
    assert meet(holder=HOLDER, name="整改", at=AT)
    with pytest.raises(NoOpenDeadline):
        extend(deadline=deadline, length=5, at=AT, reason="施工")
    with pytest.raises(NoOpenDeadline):
        pause(holder=HOLDER, name="整改", from_on=date(2026, 4, 27))


def test_meeting_twice_says_that_nothing_was_open() -> None:
    deadline = opened()
    assert meet(holder=HOLDER, name="整改", at=AT)
    assert not meet(holder=HOLDER, name="整改", at=datetime(2026, 5, 1, tzinfo=UTC))
    assert stored(deadline).met_at == AT


def test_a_pause_moves_the_date_by_the_working_days_it_took() -> None:
    opened()
    pause(holder=HOLDER, name="整改", from_on=date(2026, 4, 30))
    found = stored(resume(holder=HOLDER, name="整改", on=date(2026, 5, 7)))
    assert found.due_on == date(2026, 5, 14)  # 30 April and 6 May were lost
    assert found.paused_days == 7
    assert found.paused_on is None


def test_a_pause_in_calendar_days_gives_back_calendar_days() -> None:
    opened(length=30, unit="CD", starts_on=date(2026, 5, 20))
    pause(holder=HOLDER, name="整改", from_on=date(2026, 6, 1))
    assert resume(holder=HOLDER, name="整改", on=date(2026, 6, 6)).due_on == date(2026, 6, 24)


def test_resuming_on_the_same_day_changes_nothing() -> None:
    opened()
    pause(holder=HOLDER, name="整改", from_on=date(2026, 4, 30))
    found = resume(holder=HOLDER, name="整改", on=date(2026, 4, 30))
    assert (found.due_on, found.pauses) == (date(2026, 5, 12), [])


def test_a_standing_clock_is_not_running() -> None:
    opened()
    assert Deadline.objects.running().filter(holder=HOLDER).exists()
    pause(holder=HOLDER, name="整改", from_on=date(2026, 4, 30))
    assert not Deadline.objects.running().filter(holder=HOLDER).exists()


def test_pausing_and_resuming_out_of_turn_is_refused() -> None:
    opened()
    with pytest.raises(DeadlineNotPaused):
        resume(holder=HOLDER, name="整改", on=date(2026, 4, 30))
    pause(holder=HOLDER, name="整改", from_on=date(2026, 4, 30))
    with pytest.raises(DeadlineIsPaused):
        pause(holder=HOLDER, name="整改", from_on=date(2026, 5, 6))
    with pytest.raises(ResumedTooEarly):
        resume(holder=HOLDER, name="整改", on=date(2026, 4, 29))


def test_cancelling_a_holder_cancels_all_that_is_open() -> None:
    opened(), opened(name="签收")
    assert cancel(holder=HOLDER, at=AT, reason="撤销") == 2
    assert not Deadline.objects.open().filter(holder=HOLDER).exists()
    assert cancel(holder=HOLDER, at=AT) == 0


def test_a_fixed_date_stays_where_the_document_put_it() -> None:
    found = stored(opened(length=0, unit="AD", starts_on=date(2024, 3, 31)))
    assert found.due_on == date(2024, 3, 31)


def test_a_date_in_an_unpublished_year_is_marked() -> None:
    assert stored(opened(starts_on=date(2026, 12, 24))).unpublished
    assert not stored(opened(name="签收")).unpublished


def refuses(statement: str) -> bool:
    """Whether another connection has to wait for this one."""
    other = connection.copy()
    with closing(other), other.cursor() as cursor:
        # Longer than the second after which a vacuum that runs by itself gives way.
        cursor.execute("SET lock_timeout = '1500ms'")
        try:
            cursor.execute("BEGIN")
            cursor.execute(statement)
        except OperationalError:
            return True
    return False


def test_the_calendar_cannot_change_under_a_transaction_that_counts_on_it() -> None:
    if connection.vendor != "postgresql":
        # SQLite admits one writer at a time, and every transaction here begins as a writer.
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return
    change = "LOCK TABLE calendar_deadline IN EXCLUSIVE MODE"
    counting = "LOCK TABLE calendar_deadline IN ROW SHARE MODE"
    assert not refuses(change)
    Calendar.load(hold=True)
    assert refuses(change)
    assert not refuses(counting)


def test_no_deadline_is_counted_while_the_calendar_changes() -> None:
    if connection.vendor != "postgresql":
        return
    stop_deadlines()
    assert refuses("LOCK TABLE calendar_deadline IN ROW SHARE MODE")
    assert not refuses("SELECT count(*) FROM calendar_deadline")

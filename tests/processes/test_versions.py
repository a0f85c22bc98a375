"""Which version a new matter takes: by day, for pilots first, and the one before where one was taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from processes.models import ProcessVersion
from processes.services import (
    CannotWithdraw,
    Coming,
    choices_in_force,
    deploy,
    version_in_force,
    versions_in_force,
    withdraw_version,
)
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 4, 24, tzinfo=UTC)
DAY = date(2026, 4, 24)
LATER = date(2026, 9, 1)


def made(number: int, coming: Coming | None = None) -> ProcessVersion:
    body = start() + user_task(f"u{number}") + end() + chain("start", f"u{number}", "end")
    return deploy(bundle=bundle(diagram(body)), at=AT, coming=coming)


def test_a_version_is_in_force_from_its_day_on() -> None:
    first, second = made(1), made(2, Coming(effective_from=LATER))
    assert version_in_force("main", on=LATER - timedelta(days=1)) == first
    assert version_in_force("main", on=LATER) == second


def test_pilots_take_it_before_the_others_and_everybody_after_their_time() -> None:
    first = made(1)
    second = made(2, Coming(effective_from=DAY, pilots=["a", "b"], pilot_until=LATER))
    assert version_in_force("main", on=DAY, scope="a") == second
    assert version_in_force("main", on=DAY, scope="c") == first == version_in_force("main", on=DAY)
    assert versions_in_force(on=DAY) == [first]
    pilots, others = choices_in_force(on=DAY)
    assert pilots.of(["a", "c"]) == frozenset("a")
    assert others.of(["a", "c"]) == frozenset("c")
    after = LATER + timedelta(days=1)
    assert version_in_force("main", on=after, scope="c") == second
    assert versions_in_force(on=after) == [second]


def test_one_that_was_taken_back_leaves_the_one_before_and_may_be_published_again() -> None:
    first, second = made(1), made(2)
    withdraw_version(version=second, at=AT)
    assert version_in_force("main", on=DAY) == first
    again = made(2)
    assert (again.number, version_in_force("main", on=DAY)) == (3, again)


def test_the_only_version_is_not_taken_back() -> None:
    only = made(1)
    with pytest.raises(CannotWithdraw):
        withdraw_version(version=only, at=AT)
    assert version_in_force("main", on=DAY) == only


def test_before_the_day_of_the_first_version_there_is_none() -> None:
    made(1, Coming(effective_from=LATER))
    with pytest.raises(ProcessVersion.DoesNotExist):
        version_in_force("main", on=DAY)

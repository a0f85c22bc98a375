"""Timers fire once, whoever dies; a reminder that returns does not make up for the days on which nobody was there."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from tests.reliability.crew import Crew, Hand, Killed
from tests.reliability.deeds import fire, fire_all, fire_impatiently, hold_the_trail, open_cases, told
from tests.reliability.extension import repairing, wake_on_the_last_day
from tests.reliability.hand import Wish
from tests.reliability.test_kills import LATER, TIMER

pytestmark = pytest.mark.persistence
Sized = Callable[[int, int], int]
OUTAGE = timedelta(hours=72, minutes=10)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("name", ["hourly", "by_the_clock"])
def test_after_three_days_away_a_reminder_that_returns_every_hour_comes_once(
    observer: Hand, name: str
) -> None:
    observer.do(open_cases, name=name)
    for hour in (1, 2):
        assert observer.do(fire, after=hour * HOUR) == 1
        assert observer.do(told, element="remind") == hour
    assert observer.do(fire, after=OUTAGE) == 1
    assert observer.do(told, element="remind") == 3
    # Nothing is made up for in the next rounds either, and the rhythm goes on.
    assert [observer.do(fire, after=OUTAGE + n * timedelta(seconds=1)) for n in range(1, 4)] == [0, 0, 0]
    assert observer.do(fire, after=OUTAGE + HOUR) == 1
    assert observer.do(told, element="remind") == 4
    assert observer.do(fire, after=OUTAGE + 2 * HOUR) == 1
    assert observer.do(told, element="remind") == 5


def test_reminders_of_several_days_that_passed_at_once_are_said_once(observer: Hand) -> None:
    case = observer.do(repairing)
    said = observer.do(wake_on_the_last_day, case=case)
    assert [text.endswith("整改期限今天到期。") for text in said] == [True]


def test_an_instance_that_the_database_refuses_holds_up_no_other(crew: Crew, observer: Hand) -> None:
    stuck, _free = observer.do(open_cases, name="overtaken", count=2)
    holder = crew.hand().begin(hold_the_trail, wish=Wish(stop_at=frozenset({"test.held"})), case=stuck)
    assert holder.reached() == "test.held"
    answer = crew.hand().begin(fire_impatiently, after=LATER).answer()
    if connection.vendor == "postgresql":
        assert (answer.value, observer.do(told, element="tell")) == (2, 1)
    else:  # the one lock of SQLite: nobody can do anything, which is not an instance's fault
        assert (answer.raised, observer.do(told, element="tell")) == ("OperationalError", 0)
    holder.go()
    assert holder.answer().raised == ""
    observer.do(fire, after=LATER)
    assert observer.do(told, element="tell") == 2


def test_timers_fire_once_with_several_workers_that_are_killed(crew: Crew, sized: Sized) -> None:
    count, workers, kills = sized(200, 10_000), sized(3, 4), sized(6, 50)
    # One after another: each is one long transaction, which SQLite lets nobody wait out.
    opened = sum(
        len(hand.do(open_cases, name="overtaken", count=count // workers)) for hand in crew.hands(workers)
    )
    mortal = [_mortal(crew, count // kills // 3) for _ in range(workers)]
    for number in range(kills):
        with pytest.raises(Killed):
            mortal[number % workers].answer()
        crew.bury(mortal[number % workers])
        mortal[number % workers] = _mortal(crew, count // kills // 3)
    for hand in mortal:
        crew.bury(hand)
    last = [hand.begin(fire_all, after=LATER) for hand in crew.hands(workers)]
    assert {hand.answer().raised for hand in last} == {""}
    assert crew.hand().do(fire_all, after=LATER) == 0
    assert crew.hand().do(told, element="tell") == opened


def _mortal(crew: Crew, longest: int) -> Hand:
    """A worker that fires timers until it dies at some point of one of them."""
    wish = Wish(die_at=random.choice(TIMER), nth=random.randint(1, longest))  # noqa: S311
    return crew.mortal().begin(fire_all, wish=wish, after=LATER)

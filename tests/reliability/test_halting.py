"""A new version is stopped once, whoever looks, whoever begins a case at that moment, and whoever dies."""

import pytest

from tests.reliability.crew import Crew, Hand
from tests.reliability.halts import fail_now, halted, look, publish_failing, start_now
from tests.reliability.hand import Wish
from tests.reliability.test_kills import cut_off

pytestmark = pytest.mark.persistence
ONCE = {"status": "HALTED", "halts": 1, "told": 1, "notices": 3, "tasks": ["decide_halt"], "new": 1}


def leave_unseen(crew: Crew) -> None:
    """Its third case has failed, and whoever was to look at it at once died before."""
    cut_off(crew, publish_failing, Wish(die_at="halt.asked", nth=3))


def test_the_case_that_is_one_too_many_stops_it_at_once(observer: Hand) -> None:
    observer.do(publish_failing, cases=2)
    assert observer.do(halted)["status"] == "PUBLISHED"
    observer.do(fail_now)
    assert observer.do(halted) == ONCE
    assert observer.do(start_now) == 1


def test_of_cases_that_fail_at_once_one_stops_it(crew: Crew, observer: Hand) -> None:
    observer.do(publish_failing, cases=2)
    hands = [hand.begin(fail_now, wish=Wish(stop_at=frozenset({"halt.asked"}))) for hand in crew.hands(3)]
    assert {hand.reached() for hand in hands} == {"halt.asked"}
    for hand in hands:
        hand.go()
    answers = [hand.answer() for hand in hands]
    assert {answer.raised for answer in answers} == {""}, answers
    assert observer.do(halted) == ONCE


@pytest.mark.parametrize("point", ["halt.asked", "halt.found", "halt.stopped", "step.commit"])
def test_whoever_looks_every_few_minutes_follows_a_killed_look_at_once(
    crew: Crew, observer: Hand, point: str
) -> None:
    observer.do(publish_failing, cases=2)
    cut_off(crew, fail_now, Wish(die_at=point))
    observer.do(look)
    assert observer.do(halted) == ONCE


def test_of_many_who_look_at_once_one_stops_it(crew: Crew, observer: Hand) -> None:
    leave_unseen(crew)
    hands = [hand.begin(look, wish=Wish(stop_at=frozenset({"halt.found"}))) for hand in crew.hands(4)]
    assert {hand.reached() for hand in hands} == {"halt.found"}
    for hand in hands:
        hand.go()
    answers = [hand.answer() for hand in hands]
    assert {answer.raised for answer in answers} == {""}, answers
    assert observer.do(halted) == ONCE


def test_a_case_that_begins_while_it_is_stopped_goes_on_and_the_next_takes_the_version_before(
    crew: Crew, observer: Hand
) -> None:
    leave_unseen(crew)
    begun = crew.hand().begin(start_now, wish=Wish(stop_at=frozenset({"start.created"})))
    assert begun.reached() == "start.created"
    looks = crew.hand().begin(look)
    # On SQLite it stands at the one lock; on PostgreSQL nobody waits.
    looks.is_silent(0.3)
    begun.go()
    assert (begun.answer().value, looks.answer().raised) == (2, "")
    assert observer.do(start_now) == 1
    assert observer.do(halted) == ONCE


def test_a_case_that_begins_before_the_stop_is_committed_is_not_held_up(crew: Crew, observer: Hand) -> None:
    leave_unseen(crew)
    looks = crew.hand().begin(look, wish=Wish(stop_at=frozenset({"halt.stopped"})))
    assert looks.reached() == "halt.stopped"
    begun = crew.hand().begin(start_now)
    begun.is_silent(0.3)
    looks.go()
    assert looks.answer().raised == ""
    assert begun.answer().value in (1, 2)
    assert observer.do(start_now) == 1
    assert observer.do(halted) == ONCE


@pytest.mark.parametrize(
    "point", ["halt.found", "halt.stopped", "step.lock", "step.commit", "step.committed"]
)
def test_whoever_follows_a_killed_worker_stops_and_asks_once(crew: Crew, observer: Hand, point: str) -> None:
    leave_unseen(crew)
    cut_off(crew, look, Wish(die_at=point))
    observer.do(look)
    assert observer.do(halted) == ONCE

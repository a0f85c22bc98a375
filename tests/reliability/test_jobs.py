"""Jobs are done once, whoever dies; what fails is tried again later and then shown; what recurs is enqueued once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from casework.jobs.services.failures import wait_after
from syncpoints import POINTS
from tests.reliability.consistency import check_consistency
from tests.reliability.crew import Crew, Hand
from tests.reliability.deeds import open_cases
from tests.reliability.errands import (
    EVERY,
    forget,
    forget_after,
    given_up,
    move_deadlines,
    noted,
    order,
    order_once,
    run_twice,
    told_of_moves,
    try_again,
    watch_the_clock,
    work,
)
from tests.reliability.hand import Wish
from tests.reliability.test_kills import cut_off

pytestmark = pytest.mark.persistence
Sized = Callable[[int, int], int]
JOB = [f"job.{moment}" for moment in POINTS["job"]]
LEASE = timedelta(minutes=1, seconds=1)
WORKERS = 4


def test_four_workers_do_every_job_once(crew: Crew, observer: Hand, sized: Sized) -> None:
    names = [str(number) for number in range(sized(40, 400))]
    observer.do(order, names=names)
    workers = [hand.begin(work) for hand in crew.hands(WORKERS)]
    answers = [hand.answer() for hand in workers]
    assert {answer.raised for answer in answers} == {""}, answers
    while observer.do(work):
        pass
    assert sorted(observer.do(noted)) == sorted(names)


def test_the_job_of_a_killed_worker_is_done_once_by_another(crew: Crew, observer: Hand, sized: Sized) -> None:
    names = [f"{point}-{turn}" for turn in range(sized(1, 10)) for point in JOB]
    for name in names:
        observer.do(order, names=[name])
        cut_off(crew, work, Wish(die_at=name.rpartition("-")[0]))
        observer.do(work, after=LEASE)
        assert observer.do(noted).count(name) == 1, name
    assert observer.do(check_consistency) == []


def test_a_job_in_hand_is_not_taken_from_a_worker_that_lives(crew: Crew, observer: Hand) -> None:
    observer.do(order, names=["slow"])
    slow = crew.hand().begin(work, wish=Wish(stop_at=frozenset({"job.done"})))
    assert slow.reached() == "job.done"
    second = crew.hand().begin(work, after=LEASE)
    # On SQLite it stands at the lock; on PostgreSQL it passes by the row that is locked.
    second.is_silent(0.2)
    slow.go()
    assert [slow.answer().value, second.answer().raised] == [1, ""]
    assert observer.do(noted) == ["slow"]


def test_a_failing_job_is_tried_later_and_later_then_shown_and_can_be_run_again(observer: Hand) -> None:
    observer.do(order, names=["x"], failing=True)
    after = timedelta(0)
    for attempt in (1, 2):
        assert observer.do(work, after=after) == 1
        assert observer.do(work, after=after + wait_after(attempt) - timedelta(seconds=1)) == 0
        after += wait_after(attempt) + timedelta(seconds=1)
    assert observer.do(given_up) == []
    assert observer.do(work, after=after) == 1
    assert observer.do(given_up) == [("打印", "RuntimeError: 打印机没有应答", 3)]
    assert observer.do(noted) == []
    observer.do(try_again, after=after)
    assert (observer.do(given_up), observer.do(work, after=after)) == ([], 1)
    observer.do(forget)


def test_a_failing_job_holds_up_no_other(observer: Hand) -> None:
    observer.do(order, names=["bad"], failing=True)
    observer.do(order, names=["good"])
    assert observer.do(work) == 2
    assert observer.do(noted) == ["good"]


def test_what_was_done_is_forgotten_after_a_month_and_what_was_given_up_is_not(observer: Hand) -> None:
    observer.do(order, names=["done"])
    observer.do(order, names=["bad"], failing=True)
    for attempt in range(3):
        observer.do(work, after=timedelta(hours=attempt))
    assert observer.do(forget_after, after=timedelta(days=29)) == 0
    assert observer.do(forget_after, after=timedelta(days=31)) == 1
    assert len(observer.do(given_up)) == 1
    assert observer.begin(run_twice).answer().raised == "NotFailed"
    observer.do(forget)


def test_a_job_that_kills_its_workers_is_given_up(crew: Crew, observer: Hand) -> None:
    observer.do(order, names=["poison"], failing=True)
    for attempt in range(3):
        cut_off(crew, work, Wish(die_at="job.begun"), after=attempt * LEASE)
    assert observer.do(work, after=3 * LEASE) == 0
    assert observer.do(given_up) == [("打印", "办理它的工作进程中途停止了。", 3)]
    observer.do(forget)


def test_what_recurs_is_enqueued_once_by_four_workers(crew: Crew, observer: Hand, sized: Sized) -> None:
    workers, turns = crew.hands(WORKERS), sized(10, 100)
    for number in range(turns):
        for hand in workers:
            hand.begin(watch_the_clock, wish=Wish(stop_at=frozenset({"schedule.due"})), after=number * EVERY)
        # All of them have seen that it is due before any of them acts upon it.
        assert {hand.reached() for hand in workers} == {"schedule.due"}
        for hand in workers:
            hand.go()
        assert sum(hand.answer().value for hand in workers) == 1
        assert observer.do(work, after=number * EVERY) == 1
    assert len(set(observer.do(noted))) == turns


def test_a_turn_whose_worker_dies_is_not_lost(crew: Crew, observer: Hand) -> None:
    for point in ("schedule.due", "schedule.moved"):
        cut_off(crew, watch_the_clock, Wish(die_at=point), after=timedelta(0))
    assert observer.do(watch_the_clock, after=timedelta(seconds=1)) == 1


def test_after_three_days_away_a_duty_is_done_once_and_keeps_its_rhythm(observer: Hand) -> None:
    assert observer.do(watch_the_clock, after=timedelta(0)) == 1
    observer.do(work)
    late = timedelta(days=3, minutes=2)
    assert observer.do(watch_the_clock, after=late) == 1
    observer.do(work, after=late)
    assert observer.do(watch_the_clock, after=late + timedelta(seconds=1)) == 0
    assert observer.do(watch_the_clock, after=timedelta(days=3, minutes=5)) == 1


def test_a_duty_is_not_enqueued_beside_itself(observer: Hand) -> None:
    assert [observer.do(watch_the_clock, after=n * EVERY) for n in range(3)] == [1, 0, 0]


def test_a_key_is_enqueued_once(crew: Crew, observer: Hand) -> None:
    both = [hand.begin(order_once, key="k") for hand in crew.hands(2)]
    assert sorted(hand.answer().value for hand in both) == [False, True]
    observer.do(work)
    assert not observer.do(order_once, key="k")
    assert observer.do(noted) == ["k"]


def test_a_deadline_that_moved_is_followed_once_wherever_the_worker_is_killed(
    crew: Crew, observer: Hand
) -> None:
    (case,) = observer.do(open_cases, name="term")
    observer.do(move_deadlines)
    # A job is given up after its fifth attempt.
    for attempt, point in enumerate(("step.lock", "step.save", "step.committed", "job.done")):
        cut_off(crew, work, Wish(die_at=point), after=attempt * LEASE)
        assert observer.do(told_of_moves, case=case) == 0
    observer.do(work, after=4 * LEASE)
    assert observer.do(told_of_moves, case=case) == 1

"""Cases that open cases, and openings by the calendar: once each, whoever is killed, and nobody waits crosswise."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.reliability.crew import Crew, Hand
from tests.reliability.deeds import complete, standing_at, task_of
from tests.reliability.hand import Wish
from tests.reliability.handovers import (
    answers_of,
    ask_and_open,
    begin_sender,
    deliver_left,
    found_schools,
    month,
    opened_by,
    plan_month,
)
from tests.reliability.test_kills import cut_off

pytestmark = pytest.mark.persistence
Sized = Callable[[int, int], int]
LEASE = timedelta(minutes=11)


def begun(observer: Hand, count: int) -> tuple[str, list[str]]:
    """A sender that waits for ``count`` cases, and their first tasks."""
    sender = observer.do(begin_sender, count=count)
    observer.do(complete, task=observer.do(task_of, case=sender))
    return sender, [
        observer.do(task_of, case=case, element="c") for case in observer.do(opened_by, case=sender)
    ]


def test_of_two_last_ones_that_close_at_once_one_answers_for_both(
    crew: Crew, observer: Hand, sized: Sized
) -> None:
    observer.do(found_schools, count=1)
    first, second = crew.hands(2)
    for _round in range(sized(5, 50)):
        sender, tasks = begun(observer, 2)
        first.begin(complete, wish=Wish(stop_at=frozenset({"answer.counted"})), task=tasks[0])
        assert first.reached() == "answer.counted"
        second.begin(complete, task=tasks[1], by="乙")
        # It comes as far as the lock of the answer, which the first one holds.
        assert second.is_silent(0.3)
        first.go()
        assert [first.answer().raised, second.answer().raised] == ["", ""]
        assert observer.do(answers_of, case=sender) == ["DELIVERED", "1"]
        assert observer.do(standing_at, case=sender)["tasks"] == {"a": "COMPLETED", "b": "OPEN"}


def test_many_who_close_at_once_never_wait_for_each_other_crosswise(
    crew: Crew, observer: Hand, sized: Sized
) -> None:
    count = sized(6, 16)
    observer.do(found_schools, count=count)
    hands = crew.hands(count)
    for _round in range(sized(2, 20)):
        sender, tasks = begun(observer, count)
        for number, (hand, task) in enumerate(zip(hands, tasks, strict=True)):
            hand.begin(
                complete, wish=Wish(stop_at=frozenset({"step.lock"})), task=task, by="甲乙"[number % 2]
            )
        assert {hand.reached() for hand in hands} == {"step.lock"}
        for hand in hands:
            hand.go()
        assert {hand.answer().raised for hand in hands} == {""}
        assert observer.do(answers_of, case=sender) == ["DELIVERED", "1"]
        assert observer.do(standing_at, case=sender)["tasks"] == {"a": "COMPLETED", "b": "OPEN"}


def test_an_answer_whose_bearer_is_killed_is_delivered_by_whoever_comes_next(
    crew: Crew, observer: Hand
) -> None:
    for point in ("answer.counted", "answer.due"):
        sender, (task,) = begun(observer, 1)
        cut_off(crew, complete, Wish(die_at=point), task=task)
        if point == "answer.counted":
            observer.do(complete, task=task)
        assert observer.do(deliver_left) == (point == "answer.due")
        assert observer.do(answers_of, case=sender) == ["DELIVERED", "1"]
        assert observer.do(standing_at, case=sender)["tasks"] == {"a": "COMPLETED", "b": "OPEN"}


def test_one_answer_is_delivered_once_however_many_deliver_it(crew: Crew, observer: Hand) -> None:
    sender, (task,) = begun(observer, 1)
    cut_off(crew, complete, Wish(die_at="answer.due"), task=task)
    hands = [hand.begin(deliver_left, wish=Wish(stop_at=frozenset({"step.lock"}))) for hand in crew.hands(3)]
    assert {hand.reached() for hand in hands} == {"step.lock"}
    for hand in hands:
        hand.go()
    assert {hand.answer().raised for hand in hands} == {""}
    assert observer.do(answers_of, case=sender) == ["DELIVERED", "1"]


def test_a_sender_that_is_killed_while_it_opens_has_opened_none_or_all(crew: Crew, observer: Hand) -> None:
    observer.do(found_schools, count=2)
    for point in ("start.created", "number.allotted", "step.commit"):
        sender = observer.do(begin_sender, count=3)
        task = observer.do(task_of, case=sender)
        cut_off(crew, complete, Wish(die_at=point), task=task)
        assert observer.do(opened_by, case=sender) == []
        observer.do(complete, task=task)
        assert len(observer.do(opened_by, case=sender)) == 3


def test_two_workers_open_the_month_once(crew: Crew, observer: Hand, sized: Sized) -> None:
    observer.do(found_schools, count=sized(11, 59))
    observer.do(plan_month)
    workers = [hand.begin(ask_and_open, key=str(n)) for n, hand in enumerate(crew.hands(2))]
    assert {worker.answer().raised for worker in workers} == {""}
    wanted = sized(12, 60)
    assert observer.do(month) == {"batches": 1, "cases": wanted, "respondents": wanted}


def test_the_month_is_opened_once_by_whoever_follows_killed_workers(crew: Crew, observer: Hand) -> None:
    observer.do(found_schools, count=11)
    observer.do(plan_month)
    # No more than a job is begun again before people are asked.
    points = ("calendar.asked", "opening.opened", "number.allotted", "job.done")
    for turn, point in enumerate(points):
        cut_off(crew, ask_and_open, Wish(die_at=point), after=turn * LEASE, key=str(turn))
    after = len(points) * LEASE
    observer.do(ask_and_open, after=after, key="last")
    assert observer.do(month) == {"batches": 1, "cases": 12, "respondents": 12}

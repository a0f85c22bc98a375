"""Many processes at one moment: one wins, nobody is told anything but who was faster, nothing is lost."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.reliability.browsing import log_in, press
from tests.reliability.crew import Crew, Hand
from tests.reliability.deeds import complete, open_cases, standing_at, task_of
from tests.reliability.hand import Wish

pytestmark = pytest.mark.persistence
Sized = Callable[[int, int], int]
AT_THE_LOCK = Wish(stop_at=frozenset({"step.lock"}))


def test_of_many_who_complete_one_task_at_once_exactly_one_wins(
    crew: Crew, observer: Hand, sized: Sized
) -> None:
    people, rounds = sized(16, 64), sized(4, 20)
    hands = crew.hands(people)
    for case in observer.do(open_cases, name="line", count=rounds):
        task = observer.do(task_of, case=case)
        for number, hand in enumerate(hands):
            hand.begin(complete, wish=AT_THE_LOCK, task=task, by="甲乙"[number % 2])
        assert {hand.reached() for hand in hands} == {"step.lock"}
        for hand in hands:
            hand.go()
        answers = [hand.answer() for hand in hands]
        assert Counter(answer.raised for answer in answers) == {"": 1, "SomebodyWasFaster": people - 1}
        stands = observer.do(standing_at, case=case)
        assert stands["tasks"] == {"a": "COMPLETED", "b": "OPEN"}
        assert len(stands["by"]) == 1


def test_two_parallel_tasks_completed_at_once_are_both_kept(crew: Crew, observer: Hand, sized: Sized) -> None:
    first, second = crew.hands(2)
    for case in observer.do(open_cases, name="pair", count=sized(20, 200)):
        for hand, element in ((first, "a"), (second, "b")):
            hand.begin(complete, wish=AT_THE_LOCK, task=observer.do(task_of, case=case, element=element))
        assert {first.reached(), second.reached()} == {"step.lock"}
        first.go()
        second.go()
        opened = [first.answer(), second.answer()]
        assert [answer.raised for answer in opened] == ["", ""], opened
        assert sorted(answer.value for answer in opened) == [[], ["c"]]
        assert observer.do(standing_at, case=case)["tasks"] == {
            "a": "COMPLETED",
            "b": "COMPLETED",
            "c": "OPEN",
        }


def test_of_many_who_press_the_button_at_once_one_goes_on_and_the_others_read_who_was_faster(
    crew: Crew, observer: Hand, sized: Sized
) -> None:
    people, rounds = sized(8, 64), sized(2, 20)
    hands = crew.hands(people)
    names = ["甲乙"[number % 2] for number in range(people)]
    for hand, name in zip(hands, names, strict=True):
        hand.do(log_in, by=name)
    for case in observer.do(open_cases, name="line", count=rounds):
        task = observer.do(task_of, case=case)
        for hand, name in zip(hands, names, strict=True):
            hand.begin(press, wish=AT_THE_LOCK, task=task, by=name)
        assert {hand.reached() for hand in hands} == {"step.lock"}
        for hand in hands:
            hand.go()
        answers = [hand.answer() for hand in hands]
        assert {answer.raised for answer in answers} == {""}, answers
        assert Counter(answer.value[0] for answer in answers) == {302: 1, 409: people - 1}
        (winner,) = observer.do(standing_at, case=case)["by"]
        for name, (status, page) in zip(names, (answer.value for answer in answers), strict=True):
            told = "您已在" if name == winner else f"已由{winner}于"
            assert status == 302 or told in page

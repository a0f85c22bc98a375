"""Many processes at one moment: one wins, nobody is told anything but who was faster, nothing is lost."""

from collections import Counter
from collections.abc import Callable

import pytest

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

"""``kill -9`` at every named point of a step, and at any other moment: after a restart nothing is lost, nothing doubled."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from syncpoints import POINTS
from tests.reliability.consistency import check_consistency
from tests.reliability.crew import Crew, Hand, Killed
from tests.reliability.deeds import complete, fire, letters_of, open_cases, standing_at, sweep_after, task_of
from tests.reliability.hand import Answer, Wish

pytestmark = pytest.mark.persistence
Sized = Callable[[int, int], int]
STEP = [f"step.{moment}" for moment in POINTS["step"]]
TIMER = [point for point in STEP if point != "step.check"]
LETTER = [*STEP, *(f"{what}.{moment}" for what in ("number", "filing") for moment in POINTS[what])]
LATER = timedelta(hours=2)
TWO_DAYS = timedelta(days=2)


def cut_off(crew: Crew, deed: Callable[..., Any], wish: Wish, **arguments: Any) -> None:
    """Begin a deed that ends in death at a point."""
    hand = crew.mortal().begin(deed, wish=wish, **arguments)
    with pytest.raises(Killed):
        hand.answer()
    crew.bury(hand)


def cut_off_at_any_moment(crew: Crew, deed: Callable[..., Any], within: float, **arguments: Any) -> None:
    """Begin a deed and kill its process up to ``within`` seconds later, whatever it does then."""
    hand = crew.mortal().begin(deed, **arguments)
    time.sleep(random.random() * within)  # noqa: S311
    crew.bury(hand)


def complete_again(observer: Hand, case: UUID, was_committed: bool) -> None:
    """Whoever comes after the restart finds the task done or still to do, as the commit said."""
    stands = observer.do(standing_at, case=case)
    assert (stands["tasks"]["a"] == "COMPLETED") is was_committed, stands
    if not was_committed:
        assert stands["tasks"] == {"a": "OPEN"}
        observer.do(complete, task=observer.do(task_of, case=case), by="乙")
    assert observer.do(standing_at, case=case)["tasks"] == {"a": "COMPLETED", "b": "OPEN"}


def test_completing_a_task_survives_a_kill_at_every_point(crew: Crew, observer: Hand, sized: Sized) -> None:
    for _ in range(sized(4, 30)):
        for point in STEP:
            (case,) = observer.do(open_cases, name="line")
            cut_off(crew, complete, Wish(die_at=point), task=observer.do(task_of, case=case))
            complete_again(observer, case, was_committed=point == "step.committed")
        assert observer.do(check_consistency) == []


def test_a_letter_with_its_number_survives_a_kill_at_every_point(
    crew: Crew, observer: Hand, sized: Sized
) -> None:
    crew.leaves_orphans = True
    cut, stored = 0, LETTER.index("filing.stored")
    for _ in range(sized(4, 15)):
        for point in LETTER:
            (case,) = observer.do(open_cases, name="letter")
            cut_off(crew, complete, Wish(die_at=point), task=observer.do(task_of, case=case))
            complete_again(observer, case, was_committed=point == "step.committed")
            assert len(observer.do(letters_of, case=case)) == 1
            cut += LETTER.index(point) == stored or point in STEP[4:-1]
        assert observer.do(check_consistency, orphans=False) == []
    assert len(observer.do(sweep_after, after=TWO_DAYS)) == cut


def test_a_timer_survives_a_kill_at_every_point(crew: Crew, observer: Hand, sized: Sized) -> None:
    for _ in range(sized(4, 30)):
        for point in TIMER:
            (case,) = observer.do(open_cases, name="overtaken")
            cut_off(crew, fire, Wish(die_at=point), after=LATER)
            assert observer.do(fire, after=LATER) == (point != "step.committed")
            stands = observer.do(standing_at, case=case)
            assert stands["tasks"] == {"a": "CANCELLED", "late": "OPEN"}
        assert observer.do(check_consistency) == []


@pytest.mark.parametrize("name", ["line", "letter", "overtaken"])
def test_steps_survive_kills_at_random_moments(crew: Crew, observer: Hand, sized: Sized, name: str) -> None:
    crew.leaves_orphans = name == "letter"
    timer = name == "overtaken"
    # The first time shows how long an undisturbed step takes here, from a fresh process on.
    began = time.monotonic()
    (case,) = observer.do(open_cases, name=name)
    crew.hand().do(*_asked(observer, case, timer)[:1], **_asked(observer, case, timer)[1])
    usual = 1.2 * (time.monotonic() - began)
    for _ in range(sized(25, 100)):
        (case,) = observer.do(open_cases, name=name)
        deed, arguments = _asked(observer, case, timer)
        cut_off_at_any_moment(crew, deed, usual, **arguments)
        answer: Answer = observer.begin(deed, **arguments).answer()
        assert answer.raised in {"", "SomebodyWasFaster"}, answer.said
        expected = {"a": "CANCELLED", "late": "OPEN"} if timer else {"a": "COMPLETED", "b": "OPEN"}
        assert observer.do(standing_at, case=case)["tasks"] == expected
    assert observer.do(check_consistency, orphans=name != "letter") == []


def _asked(observer: Hand, case: UUID, timer: bool) -> tuple[Callable[..., Any], dict[str, Any]]:
    if timer:
        return fire, {"after": LATER}
    return complete, {"task": observer.do(task_of, case=case)}

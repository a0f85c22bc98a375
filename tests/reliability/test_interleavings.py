"""Two triggers of one case in an order that the test chooses, stopped at every named point: who wins, who is told what."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection

from syncpoints import POINTS
from tests.reliability.crew import PATIENCE, Crew, Hand
from tests.reliability.deeds import (
    complete,
    deploy_matter,
    fire,
    open_cases,
    session,
    standing_at,
    start_latest,
    submitted,
    task_of,
    waits,
    withdraw,
)
from tests.reliability.extension import ask_for_time, repair, repairing, report
from tests.reliability.hand import Answer, Wish

pytestmark = pytest.mark.persistence
# Where a step holds the lock of its case.
HOLDING = [f"step.{moment}" for moment in POINTS["step"] if moment not in {"lock", "committed"}]
WITHOUT_CHECK = [point for point in HOLDING if point != "step.check"]
LATER = timedelta(hours=2)


class Pair:
    """A first hand that is held at a point, and a second that comes meanwhile."""

    def __init__(self, crew: Crew, observer: Hand) -> None:
        self.first, self.second, self.observer = crew.hand(), crew.hand(), observer
        self._postgres = connection.vendor == "postgresql"
        self._session = self.second.do(session) if self._postgres else 0

    def hold(self, point: str, deed: Callable[..., Any], **arguments: Any) -> None:
        self.first.begin(deed, wish=Wish(stop_at=frozenset({point})), **arguments)
        assert self.first.reached() == point

    def let_go(self) -> Answer:
        self.first.go()
        return self.first.answer()

    def expect_waiting(self) -> None:
        """The second hand stands at the lock that the first one holds: seen in PostgreSQL, inferred on SQLite."""
        end = monotonic() + PATIENCE
        while self._postgres and not self.observer.do(waits, pid=self._session):
            assert self.second.is_silent(0), self.second.answer()
            assert monotonic() < end
            sleep(0.002)
        assert self.second.is_silent(0.05)

    def one_after_the_other(
        self, point: str, first: Callable[..., Any], second: Callable[..., Any], *asked: dict[str, Any]
    ) -> tuple[Answer, Answer]:
        """Hold the first at ``point``, see the second wait, let both end: their answers, in order of their commits."""
        self.hold(point, first, **asked[0])
        self.second.begin(second, **asked[1])
        self.expect_waiting()
        answers = self.let_go(), self.second.answer()
        assert answers[0].first("step.commit") < answers[1].first("step.load")
        return answers


@pytest.fixture
def pair(crew: Crew, observer: Hand) -> Pair:
    return Pair(crew, observer)


def test_who_completes_second_waits_wherever_the_first_stands_and_is_told(pair: Pair) -> None:
    cases = pair.observer.do(open_cases, name="line", count=len(HOLDING))
    for case, point in zip(cases, HOLDING, strict=True):
        task = pair.observer.do(task_of, case=case)
        asked = ({"task": task, "by": "甲"}, {"task": task, "by": "乙"})
        won, lost = pair.one_after_the_other(point, complete, complete, *asked)
        assert (won.value, lost.raised) == (["b"], "SomebodyWasFaster"), point
        stands = pair.observer.do(standing_at, case=case)
        assert (stands["tasks"], stands["by"]) == ({"a": "COMPLETED", "b": "OPEN"}, ["甲"])


def test_who_comes_to_the_lock_late_loses_however_early_he_began(pair: Pair) -> None:
    (case,) = pair.observer.do(open_cases, name="line")
    task = pair.observer.do(task_of, case=case)
    pair.hold("step.lock", complete, task=task, by="甲")
    pair.second.do(complete, task=task, by="乙")
    assert pair.let_go().raised == "SomebodyWasFaster"
    assert pair.observer.do(standing_at, case=case)["by"] == ["乙"]


def test_two_parallel_tasks_join_whichever_is_held(pair: Pair) -> None:
    cases = pair.observer.do(open_cases, name="pair", count=len(HOLDING))
    for case, point in zip(cases, HOLDING, strict=True):
        asked = [{"task": pair.observer.do(task_of, case=case, element=name)} for name in "ab"]
        first, second = pair.one_after_the_other(point, complete, complete, *asked)
        assert (first.value, second.value) == ([], ["c"]), point
        revision = pair.observer.do(standing_at, case=case)["revision"]
        assert revision == 4  # created, started, and one for each


def test_a_timer_finds_nothing_to_do_while_its_task_is_being_completed(pair: Pair) -> None:
    for point in HOLDING:
        (case,) = pair.observer.do(open_cases, name="overtaken")
        pair.hold(point, complete, task=pair.observer.do(task_of, case=case))
        pair.second.begin(fire, after=LATER, limit=1)
        if connection.vendor == "sqlite":
            pair.expect_waiting()
            won, fired = pair.let_go(), pair.second.answer()
        else:
            # It passes by, as every worker does, and does not queue.
            fired = pair.second.answer()
            won = pair.let_go()
        assert (won.value, fired.value) == ([], 0), (point, won.said, fired.said)
        assert pair.observer.do(standing_at, case=case)["tasks"] == {"a": "COMPLETED"}


def test_who_completes_while_the_timer_fires_is_told_that_it_is_too_late(pair: Pair) -> None:
    for point in WITHOUT_CHECK:
        (case,) = pair.observer.do(open_cases, name="overtaken")
        asked = ({"after": LATER}, {"task": pair.observer.do(task_of, case=case)})
        fired, lost = pair.one_after_the_other(point, fire, complete, *asked)
        assert (fired.value, lost.raised) == (1, "SomebodyWasFaster"), point
        stands = pair.observer.do(standing_at, case=case)
        assert (stands["tasks"], stands["by"]) == ({"a": "CANCELLED", "late": "OPEN"}, [])


def test_a_message_that_comes_second_is_not_expected_any_more(pair: Pair) -> None:
    for point in HOLDING:
        (case,) = pair.observer.do(open_cases, name="withdrawn")
        asked = ({"task": pair.observer.do(task_of, case=case)}, {"case": case})
        won, lost = pair.one_after_the_other(point, complete, withdraw, *asked)
        assert (won.value, lost.raised) == (["b"], "NotAllowed"), point
        assert pair.observer.do(standing_at, case=case)["outcome"] == ""


def test_a_message_that_comes_first_takes_the_task_away(pair: Pair) -> None:
    for point in WITHOUT_CHECK:
        (case,) = pair.observer.do(open_cases, name="withdrawn")
        asked = ({"case": case}, {"task": pair.observer.do(task_of, case=case)})
        won, lost = pair.one_after_the_other(point, withdraw, complete, *asked)
        assert (won.raised, lost.raised) == ("", "SomebodyWasFaster"), point
        stands = pair.observer.do(standing_at, case=case)
        assert (stands["outcome"], stands["by"]) == ("撤销", [])


@pytest.mark.parametrize("order", [(repair, ask_for_time), (ask_for_time, repair)])
def test_a_repair_and_a_request_for_time_are_both_kept_in_either_order(
    pair: Pair, order: tuple[Callable[..., Any], Callable[..., Any]]
) -> None:
    case = pair.observer.do(repairing)
    answers = pair.one_after_the_other("step.commit", *order, {"case": case}, {"case": case})
    assert sorted(answer.value for answer in answers) == [[], ["fill_extension"]], answers
    stands = pair.observer.do(standing_at, case=case)
    assert stands["tasks"]["fill_extension"] == "OPEN"
    assert pair.observer.do(submitted, case=case, element="repair") == 1


def test_a_request_for_time_that_the_report_overtakes_is_refused(pair: Pair) -> None:
    case = pair.observer.do(repairing, repaired=True)
    asked = ({"case": case}, {"case": case})
    handed_in, refused = pair.one_after_the_other("step.saved", report, ask_for_time, *asked)
    assert handed_in.value != []
    assert refused.raised == "NotAllowed"


def test_a_case_that_starts_while_a_version_is_deployed_stays_on_the_one_it_saw(pair: Pair) -> None:
    pair.observer.do(deploy_matter, name="line", note="甲")
    for number, point in enumerate(("start.created", "step.run", "step.save", "step.saved"), 1):
        pair.hold(point, start_latest)
        pair.second.begin(deploy_matter, name="line", note=f"乙{number}")
        if connection.vendor == "sqlite":
            pair.expect_waiting()
            started, deployed = pair.let_go(), pair.second.answer()
        else:  # a start and a deployment touch no common row
            deployed, started = pair.second.answer(), pair.let_go()
        assert (started.value, deployed.value) == (number, number + 1), point
    assert pair.observer.do(start_latest) == 5


def test_a_version_is_not_seen_before_it_is_whole(pair: Pair) -> None:
    pair.observer.do(deploy_matter, name="line", note="甲")
    pair.hold("deploy.commit", deploy_matter, name="line", note="乙")
    pair.second.begin(start_latest)
    if connection.vendor == "sqlite":
        pair.expect_waiting()
        assert (pair.let_go().value, pair.second.answer().value) == (2, 2)
    else:
        assert (pair.second.answer().value, pair.let_go().value) == (1, 2)

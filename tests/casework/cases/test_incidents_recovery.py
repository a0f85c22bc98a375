"""After a step failed: tries of the system, tries of people, and passing over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.audit.models import Event
from casework.audit.verification import verify
from casework.cases.models import Case
from casework.cases.services import (
    AlreadyRepeated,
    NotSkippable,
    Outcome,
    ReasonRefused,
    SomebodyWasFaster,
    complete_task,
    give_back,
    retry_due,
    retry_incident,
    skip_incident,
)
from casework.cases.services.locking import Locked, lock_case, take_step
from processes import services as processes
from processes.engine import Run
from processes.models import Incident, ProcessInstance, Submission, UserTask
from processes.services import StaleInstance, StepResult, TriggerFailed, claim_due, environment_of
from tests.casework.cases.conftest import NOW, Cast
from tests.casework.cases.failing import FAILURES, PLACES, after_a, task, trap
from tests.casework.cases.opened import opened
from tests.processes.diagrams import boundary, exclusive, flow, service, timer_duration

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
REASON = "学校已经用书面答复，不再需要"


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    trap.fail = trap.result = None
    trap.runs.clear()
    yield
    trap.fail = trap.result = None


def complete(cast: Cast, case: Case, element: str = "a", *, at: Any = NOW) -> Outcome:
    waiting = UserTask.objects.open().get(instance__key=case.pk, element_id=element)
    return complete_task(
        task_id=waiting.pk, raw={"note": "要紧"}, by=cast.first, standing=cast.standing(cast.first), at=at
    )


def stuck(cast: Cast, kind: str, place: str = "service task") -> Case:
    case = opened(cast, PLACES[place].make())
    trap.fail = FAILURES[kind]
    assert complete(cast, case).incident is not None
    return case


def kinds(case: Case) -> list[str]:
    return list(Event.objects.filter(chain=case.pk).order_by("seq").values_list("kind", flat=True))


def test_the_system_tries_again_later_and_later_and_then_leaves_it_to_people(cast: Cast) -> None:
    stuck(cast, "timeout")
    at = NOW
    for minutes in (1, 5, 25, 120):
        incident = Incident.objects.get()
        assert incident.next_try_at == at + timedelta(minutes=minutes)
        assert retry_due(at=incident.next_try_at - timedelta(seconds=1)) == 0
        at = incident.next_try_at
        assert retry_due(at=at) == 1
    incident = Incident.objects.get()
    assert (incident.attempts, incident.automatic_tries, incident.next_try_at) == (5, 4, None)
    assert retry_due(at=at + timedelta(days=9)) == 0


def test_a_try_of_the_system_that_succeeds_moves_the_case_on_in_the_name_of_who_acted(cast: Cast) -> None:
    case = stuck(cast, "store")
    trap.fail = None
    assert retry_due(at=NOW + timedelta(minutes=1)) == 1
    incident = Incident.objects.get()
    assert (incident.status, incident.resolution, incident.resolved_by) == ("RESOLVED", "REPEATED", None)
    assert Submission.objects.get().by == cast.first
    assert UserTask.objects.open().get().element_id == "b"
    assert "incident.repeated" in kinds(case)
    assert not list(verify(case.pk))


def test_what_people_must_mend_is_not_tried_by_the_system(cast: Cast) -> None:
    stuck(cast, "division")
    assert Incident.objects.get().next_try_at is None
    assert retry_due(at=NOW + timedelta(days=1)) == 0


def test_once_a_person_deals_with_it_the_system_tries_no_more(cast: Cast) -> None:
    stuck(cast, "timeout")
    retry_incident(incident=Incident.objects.get(), by=cast.second, at=NOW)
    incident = Incident.objects.get()
    assert (incident.taken_by, incident.next_try_at, incident.attempts) == (cast.second, None, 2)
    assert retry_due(at=NOW + timedelta(days=1)) == 0


def test_a_due_try_is_given_to_one_worker_and_to_another_only_if_that_one_died(cast: Cast) -> None:
    stuck(cast, "timeout")
    at = NOW + timedelta(minutes=2)
    assert claim_due(at=at) is not None
    assert claim_due(at=at) is None
    trap.fail = None
    assert retry_due(at=at + timedelta(minutes=11)) == 1
    assert Incident.objects.get().status == Incident.Status.RESOLVED


def test_a_settled_incident_is_not_settled_again(cast: Cast) -> None:
    stuck(cast, "timeout")
    seen = Incident.objects.get()
    trap.fail = None
    retry_incident(incident=seen, by=cast.second, at=NOW)
    for again in (retry_incident, give_back):
        with pytest.raises(AlreadyRepeated):
            again(incident=seen, by=cast.second, at=NOW)
    with pytest.raises(AlreadyRepeated):
        skip_incident(incident=seen, reason=REASON, by=cast.second, at=NOW)


def test_a_step_passed_over_leaves_its_result_null_and_its_reason_in_the_trail(cast: Cast) -> None:
    case = stuck(cast, "division")
    outcome = skip_incident(incident=Incident.objects.get(), reason=REASON, by=cast.second, at=NOW)
    assert outcome.incident is None
    assert trap.runs == []
    instance = ProcessInstance.objects.get()
    run = Run.load(instance.state, environment_of(instance, at=NOW, by=None))
    assert run.ready()[0].data["got"] is None
    event = Event.objects.get(chain=case.pk, kind="incident.skipped")
    assert (event.payload["reason"], event.payload["element"], event.by_name) == (
        REASON, "系统x", str(cast.second),
    )  # fmt: skip
    assert "step.passed" not in kinds(case)
    assert Incident.objects.get().resolution == Incident.Resolution.SKIPPED
    assert Submission.objects.get().by == cast.first


def test_a_rule_can_be_passed_over_and_a_condition_cannot(cast: Cast) -> None:
    stuck(cast, "division", "rule task")
    skip_incident(incident=Incident.objects.get(), reason=REASON, by=cast.second, at=NOW)
    assert UserTask.objects.open().get().element_id == "b"
    trap.fail = None
    stuck(cast, "division", "gateway")
    with pytest.raises(NotSkippable):
        skip_incident(incident=Incident.objects.open().get(), reason=REASON, by=cast.second, at=NOW)


def test_a_step_that_the_rest_stands_on_is_not_passed_over(cast: Cast) -> None:
    case = opened(cast, after_a(service("x", "test.essential") + task("b"), "x", "b"))
    trap.fail = FAILURES["division"]
    complete(cast, case)
    with pytest.raises(NotSkippable):
        skip_incident(incident=Incident.objects.get(), reason=REASON, by=cast.second, at=NOW)


def test_nothing_is_passed_over_without_a_reason(cast: Cast) -> None:
    stuck(cast, "division")
    with pytest.raises(ReasonRefused):
        skip_incident(incident=Incident.objects.get(), reason="  算了  ", by=cast.second, at=NOW)
    assert Incident.objects.get().taken_by is None


def test_a_failure_after_a_step_passed_over_keeps_that_decision(cast: Cast) -> None:
    made = after_a(service("x", "test.trip") + service("y", "test.essential") + task("b"), "x", "y", "b")
    case = opened(cast, made)
    trap.fail = FAILURES["division"]
    complete(cast, case)
    outcome = skip_incident(incident=Incident.objects.get(), reason=REASON, by=cast.second, at=NOW)
    assert outcome.incident is not None
    assert outcome.incident.element_id == "y"
    trap.fail = None
    assert retry_incident(incident=outcome.incident, by=cast.first, at=NOW).incident is None
    assert trap.runs == []
    assert Event.objects.get(chain=case.pk, kind="incident.skipped").by_name == str(cast.second)


def test_only_the_failed_visit_of_an_element_is_passed_over(cast: Cast) -> None:
    """A loop of three rounds fails in its second one; the first and the third do their work."""
    body = (
        service("x", "test.trip") + service("n", "test.count", "n") + task("b")
        + exclusive("g", "b") + flow("g", "x", "n.count &lt; 3")
    )  # fmt: skip
    case = opened(cast, after_a(body, "x", "n", "g", "b"))

    def second_time() -> None:
        if len(trap.runs) == 1:
            raise TimeoutError

    trap.fail = second_time
    complete(cast, case)
    incident = Incident.objects.get()
    assert incident.visit == 2
    trap.runs.clear()
    trap.fail = None
    assert skip_incident(incident=incident, reason=REASON, by=cast.second, at=NOW).incident is None
    assert trap.runs == ["x", "x"]


def test_timers_that_were_due_have_fired_even_when_the_late_step_is_refused(cast: Cast) -> None:
    late = boundary("t", "a", timer_duration("PT1H"), interrupting=True)
    case = opened(cast, after_a(late + task("b") + flow("t", "b") + flow("b", "end")))
    with pytest.raises(SomebodyWasFaster):
        complete(cast, case, at=NOW + timedelta(hours=2))
    assert UserTask.objects.open().get(instance__key=case.pk).element_id == "b"


@pytest.mark.django_db(transaction=True)
def test_a_step_that_goes_well_needs_no_savepoint(cast: Cast) -> None:
    case = opened(cast, after_a(service("x", "test.count", "n") + task("b"), "x", "b"))
    with CaptureQueriesContext(connection) as queries:
        complete(cast, case)
    assert [q["sql"] for q in queries if "SAVEPOINT" in q["sql"]] == []


class _Overtaken(TriggerFailed):
    """Somebody else moves the instance between the rollback and the incident."""

    moved = 0

    @property
    def instance_id(self) -> UUID:
        if type(self).moved < type(self).times:
            type(self).moved += 1
            instance = ProcessInstance.objects.get(pk=self._id)
            ProcessInstance.objects.filter(pk=self._id).update(revision=instance.revision + 1)
        return self._id

    @instance_id.setter
    def instance_id(self, value: UUID) -> None:
        self._id = value

    times = 1


@pytest.mark.parametrize("times", [1, 99])
def test_a_step_that_failed_while_something_moved_is_tried_again_from_the_start(
    times: int, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(cast, PLACES["service task"].make())
    monkeypatch.setattr(_Overtaken, "times", times)
    monkeypatch.setattr(_Overtaken, "moved", 0)
    tries: list[int] = []

    def act(locked: Locked) -> StepResult:
        tries.append(locked.instance.revision)
        if len(tries) == 1 or times > 1:
            raise _Overtaken(locked.instance.pk, None, "没有成功", {"kind": "advance"})
        return processes.advance(instance=locked.instance, at=NOW)

    pk = ProcessInstance.objects.get(key=case.pk).pk
    if times > 1:
        with pytest.raises(StaleInstance):
            take_step(lock=lambda: lock_case(pk), act=act, by=cast.first, at=NOW)
        assert 1 < len(tries) < 10
    else:
        assert take_step(lock=lambda: lock_case(pk), act=act, by=cast.first, at=NOW).incident is None
        assert tries == [2, 3]
    assert not Incident.objects.exists()

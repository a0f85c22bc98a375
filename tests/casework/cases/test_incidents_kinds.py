"""Every kind of failure at every kind of element: rolled back whole, one incident in words, and resumable."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from casework.audit.models import Event
from casework.audit.verification import verify
from casework.cases.models import Case, Notice, NumberSeries
from casework.cases.services import (
    Outcome,
    complete_task,
    retry_incident,
    run_due,
    send_message,
)
from processes.causes import explain
from processes.models import DecisionRecord, Incident, ProcessInstance, Submission, UserTask
from processes.services import TriggerFailed
from tests.casework.cases.conftest import NOW, Cast
from tests.casework.cases.failing import (
    FAILURES,
    LATER,
    PLACES,
    RESULTS,
    TRANSIENT,
    Place,
    after_a,
    at_start,
    task,
    trap,
)
from tests.casework.cases.opened import opened

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Sized = Callable[[int, int], int]
KINDS = list(FAILURES)
UNREADABLE = re.compile(
    r"[A-Za-z]+(Error|Exception)|Errno|/srv|0x|Traceback|[\x00\ud800]|Max retries|incoming/"
)


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    trap.fail = trap.result = None
    trap.runs.clear()
    yield
    trap.fail = trap.result = None


def wake(cast: Cast, case: Case, place: Place) -> Outcome | None:
    standing = cast.standing(cast.first)
    if place.wake == "timer":
        run_due(at=NOW + LATER)
        return None
    if place.wake == "message":
        return send_message(case=case, message="said", raw={}, by=cast.first, standing=standing, at=NOW)
    waiting = UserTask.objects.open().get(instance__key=case.pk, element_id="a")
    return complete_task(task_id=waiting.pk, raw={"note": "要紧"}, by=cast.first, standing=standing, at=NOW)


def stored(case: Case) -> object:
    """Everything a step of the case might leave behind."""
    instance = ProcessInstance.objects.get(key=case.pk)
    row = (instance.state, instance.revision, instance.trail, instance.open_tasks, instance.next_timer_at)
    tasks = sorted(UserTask.objects.values_list("pk", "status", "draft"))
    kept = [model.objects.count() for model in (Submission, DecisionRecord, Notice)]
    told = list(Event.objects.exclude(kind="incident.recorded").order_by("pk").values_list("pk", "digest"))
    return row, tasks, kept, list(NumberSeries.objects.order_by("pk").values_list("code", "last")), told


def held(case: Case, element: str) -> Incident:
    incident = Incident.objects.get(instance__key=case.pk)
    assert incident.status == Incident.Status.OPEN
    assert incident.element_id == element
    assert incident.instance.blocked
    assert re.search("[一-鿿]{4}", incident.cause), incident.cause
    assert not UNREADABLE.search(incident.cause), incident.cause
    assert "\x00" not in incident.detail
    return incident


@pytest.mark.parametrize("name", PLACES)
def test_every_kind_of_failure_leaves_one_incident_and_nothing_else(
    name: str, cast: Cast, sized: Sized
) -> None:
    place = PLACES[name]
    case = opened(cast, place.make())
    before = stored(case)
    # In the small size each kind is tried somewhere, and most of them at the service task.
    offset = list(PLACES).index(name)
    step = 1 if name == "service task" else sized(6, 1)
    kinds = KINDS[offset % step :: step]
    trap.fail = FAILURES[kinds[0]]
    wake(cast, case, place)
    for attempt, kind in enumerate(kinds, 1):
        if attempt > 1:
            trap.fail = FAILURES[kind]
            retry_incident(incident=held(case, place.element), by=cast.second, at=NOW + LATER)
        assert held(case, place.element).attempts == attempt, kind
        assert stored(case) == before, kind
    trap.fail = None
    assert retry_incident(incident=held(case, place.element), by=cast.second, at=NOW + LATER).incident is None
    assert UserTask.objects.open().get().element_id == "b"
    assert not ProcessInstance.objects.get(key=case.pk).blocked
    assert not list(verify(case.pk))


@pytest.mark.parametrize("kind", RESULTS)
def test_a_result_that_no_state_can_keep_is_a_failed_step(kind: str, cast: Cast) -> None:
    place = PLACES["service task"]
    case = opened(cast, place.make())
    before = stored(case)
    trap.result = RESULTS[kind]
    wake(cast, case, place)
    incident = held(case, "x")
    assert stored(case) == before
    trap.result = None
    assert retry_incident(incident=incident, by=cast.second, at=NOW).incident is None


@pytest.mark.parametrize("kind", FAILURES)
def test_a_case_that_cannot_start_leaves_nothing(kind: str, cast: Cast) -> None:
    trap.fail = FAILURES[kind]
    with pytest.raises(TriggerFailed) as failure:
        opened(cast, at_start())
    assert failure.value.element is not None
    assert not UNREADABLE.search(failure.value.cause)
    assert not Case.objects.exists()
    assert not ProcessInstance.objects.exists()
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize("kind", FAILURES)
def test_what_time_may_mend_is_told_from_what_people_must_mend(kind: str, cast: Cast) -> None:
    with pytest.raises(Exception) as failure, transaction.atomic():  # noqa: PT011 - of every kind
        FAILURES[kind]()
    assert explain(failure.value).transient == (kind in TRANSIENT)


def test_the_technical_text_is_kept_apart(cast: Cast) -> None:
    place = PLACES["service task"]
    case = opened(cast, place.make())
    trap.fail = FAILURES["no file"]
    wake(cast, case, place)
    incident = held(case, "x")
    assert incident.cause == "“系统x”没有完成：要用的一个文件找不到"
    assert "FileNotFoundError" in incident.detail


@pytest.mark.django_db(transaction=True)
def test_an_assignee_who_is_nobody_is_found_when_the_step_is_committed(cast: Cast) -> None:
    assignment = '<banjie:assignment roles="RL-03" scope="case.office" assignee="trip(1) + 99998"/>'
    case = opened(cast, after_a(task("b", assignment=assignment), "b"))
    before = stored(case)
    outcome = wake(cast, case, PLACES["service task"])
    assert outcome is not None
    assert outcome.incident is not None
    assert "不存在" in outcome.incident.cause
    assert stored(case) == before

"""Steps of a case: who may, who was faster, what stays when something breaks."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.services import (
    AlreadyRepeated,
    NotAllowed,
    Outcome,
    SomebodyWasFaster,
    complete_task,
    give_back,
    retry_incident,
    run_due,
)
from casework.organisations.models import Membership, Person
from processes.forms import FormRejected
from processes.models import Incident, ProcessInstance, Submission, UserTask
from processes.services import AlreadyClaimed, claim, release
from tests.casework.cases.conftest import LANE, NOW, Cast, broken, task_of
from tests.processes.diagrams import (
    boundary,
    chain,
    end,
    exclusive,
    flow,
    message,
    message_definition,
    start,
    timer_date,
    timer_duration,
    user_task,
)  # fmt: skip

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Open = Callable[..., Case]


def do(cast: Cast, task: UserTask, by: Person | None = None, **form: object) -> Outcome:
    by = by or cast.first
    return complete_task(task_id=task.pk, raw=form, by=by, standing=cast.standing(by), at=NOW)


def test_completing_opens_the_next_task_and_keeps_what_was_submitted(cast: Cast, open_case: Open) -> None:
    case = open_case()
    outcome = do(cast, task_of(case), note="属实", ok="true", approved_by_leader="true")
    assert [task.element_id for task in outcome.opened] == ["b"]
    submission = Submission.objects.get()
    assert (submission.values, submission.by) == ({"note": "属实", "ok": True}, cast.first)


def test_completing_twice_is_refused(cast: Cast, open_case: Open) -> None:
    case = open_case()
    task = task_of(case)
    do(cast, task)
    with pytest.raises(SomebodyWasFaster):
        do(cast, task, cast.second)
    assert Submission.objects.count() == 1


def test_only_the_lane_may_act(cast: Cast, open_case: Open) -> None:
    case = open_case()
    for person in (cast.outsider, cast.principal):
        with pytest.raises(NotAllowed):
            do(cast, task_of(case), person)


def test_a_claimed_task_is_its_holders_until_released(cast: Cast, open_case: Open) -> None:
    task = task_of(open_case())
    claim(task=task, by=cast.first, standing=cast.standing(cast.first).pairs, at=NOW)
    with pytest.raises(AlreadyClaimed):
        claim(task=task, by=cast.second, standing=cast.standing(cast.second).pairs, at=NOW)
    with pytest.raises(NotAllowed):
        do(cast, task, cast.second)
    release(task=task, by=cast.first)
    do(cast, task, cast.second)


def test_who_belongs_to_the_respondent_may_not_judge(cast: Cast, open_case: Open) -> None:
    case = open_case()
    Membership.objects.create(
        person=cast.first, organisation=cast.school, role="RL-21", valid_from=NOW.date()
    )
    with pytest.raises(NotAllowed, match="回避"):
        do(cast, task_of(case))


def test_separation_holds_for_a_second_account_of_the_same_person(cast: Cast, open_case: Open) -> None:
    body = (
        start() + user_task("a", LANE) + user_task("b", LANE + '<banjie:separation from="a"/>') + end()
        + chain("start", "a", "b", "end")
    )  # fmt: skip
    Person.objects.filter(pk__in=[cast.first.pk, cast.second.pk]).update(staff_number="T-1")
    cast.first.refresh_from_db()
    cast.second.refresh_from_db()
    case = open_case(body)
    do(cast, task_of(case, "a"))
    for person in (cast.first, cast.second):
        with pytest.raises(NotAllowed, match="不相容"):
            do(cast, task_of(case, "b"), person)


def test_a_wrong_form_changes_nothing(cast: Cast, open_case: Open) -> None:
    case = open_case()
    with pytest.raises(FormRejected):
        do(cast, task_of(case), ok="perhaps")
    assert task_of(case).status == UserTask.Status.OPEN


def test_a_failing_step_keeps_the_submission_in_an_incident_and_a_retry_repeats_it(
    cast: Cast, open_case: Open
) -> None:
    case = open_case()
    broken["now"] = True
    outcome = do(cast, task_of(case), note="要紧的话")
    assert outcome.incident is not None
    assert "存储没有应答" in outcome.incident.cause
    assert Submission.objects.count() == 0
    retry_incident(incident=outcome.incident, by=cast.second, at=NOW + timedelta(hours=1))
    assert Incident.objects.get().attempts == 2
    broken.clear()
    done = retry_incident(incident=Incident.objects.get(), by=cast.second, at=NOW + timedelta(hours=2))
    assert done.incident is None
    assert Submission.objects.get().values == {"note": "要紧的话", "ok": None}
    assert Submission.objects.get().by == cast.first
    assert task_of(case, "b")


def test_a_due_timer_fires_once(cast: Cast, open_case: Open) -> None:
    body = (
        start() + user_task("a", LANE)
        + boundary("t", "a", timer_date("= at time(working days after(today, 0), &quot;12:00&quot;)"), interrupting=False)
        + user_task("late", LANE) + end("noted") + end() + chain("start", "a", "end") + chain("t", "late", "noted")
    )  # fmt: skip
    case = open_case(body)
    assert run_due(at=NOW) == 0
    assert run_due(at=NOW + timedelta(hours=3)) == 1
    assert run_due(at=NOW + timedelta(hours=3)) == 0
    assert task_of(case, "late")


def test_the_end_event_closes_the_case(cast: Cast, open_case: Open) -> None:
    case = open_case()
    do(cast, task_of(case))
    do(cast, task_of(case, "b"))
    case.refresh_from_db()
    assert (case.outcome, case.closed_at) == ("结束", NOW)
    assert ProcessInstance.objects.get().status == ProcessInstance.Status.ENDED


def test_every_step_is_in_the_trail(cast: Cast, open_case: Open) -> None:
    case = open_case()
    do(cast, task_of(case))
    kinds = list(Event.objects.filter(chain=case.pk).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["case.opened", "task.opened", "task.completed", "step.passed", "task.opened"]


def test_a_withdrawn_case_leaves_no_open_task(cast: Cast, open_case: Open) -> None:
    from casework.cases.services import send_message

    action = '<banjie:action label="撤回" roles="RL-03" scope="case.office"/>'
    body = (
        start() + user_task("a", LANE)
        + boundary("m", "a", f"<bpmn:extensionElements>{action}</bpmn:extensionElements>{message('withdrawn')}")
        + end("gone", "撤销") + end() + chain("start", "a", "end") + flow("m", "gone")
    )  # fmt: skip
    case = open_case(body, message_definition("withdrawn"))
    send = partial(send_message, case=case, message="withdrawn", raw={}, at=NOW)
    with pytest.raises(NotAllowed):
        send(by=cast.principal, standing=cast.standing(cast.principal))
    send(by=cast.first, standing=cast.standing(cast.first))
    case.refresh_from_db()
    assert case.outcome == "撤销"
    assert not UserTask.objects.open().exists()


def test_completing_a_task_costs_at_most_twelve_statements(cast: Cast, open_case: Open) -> None:
    body = (
        start()
        + user_task("a", LANE, form="note")
        + user_task("b", LANE)
        + end()
        + chain("start", "a", "b", "end")
    ).replace('form="note"', 'form="note" due="2 WD"')
    case = open_case(body)
    task, standing = task_of(case), cast.standing(cast.first)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        complete_task(task_id=task.pk, raw={"note": "x"}, by=cast.first, standing=standing, at=NOW)
    statements = [
        q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(statements) <= 12, "\n".join(statements)


def test_a_person_that_the_form_does_not_offer_is_refused(cast: Cast, open_case: Open) -> None:
    owner = {
        "name": "owner", "type": "person", "label": "责任人", "role": "RL-20", "scope": "= case.respondent",
    }  # fmt: skip
    rows = {"name": "rows", "type": "table", "label": "安排", "columns": [owner]}
    form = json.dumps({"title": "安排", "fields": [owner, rows]}).encode()
    case = open_case(form=form)
    for wrong in (cast.first, cast.outsider):
        with pytest.raises(FormRejected, match="从列表中选择"):
            do(cast, task_of(case), owner=str(wrong.pk))
        with pytest.raises(FormRejected, match="从列表中选择"):
            do(cast, task_of(case), rows=[{"owner": str(cast.principal.pk)}, {"owner": str(wrong.pk)}])
    do(cast, task_of(case), owner=str(cast.principal.pk), rows=[{"owner": str(cast.principal.pk)}])


def test_a_task_given_back_is_open_again_with_what_was_typed(cast: Cast, open_case: Open) -> None:
    case = open_case()
    broken["now"] = True
    incident = do(cast, task_of(case), note="要紧的话").incident
    assert incident is not None
    give_back(incident=incident, by=cast.second, at=NOW)
    assert task_of(case).draft["values"]["note"] == "要紧的话"
    broken.clear()
    assert do(cast, task_of(case), note="改过的话").incident is None


def test_an_incident_is_repeated_once_however_often_the_button_is_pressed(
    cast: Cast, open_case: Open
) -> None:
    case = open_case()
    broken["now"] = True
    incident = do(cast, task_of(case)).incident
    assert incident is not None
    broken.clear()
    retry_incident(incident=incident, by=cast.second, at=NOW)
    with pytest.raises(AlreadyRepeated):
        retry_incident(incident=incident, by=cast.second, at=NOW)
    assert Event.objects.filter(chain=case.pk, kind="task.completed").get().by_name == str(cast.first)


def test_whoever_lost_the_role_cannot_finish_what_he_claimed(cast: Cast, open_case: Open) -> None:
    task = task_of(open_case())
    claim(task=task, by=cast.first, standing=cast.standing(cast.first).pairs, at=NOW)
    Membership.objects.filter(person=cast.first).update(valid_to=NOW.date() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        do(cast, task)


def test_a_rule_that_cannot_be_reckoned_is_an_incident_and_not_a_crash(cast: Cast, open_case: Open) -> None:
    body = (
        start() + user_task("a", LANE) + exclusive("x", "end") + end("odd") + end() + chain("start", "a", "x")
        + flow("x", "odd", "working days after(&quot;soon&quot;, 1) = today") + flow("x", "end")
    )  # fmt: skip
    outcome = do(cast, task_of(open_case(body)))
    assert outcome.incident is not None
    assert outcome.incident.element_id == "x"


def test_a_due_timer_comes_before_the_task_that_is_completed_late(cast: Cast, open_case: Open) -> None:
    body = (
        start() + user_task("a", LANE) + boundary("t", "a", timer_duration("PT1H")) + user_task("late", LANE) + end()
        + chain("start", "a", "end") + chain("t", "late") + flow("late", "end")
    )  # fmt: skip
    case = open_case(body)
    task = task_of(case)
    standing = cast.standing(cast.first)
    with pytest.raises(SomebodyWasFaster):
        complete_task(task_id=task.pk, raw={}, by=cast.first, standing=standing, at=NOW + timedelta(hours=2))


def test_a_case_that_cannot_advance_holds_up_no_other(cast: Cast, open_case: Open) -> None:
    timer = timer_date("= at time(today, if case.round = 1 then &quot;12:00&quot; else &quot;soon&quot;)")
    body = (
        start() + user_task("a", LANE) + boundary("t", "a", timer) + user_task("late", LANE) + end()
        + chain("start", "a", "end") + chain("t", "late") + flow("late", "end")
    )  # fmt: skip
    poisoned, sound = open_case(body), open_case(body)
    Case.objects.filter(pk=poisoned.pk).update(round=2)
    assert run_due(at=NOW + timedelta(hours=3)) == 2
    assert task_of(sound, "late")
    assert Incident.objects.get().instance.key == poisoned.pk

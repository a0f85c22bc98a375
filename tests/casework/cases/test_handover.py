"""Messages between processes: all cases or none, told on both sides, answered once all have come to something."""

import pytest

from casework.audit.models import Event
from casework.cases.models import Case, Dispatch, Result
from casework.cases.services import deliver_due, retry_incident
from casework.organisations.models import Organisation
from processes.models import Incident
from processes.services import deploy
from tests.casework.cases.conftest import LANE, NOW, Cast, broken
from tests.casework.cases.handover import begin, do, items, receiving, sending, waiting
from tests.processes.diagrams import chain, end, flow, service, user_task

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


@pytest.fixture
def schools(cast: Cast) -> list[Organisation]:
    return [cast.school, cast._organisation("S11", Organisation.Kind.SCHOOL, cast.bureau)]


def test_a_message_opens_one_case_for_each_item_and_tells_both_sides(
    cast: Cast, schools: list[Organisation]
) -> None:
    deploy(bundle=receiving(), at=NOW)
    sender = begin(cast, sending(items(schools, source="&quot;monthly_inspection&quot;")))
    do(sender, "a", cast.first, cast)
    opened = list(Case.objects.filter(sender=sender).order_by("respondent__code"))
    assert [(case.kind, case.title, case.source, case.respondent) for case in opened] == [
        ("JC", "S10检查：一", "monthly_inspection", schools[0]),
        ("JC", "S11检查：一", "monthly_inspection", schools[1]),
    ]
    assert [waiting(case) for case in opened] == [["c"], ["c"]]
    assert [case.office for case in opened] == [cast.office, cast.office]
    assert {case.opened_by for case in opened} == {cast.first}
    handed = Event.objects.filter(chain=sender.pk, kind="message.handed").order_by("seq")
    assert [event.payload["number"] for event in handed] == [case.number for case in opened]
    received = Event.objects.get(chain=opened[0].pk, kind="message.received")
    assert received.payload["number"] == sender.number


def test_the_sender_goes_on_when_the_last_of_those_it_opened_has_closed(
    cast: Cast, schools: list[Organisation]
) -> None:
    deploy(bundle=receiving(), at=NOW)
    sender = begin(cast, sending(items(schools)))
    do(sender, "a", cast.first, cast)
    first, second = Case.objects.filter(sender=sender)
    do(first, "c", cast.first, cast)
    assert waiting(sender) == []
    do(second, "c", cast.first, cast)
    assert waiting(sender) == ["b"]
    assert Dispatch.objects.get().state == Dispatch.State.DELIVERED
    assert Event.objects.filter(chain=sender.pk, kind="answers.received").count() == 1


def test_a_report_answers_before_the_end_and_the_end_answers_no_second_time(
    cast: Cast, schools: list[Organisation]
) -> None:
    body = (
        user_task("c", LANE) + service("r", "cases.report") + user_task("d", LANE) + end()
        + chain("start", "c", "r", "d", "end")
    )  # fmt: skip
    deploy(bundle=receiving(body), at=NOW)
    sender = begin(cast, sending(items(schools[:1])))
    do(sender, "a", cast.first, cast)
    visit = Case.objects.get(sender=sender)
    do(visit, "c", cast.first, cast)
    assert waiting(sender) == ["b"]
    do(visit, "d", cast.second, cast)
    assert Event.objects.filter(kind="message.answered").count() == 1


def test_cases_that_close_at_once_answer_before_the_sender_waits_and_it_goes_on_all_the_same(
    cast: Cast, schools: list[Organisation]
) -> None:
    deploy(bundle=receiving(end() + chain("start", "end")), at=NOW)
    sender = begin(cast, sending(items(schools)))
    do(sender, "a", cast.first, cast)
    assert waiting(sender) == ["b"]
    assert Dispatch.objects.get().state == Dispatch.State.DELIVERED


def test_an_answer_waits_for_a_sender_that_waits_for_it_only_later(
    cast: Cast, schools: list[Organisation]
) -> None:
    deploy(bundle=receiving(), at=NOW)
    sender = begin(cast, sending(items(schools), between=("m",)))
    do(sender, "a", cast.first, cast)
    for case in Case.objects.filter(sender=sender):
        do(case, "c", cast.first, cast)
    assert Dispatch.objects.get().state == Dispatch.State.DUE
    assert (deliver_due(at=NOW), waiting(sender)) == (0, ["m"])
    do(sender, "m", cast.first, cast)
    assert waiting(sender) == ["b"]


def test_an_answer_to_a_case_that_is_closed_is_dropped_and_its_trail_says_so(
    cast: Cast, schools: list[Organisation]
) -> None:
    body = sending(items(schools[:1])).files["sendit/process.bpmn"].decode()
    made = body.replace(flow("any", "b", "sent.count = 0"), flow("any", "b", "sent.count = 1"))
    deploy(bundle=receiving(), at=NOW)
    bundle = sending(items(schools[:1]))
    sender = begin(cast, type(bundle)(bundle.main, {**bundle.files, "sendit/process.bpmn": made.encode()}))
    do(sender, "a", cast.first, cast)
    do(sender, "b", cast.first, cast)
    sender.refresh_from_db()
    assert sender.closed_at is not None
    do(Case.objects.get(sender=sender), "c", cast.first, cast)
    assert Dispatch.objects.get().state == Dispatch.State.DROPPED
    assert Event.objects.filter(chain=sender.pk, kind="answers.dropped").count() == 1


def test_without_items_nothing_is_opened_and_the_gateway_passes_the_wait(cast: Cast) -> None:
    sender = begin(cast, sending("= []"))
    do(sender, "a", cast.first, cast)
    assert (waiting(sender), Dispatch.objects.count()) == (["b"], 0)


def test_without_a_receiver_the_step_stands_still_with_a_sentence_and_goes_on_once_there_is_one(
    cast: Cast, schools: list[Organisation]
) -> None:
    sender = begin(cast, sending(items(schools)))
    incident = do(sender, "a", cast.first, cast).incident
    assert incident is not None
    assert (
        incident.cause == "“系统s”没有完成：还没有流程接收消息“visit_planned”，请流程管理员先发布接收它的流程"
    )
    deploy(bundle=receiving(), at=NOW)
    retry_incident(incident=incident, by=cast.second, at=NOW)
    assert Case.objects.filter(sender=sender).count() == 2


def test_one_receiver_that_cannot_begin_takes_back_all_of_them(
    cast: Cast, schools: list[Organisation]
) -> None:
    gone = schools[1]
    gone.is_active = False
    gone.save()
    deploy(bundle=receiving(), at=NOW)
    sender = begin(cast, sending(items(schools)))
    outcome = do(sender, "a", cast.first, cast)
    assert outcome.incident is not None
    assert outcome.incident.cause == "“系统s”没有完成：有一项没有写明责任单位，或者该单位已停用"
    assert not Case.objects.filter(sender=sender).exists()
    assert waiting(sender) == ["a"]


def test_a_receiver_whose_first_steps_fail_is_an_incident_of_the_sender(
    cast: Cast, schools: list[Organisation]
) -> None:
    body = service("x", "test.unsteady") + end() + chain("start", "x", "end")
    broken["now"] = True
    deploy(bundle=receiving(body), at=NOW)
    sender = begin(cast, sending(items(schools)))
    outcome = do(sender, "a", cast.first, cast)
    assert outcome.incident is not None
    assert outcome.incident.element_id == "s"
    assert not Case.objects.filter(sender=sender).exists()
    assert not Incident.objects.exclude(pk=outcome.incident.pk).exists()


def test_a_sender_that_fails_after_the_answer_has_an_incident_and_the_receiver_has_none(
    cast: Cast, schools: list[Organisation]
) -> None:
    deploy(bundle=receiving(), at=NOW)
    bundle = sending(items(schools[:1]))
    text = bundle.files["sendit/process.bpmn"].decode()
    text = text.replace(flow("w", "b"), flow("w", "x") + flow("x", "b") + service("x", "test.unsteady"))
    broken["now"] = True
    sender = begin(cast, type(bundle)(bundle.main, {**bundle.files, "sendit/process.bpmn": text.encode()}))
    do(sender, "a", cast.first, cast)
    visit = Case.objects.get(sender=sender)
    assert do(visit, "c", cast.first, cast).incident is None
    incident = Incident.objects.get()
    assert incident.instance.key == sender.pk
    assert (Dispatch.objects.get().state, deliver_due(at=NOW)) == (Dispatch.State.DUE, 0)
    broken.clear()
    retry_incident(incident=incident, by=cast.second, at=NOW)
    assert (waiting(sender), Dispatch.objects.get().state) == (["b"], Dispatch.State.DELIVERED)


def test_results_are_facts_of_the_case_itself_of_its_sender_and_of_what_it_opened(
    cast: Cast, schools: list[Organisation]
) -> None:
    body = (
        service("n", "cases.note", name="score", value="= {points: 91.5, of: sender.results.plan, w: received.word}")
        + end() + chain("start", "n", "end")
    )  # fmt: skip
    deploy(bundle=receiving(body), at=NOW)
    bundle = sending(items(schools[:1]))
    text = bundle.files["sendit/process.bpmn"].decode()
    before = service("p", "cases.note", name="plan", value="= &quot;四月&quot;")
    after = service(
        "q", "cases.note", name="all",
        value="= {own: results.plan, theirs: opened[1].results.score, who: opened[1].respondent_name, shut: opened[1].closed}",
    )  # fmt: skip
    text = text.replace(flow("a", "s"), before + flow("a", "p") + flow("p", "s"))
    text = text.replace(flow("w", "b"), after + flow("w", "q") + flow("q", "b"))
    sender = begin(cast, type(bundle)(bundle.main, {**bundle.files, "sendit/process.bpmn": text.encode()}))
    do(sender, "a", cast.first, cast)
    assert Result.objects.get(case=sender, name="all").value == {
        "own": "四月", "theirs": {"points": 91.5, "of": "四月", "w": "一"}, "who": "S10", "shut": True,
    }  # fmt: skip
    noted = Event.objects.filter(chain=sender.pk, kind="case.noted").order_by("seq")
    assert [event.payload["name"] for event in noted] == ["plan", "all"]


def test_a_result_of_more_than_sixteen_kilobytes_is_refused(cast: Cast) -> None:
    value = f"= for i in 1..30 return &quot;{'字' * 200}&quot;"
    body = receiving(service("n", "cases.note", name="big", value=value) + end() + chain("start", "n", "end"))
    deploy(bundle=body, at=NOW)
    sender = begin(cast, sending(items([cast.school])))
    incident = do(sender, "a", cast.first, cast).incident
    assert incident is not None
    assert "结果“big”超过 16 KB" in incident.cause

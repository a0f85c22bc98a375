"""Row-level rule 10 on the case page: extension, objection and the like in another's place (domain.md §4.4, §4.5)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.cases.services import NotAllowed, complete_task, retry_incident, send_message
from casework.cases.services.actions import Offer, offered_actions
from casework.organisations.models import Person, Substitution
from casework.organisations.services import register_recusal, standing_of, withdraw
from processes.models import Incident, ProcessInstance, UserTask
from tests.access.test_delegation import HEAD, SCHOOL, School, school
from tests.casework.cases.conftest import LANE, NOW, broken, cast, open_case, task_of
from tests.processes.diagrams import (
    ASSIGNMENT,
    chain,
    end,
    message,
    message_definition,
    service,
    start,
    user_task,
)

__all__ = ["cast", "open_case", "school"]
pytestmark = [pytest.mark.persistence, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Case]
TODAY, DAY = NOW.date(), timedelta(days=1)
MORE_TIME = '<banjie:action label="申请延期" roles="RL-20" scope="case.respondent"/>'
DROP = '<banjie:action label="撤回" roles="RL-03 RL-04" scope="case.office"/>'


def lane(task: str, who: str) -> str:
    return user_task(task).replace(ASSIGNMENT, who)


def offering(action: str, *, judged_by: str = LANE) -> str:
    """While the school answers, whoever ``action`` names may ask for something that ``judged_by`` then judges."""
    return (
        start() + lane("answer", SCHOOL) + end()
        + '<bpmn:boundaryEvent id="asked" attachedToRef="answer" cancelActivity="false">'
        + f"<bpmn:extensionElements>{action}</bpmn:extensionElements>{message('ask')}</bpmn:boundaryEvent>"
        + service("s", "test.unsteady") + lane("judge", judged_by) + end("judged")
        + chain("start", "answer", "end") + chain("asked", "s", "judge", "judged")
    )  # fmt: skip


@pytest.fixture
def begun(open_case: Open) -> Open:
    return lambda action, **more: open_case(offering(action, **more), message_definition("ask"))


def offers(case: Case, person: Person) -> tuple[Offer, ...]:
    instance = ProcessInstance.objects.select_related("version").get(key=case.pk)
    found = offered_actions(instance=instance, standing=standing_of(person, TODAY), by=person, at=NOW)
    return found.offers


def send(case: Case, by: Person) -> None:
    send_message(case=case, message="ask", raw={}, by=by, standing=standing_of(by, TODAY), at=NOW)


def test_the_substitute_is_offered_it_and_takes_it_and_the_record_names_both(
    school: School, begun: Open
) -> None:
    case = begun(MORE_TIME)
    assert not offers(case, school.duty)
    with pytest.raises(NotAllowed):
        send(case, school.duty)
    given = school.give(school.duty)
    (offer,) = offers(case, school.duty)
    assert offer.instead_of == "丁"
    send(case, school.duty)
    told = Event.objects.get(chain=case.pk, kind="message.sent")
    assert (told.by_name, told.on_behalf) == ("赵六", "丁")
    kept = Substitution.objects.get()
    assert (kept.case, kept.delegation) == (case.pk, given)
    assert UserTask.objects.open().filter(element_id="judge").exists()


def test_his_own_right_comes_first(school: School, begun: Open) -> None:
    case = begun(MORE_TIME.replace("RL-20", "RL-20 RL-21"))
    school.give(school.lead)
    (offer,) = offers(case, school.lead)
    assert offer.stand_in is None
    send(case, school.lead)
    assert Event.objects.get(chain=case.pk, kind="message.sent").on_behalf == ""


def test_the_case_is_seen_for_the_sake_of_its_actions_while_the_delegation_holds(
    school: School, open_case: Open
) -> None:
    """No task waits for the principal himself, only something that he may start."""
    body = offering(MORE_TIME).replace(SCHOOL, LANE)
    other = open_case(start() + lane("wait", LANE) + end() + chain("start", "wait", "end"))
    case = open_case(body, message_definition("ask"))

    def sees() -> list[Case]:
        return list(visible_cases(standing_of(school.duty, TODAY)))

    assert sees() == []
    given = school.give(school.duty)
    assert sees() == [case]
    assert other not in sees()
    withdraw(delegation=given, at=NOW, by=school.principal)
    assert sees() == []


def test_nothing_is_offered_after_it_was_withdrawn_not_even_to_a_request_under_way(
    school: School, begun: Open
) -> None:
    case = begun(MORE_TIME)
    given = school.give(school.duty)
    before = standing_of(school.duty, TODAY)
    withdraw(delegation=given, at=NOW, by=school.principal)
    assert not offers(case, school.duty)
    with pytest.raises(NotAllowed, match="收回委托"):
        send_message(case=case, message="ask", raw={}, by=school.duty, standing=before, at=NOW)
    assert not Event.objects.filter(kind="message.sent").exists()


def test_recusals_of_both_look_through_it(school: School, begun: Open) -> None:
    case = begun(DROP)
    helper = school._person("人事", "RL-11", school.office)
    school.give(helper, by=school.head)
    assert offers(case, helper)
    for away in (school.head, helper):
        kept = register_recusal(
            person=away, organisation=school.school, reason="子女在该校就读", first_day=TODAY, last_day=TODAY,
            at=NOW, by=None,
        )  # fmt: skip
        assert not offers(case, helper)
        kept.delete()
    assert offers(case, helper)


def test_whoever_asked_for_it_does_not_grant_it_in_anothers_name(school: School, begun: Open) -> None:
    case = begun(DROP, judged_by=HEAD)
    school.give(school.second, by=school.head)
    send(case, school.second)
    with pytest.raises(NotAllowed, match="不能再代科长办理"):
        complete_task(
            task_id=task_of(case, "judge").pk, raw={"ok": "true"}, by=school.second,
            standing=standing_of(school.second, TODAY), at=NOW,
        )  # fmt: skip


def test_whoever_had_a_hand_in_the_case_himself_asks_for_nothing_in_anothers_name(
    school: School, open_case: Open
) -> None:
    body = offering(MORE_TIME).replace(
        chain("start", "answer", "end"), chain("start", "draft", "answer", "end")
    )
    case = open_case(lane("draft", SCHOOL.replace("RL-20", "RL-22")) + body, message_definition("ask"))
    school.give(school.duty)
    complete_task(
        task_id=task_of(case, "draft").pk, raw={"ok": "true"}, by=school.duty,
        standing=standing_of(school.duty, TODAY), at=NOW,
    )  # fmt: skip
    assert not offers(case, school.duty)


def test_a_message_whose_step_failed_is_repeated_in_the_name_of_both(school: School, begun: Open) -> None:
    case = begun(MORE_TIME)
    school.give(school.duty)
    broken["now"] = True
    send(case, school.duty)
    assert not Substitution.objects.exists()
    broken.clear()
    retry_incident(incident=Incident.objects.get(), by=school.first, at=NOW)
    assert Substitution.objects.get().delegation.principal == school.principal
    assert Event.objects.get(chain=case.pk, kind="message.sent").on_behalf == "丁"

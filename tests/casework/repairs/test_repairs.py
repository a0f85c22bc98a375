"""A repair: proposed by one, confirmed by another, told in the story of the case; and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.cases.models import Case
from casework.organisations.models import Membership, Person
from casework.repairs.models import Repair
from casework.repairs.pages import key_of
from processes import services as processes
from processes.engine import Way
from processes.models import Incident, ProcessInstance, Submission, TriggerRecord, UserTask
from processes.replay.tape import NoTape, read_tape
from tests.casework.cases.conftest import NOW, broken
from tests.casework.inbox.conftest import CHECKED, Desk

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Browser = Callable[[Person], Client]
WHY = {"reason": "核实时漏了一个班，要重新核实"}


@pytest.fixture
def manager(desk: Desk) -> Person:
    return desk._person("流程管理员", "RL-12", desk.bureau)


@pytest.fixture
def case(desk: Desk) -> Case:
    """Checked, and waiting for the head's approval."""
    return desk.checked()


def back(case: Case) -> str:
    """The address of sending the case back to its check."""
    case.refresh_from_db()
    options = processes.legal_moves_of(instance=ProcessInstance.objects.get(key=case.pk), at=NOW)
    option = next(o for o in options if o.move.way == Way.BACK and o.target and o.target.id == "check")
    return f"/repairs/cases/{case.pk}/{key_of(option.move)}/"


def proposed(browser: Browser, case: Case, by: Person) -> Repair:
    answer = browser(by).post(back(case), WHY)
    assert answer.status_code == 302
    return Repair.objects.get(case=case, status=Repair.Status.OPEN)


def story(case: Case, kind: str, language: str = "zh-hans") -> str:
    return sentence(Event.objects.get(chain=case.pk, kind=kind), language)


def test_the_moves_are_offered_in_words_with_what_they_take(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    html = browser(manager).get(f"/repairs/cases/{case.pk}/").content.decode()
    assert "送回" in html
    assert "1 个待办作废" in html
    assert case.title not in html  # no case content for who keeps the processes


def test_a_preview_changes_nothing(desk: Desk, browser: Browser, case: Case) -> None:
    before = ProcessInstance.objects.values("state", "revision", "open_tasks").get(key=case.pk)
    rows = UserTask.objects.count()
    html = browser(desk.head).get(back(case)).content.decode()
    assert "作废的待办" in html
    assert "不会撤回" in html
    assert ProcessInstance.objects.values("state", "revision", "open_tasks").get(key=case.pk) == before
    assert UserTask.objects.count() == rows


def test_two_persons_send_a_case_back(desk: Desk, browser: Browser, case: Case, manager: Person) -> None:
    old = UserTask.objects.open().get(instance__key=case.pk)
    repair = proposed(browser, case, desk.head)
    assert (
        UserTask.objects.open().get(instance__key=case.pk) == old
    )  # nothing happens before the second person
    page = browser(manager).get(f"/repairs/{repair.pk}/").content.decode()
    assert "确认后会发生什么" in page
    assert WHY["reason"] in page
    browser(manager).post(f"/repairs/{repair.pk}/confirm/")
    repair.refresh_from_db()
    old.refresh_from_db()
    new = UserTask.objects.open().get(instance__key=case.pk)
    assert (repair.status, repair.settled_by) == (Repair.Status.PERFORMED, manager)
    assert (old.status, new.element_id) == (UserTask.Status.CANCELLED, "check")
    told = story(case, "repair.performed")
    assert WHY["reason"] in told
    assert "修正前：" in told
    assert "流程管理员" in told
    assert "Before" in story(case, "repair.performed", "en")
    assert next(processes.check_states(at=NOW)).problem == ""
    desk.do(case, "check", desk.first, **CHECKED)


def test_before_and_after_are_shown_on_the_diagram(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    repair = proposed(browser, case, desk.head)
    browser(manager).post(f"/repairs/{repair.pk}/confirm/")
    client = browser(manager)
    assert client.get(f"/repairs/{repair.pk}/before.json").json() == {"current": ["approve"]}
    assert client.get(f"/repairs/{repair.pk}/after.json").json() == {"current": ["check"]}
    assert client.get(f"/repairs/{repair.pk}/never.json").status_code == 404
    assert b"definitions" in client.get(f"/repairs/{repair.pk}/diagram.bpmn").content


def test_nobody_confirms_his_own(desk: Desk, browser: Browser, case: Case) -> None:
    repair = proposed(browser, case, desk.head)
    assert browser(desk.head).post(f"/repairs/{repair.pk}/confirm/").status_code == 403
    assert "要由另一位" in browser(desk.head).get(f"/repairs/{repair.pk}/").content.decode()


def test_another_account_of_the_same_person_is_no_second_person(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    Person.objects.filter(pk__in=(desk.head.pk, manager.pk)).update(staff_number="A1")
    desk.head.refresh_from_db()
    manager.refresh_from_db()
    repair = proposed(browser, case, desk.head)
    assert browser(manager).post(f"/repairs/{repair.pk}/confirm/").status_code == 403


def test_when_the_case_has_moved_on_the_proposal_says_so(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    repair = proposed(browser, case, manager)
    desk.do(case, "approve", desk.head, outcome="agreed")
    page = browser(desk.head).get(f"/repairs/{repair.pk}/").content.decode()
    assert "不再适用" in page
    assert "确认修正" not in page
    answer = browser(desk.head).post(f"/repairs/{repair.pk}/confirm/", follow=True)
    assert "不再适用" in answer.content.decode()
    repair.refresh_from_db()
    assert repair.is_open


def test_a_dropped_proposal_leaves_the_case_alone(desk: Desk, browser: Browser, case: Case) -> None:
    repair = proposed(browser, case, desk.head)
    browser(desk.head).post(f"/repairs/{repair.pk}/drop/")
    repair.refresh_from_db()
    assert repair.status == Repair.Status.DROPPED
    assert "撤销" in story(case, "repair.dropped")
    assert (
        "已经有人处理" in browser(desk.head).post(f"/repairs/{repair.pk}/drop/", follow=True).content.decode()
    )


def test_one_proposal_at_a_time(desk: Desk, browser: Browser, case: Case, manager: Person) -> None:
    proposed(browser, case, desk.head)
    answer = browser(manager).post(back(case), WHY)
    assert answer.status_code == 409
    assert WHY["reason"] in answer.content.decode()


@pytest.mark.parametrize("reason", ["", "短", "长" * 501, "\x00\x01\x02\x03\x04\x05"])
def test_a_reason_is_asked_for_and_nothing_typed_is_lost(
    desk: Desk, browser: Browser, case: Case, reason: str
) -> None:
    answer = browser(desk.head).post(back(case), {"reason": reason})
    assert answer.status_code == 422
    assert "5到500个字" in answer.content.decode()
    assert not Repair.objects.exists()


@pytest.mark.parametrize("key", ["x", "e30=", "W10=", "é", "bnVsbA==", "A" * 3000])
def test_what_is_no_move_leads_back_to_the_choice(desk: Desk, browser: Browser, case: Case, key: str) -> None:
    for answer in (
        browser(desk.head).get(f"/repairs/cases/{case.pk}/{key}/"),
        browser(desk.head).post(f"/repairs/cases/{case.pk}/{key}/", WHY),
    ):
        assert (answer.status_code, answer["Location"]) == (302, f"/repairs/cases/{case.pk}/")


def test_a_held_up_case_is_moved_and_what_was_handed_in_is_kept(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    broken["now"] = True
    desk.do(case, "approve", desk.head, outcome="agreed")
    incident = Incident.objects.open().get()
    assert "修正路径" in browser(manager).get("/incidents/").content.decode()
    repair = proposed(browser, case, desk.head)
    browser(manager).post(f"/repairs/{repair.pk}/confirm/")
    incident.refresh_from_db()
    assert incident.status == Incident.Status.RESOLVED
    assert incident.trigger["values"]
    assert UserTask.objects.open().get(instance__key=case.pk).element_id == "check"
    assert not ProcessInstance.objects.get(key=case.pk).blocked
    settled = browser(manager).get("/incidents/?state=resolved").content.decode()
    assert "确认修正路径，案件从新的位置继续办理" in settled
    assert "退回重办" not in settled


def test_what_stands_still_is_listed_with_why(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    late, other = desk.case(), desk.case()
    UserTask.objects.filter(instance__key=late.pk).update(due_at=NOW - timedelta(days=8))
    UserTask.objects.filter(instance__key=other.pk).update(due_at=NOW - timedelta(days=6))
    broken["now"] = True
    desk.do(case, "approve", desk.head, outcome="agreed")
    for person in (manager, desk.head):
        listed = browser(person).get("/repairs/").context["stuck"]
        assert [one.case for one in listed] == [case, late]
        assert "没有成功" in listed[0].why
        assert listed[1].why == "“核实定性”应在2026年4月16日（周四）前办完，还没有办。"
    stranger = desk._person("外科长", "RL-04", desk.other)
    assert browser(stranger).get("/repairs/").context["stuck"] == []


def test_whom_it_does_not_concern_sees_nothing(desk: Desk, browser: Browser, case: Case) -> None:
    repair = proposed(browser, case, desk.head)
    other = desk._person("外科长", "RL-04", desk.other)
    Membership.objects.filter(person=other).update(valid_from=date(2020, 1, 1))
    for person, status in ((other, 404), (desk.first, 403), (desk.principal, 403), (desk.deputy, 403)):
        assert browser(person).get(f"/repairs/cases/{case.pk}/").status_code == status
        assert browser(person).get(f"/repairs/{repair.pk}/").status_code == status
        assert browser(person).post(f"/repairs/{repair.pk}/confirm/").status_code == status
    assert browser(desk.first).get("/repairs/").status_code == 403


def test_a_case_is_found_by_its_number(desk: Desk, browser: Browser, case: Case, manager: Person) -> None:
    found = browser(manager).get("/repairs/", {"number": case.number})
    assert found["Location"] == f"/repairs/cases/{case.pk}/"
    assert "没有找到" in browser(manager).get("/repairs/", {"number": "无"}).content.decode()


def test_the_case_page_leads_there_only_for_those_who_may(desk: Desk, browser: Browser, case: Case) -> None:
    link = f"/repairs/cases/{case.pk}/"
    assert link in browser(desk.head).get(f"/cases/{case.pk}/").content.decode()
    assert link not in browser(desk.first).get(f"/cases/{case.pk}/").content.decode()


def test_a_step_that_another_person_has_to_do_is_not_left_out(case: Case) -> None:
    """The approval waits, and whoever checked may not approve: it is a control, and nothing leads past it."""
    case.refresh_from_db()
    instance = ProcessInstance.objects.get(key=case.pk)
    options = processes.legal_moves_of(instance=instance, at=NOW)
    waiting = UserTask.objects.open().get(instance=instance).element_id
    assert options
    assert not [o for o in options if o.move.way == Way.ON and waiting in {e.id for e in o.left_out}]


def test_a_repaired_case_is_not_replayed_as_if_nobody_had_stepped_in(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    repair = proposed(browser, case, desk.head)
    browser(manager).post(f"/repairs/{repair.pk}/confirm/")
    instance = ProcessInstance.objects.get(key=case.pk)
    triggers = list(TriggerRecord.objects.filter(instance=instance).order_by("number"))
    submissions = {said.task_id: said for said in Submission.objects.filter(instance=instance)}
    with pytest.raises(NoTape, match="修复或迁移"):
        read_tape(instance, triggers, submissions, [])


def test_the_pages_take_the_same_statements_however_many_repairs_there_were(
    desk: Desk, browser: Browser, case: Case, manager: Person
) -> None:
    client, counts = browser(manager), []
    for settled in range(2):
        for _ in range(3 * settled):
            repair = proposed(browser, case, desk.head)
            browser(desk.head).post(f"/repairs/{repair.pk}/drop/")
        repair = proposed(browser, case, desk.head)
        pages = ("/repairs/", f"/repairs/cases/{case.pk}/", f"/repairs/{repair.pk}/", back(case))
        for page in pages:
            client.get(page)
        counted = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            counted.append(len(asked))
        counts.append(counted)
        browser(desk.head).post(f"/repairs/{repair.pk}/drop/")
    assert counts[0] == counts[1]

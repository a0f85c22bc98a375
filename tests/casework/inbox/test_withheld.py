"""What is withheld is not there for the respondent's side until it is disclosed (domain.md §4.4 rule 5)."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.cases.models import Case, Notice
from casework.cases.policies import visible_cases, visible_tasks
from casework.cases.services import NotAllowed
from casework.cases.services.notices import notify
from casework.organisations.models import Organisation, Person
from processes.models import UserTask
from processes.services import deploy
from tests.casework.cases.conftest import LANE, NOW
from tests.casework.cases.handover import begin, do, items, receiving, sending
from tests.casework.inbox.conftest import Desk
from tests.processes.diagrams import chain, end, service, user_task

pytestmark = pytest.mark.django_db
CANARY = "金丝雀暗访"
SCHOOL = '<banjie:assignment roles="RL-20 RL-21" scope="case.respondent"/>'
Browser = Callable[[Person], Client]


@pytest.fixture
def visit(desk: Desk) -> Case:
    """An unannounced visit that is planned: the office has a task, and so, already, has the school."""
    body = (
        user_task("c", LANE) + service("d", "cases.disclose") + user_task("e", SCHOOL) + end()
        + '<bpmn:parallelGateway id="fork" name="分"/><bpmn:parallelGateway id="join" name="合"/>' + user_task("f", SCHOOL)
        + chain("start", "fork", "c", "d", "e", "join", "end") + chain("fork", "f", "join")
    )  # fmt: skip
    named = '<banjie:receive kind="JC" office="= sender.office" title="= &quot;' + CANARY + '&quot;"/>'
    deploy(bundle=receiving(body, receive=named), at=NOW)
    sender = begin(desk, sending(items([desk.school]), withheld="= true"))
    do(sender, "a", desk.first, desk)
    case = Case.objects.get(sender=sender)
    notify(case=case, roles=("RL-20",), scope=str(desk.school.pk), text=f"{CANARY}通知", at=NOW)
    return case


def everywhere(desk: Desk, case: Case) -> list[str]:
    task = UserTask.objects.get(instance=case.instance_id, element_id="f")
    searches = [f"/inbox/?q={CANARY[:2]}", f"/cases/?q={CANARY[:2]}", f"/cases/?q={case.number[:-1]}"]
    tabs = [f"/inbox/?tab={tab}" for tab in ("todo", "done", "read", "started")]
    lists = [
        "/cases/",
        "/cases/?state=all",
        "/cases/?kind=JC",
        "/batches/",
        "/calendar/",
        "/organisations/organisation/",
    ]
    own = [f"/inbox/?school={desk.school.pk}", f"/cases/{case.pk}/", f"/evidence/{case.pk}/"]
    return [*tabs, *searches, *lists, *own, f"/inbox/tasks/{task.pk}/", f"/inbox/tasks/{task.pk}/summary/"]


@pytest.mark.persistence
def test_the_school_finds_no_trace_of_it_and_the_offices_see_it(
    desk: Desk, visit: Case, browser: Browser
) -> None:
    school = browser(desk.principal)
    for address in everywhere(desk, visit):
        said = school.get(address).content.decode()
        assert CANARY not in said, address
        assert visit.number not in said, address
        assert str(visit.pk) not in said, address
    assert school.get(f"/cases/{visit.pk}/").status_code == 404
    counts = school.get("/cases/").content.decode()
    assert "<strong>0</strong> 在办" in counts
    for person in (desk.first, desk.head, desk.deputy):
        assert CANARY in browser(person).get(f"/cases/{visit.pk}/").content.decode()


def test_nobody_of_the_school_acts_on_it_even_by_the_back_door(
    desk: Desk, visit: Case, browser: Browser
) -> None:
    task = UserTask.objects.get(instance=visit.instance_id, element_id="f")
    assert browser(desk.principal).post(f"/inbox/tasks/{task.pk}/", {"note": "x"}).status_code == 404
    assert browser(desk.principal).post(f"/inbox/tasks/{task.pk}/claim/").status_code == 404
    with pytest.raises(NotAllowed, match="还没有对您的单位公开"):
        do(visit, "f", desk.principal, desk)


def test_an_officer_who_also_holds_a_post_at_the_school_does_not_see_it(desk: Desk, visit: Case) -> None:
    desk.join(desk.second, "RL-21", desk.school)
    assert not visible_cases(desk.standing(desk.second)).filter(pk=visit.pk).exists()


def test_from_its_disclosure_on_the_school_sees_it_with_what_waits_there(
    desk: Desk, visit: Case, browser: Browser
) -> None:
    do(visit, "c", desk.first, desk)
    standing = desk.standing(desk.principal)
    assert visible_cases(standing).get() == visit
    assert set(visible_tasks(standing).values_list("element_id", flat=True)) == {"e", "f"}
    inbox = browser(desk.principal).get("/inbox/").content.decode()
    assert "任务e" in inbox
    assert CANARY in browser(desk.principal).get("/inbox/?tab=read").content.decode()
    assert Notice.objects.count() == 1


def test_another_school_sees_it_neither_before_nor_after(desk: Desk, visit: Case) -> None:
    assert isinstance(desk.neighbour_school, Organisation)
    assert not visible_cases(desk.standing(desk.neighbour)).exists()
    do(visit, "c", desk.first, desk)
    assert not visible_cases(desk.standing(desk.neighbour)).exists()

"""Who may open a step, and what everybody else reads there."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.organisations.models import Person
from processes.models import UserTask
from tests.casework.inbox.conftest import CHECKED, Desk
from tests.casework.inbox.stepping import ROWS, address

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def test_opening_a_finished_task_leads_to_the_case(desk: Desk, browser: Browser, task: UserTask) -> None:
    client = browser(desk.first)
    client.post(address(task), {**CHECKED, **ROWS})
    answer = client.get(address(task))
    assert answer.status_code == 200
    assert "这件事已经办好了" in answer.content.decode()


def test_who_may_see_the_case_but_not_do_the_step_reads_why(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    answer = browser(desk.deputy).get(address(task))
    assert answer.status_code == 200
    assert "这件事不在您的岗位职责内。" in answer.content.decode()
    assert 'value="confirmed"' not in answer.content.decode()
    answer = browser(desk.deputy).post(address(task), {**CHECKED, "fact": "我写的"})
    assert answer.status_code == 403
    assert "这件事不在您的岗位职责内。" in answer.content.decode()
    assert "事实：我写的" in answer.content.decode()


def test_who_checked_may_not_approve(desk: Desk, browser: Browser, task: UserTask) -> None:
    desk.join(desk.first, "RL-04", desk.office)
    client = browser(desk.first)
    client.post(address(task), {**CHECKED, **ROWS})
    next_task = desk.task(task.instance.case, "approve")
    assert "不相容岗位分离" in client.get(address(next_task)).content.decode()
    assert client.post(address(next_task), {"outcome": "agreed"}).status_code == 403


@pytest.mark.parametrize("who", ["neighbour", "auditor", "administrator", "clerk"])
def test_a_case_that_one_may_not_see_does_not_exist(
    desk: Desk, browser: Browser, task: UserTask, who: str
) -> None:
    client = browser(getattr(desk, who))
    assert client.get(address(task)).status_code == 404
    assert client.post(address(task), CHECKED).status_code == 404
    assert client.post(f"{address(task)}draft/", CHECKED).status_code == 404
    assert client.post(f"{address(task)}claim/").status_code == 404
    assert client.get(f"{address(task)}summary/").status_code == 404


def test_an_expired_login_in_the_middle_of_a_form_asks_to_log_in_and_returns(
    desk: Desk, task: UserTask
) -> None:
    answer = Client().post(address(task), CHECKED)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/login/?next=/inbox/tasks/{task.pk}/"

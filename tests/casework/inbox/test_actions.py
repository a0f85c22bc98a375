"""Actions from the case page: asking for more time, and being told why not."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.organisations.models import Person
from processes.models import UserTask
from tests.casework.inbox.conftest import Desk
from tests.casework.inbox.stepping import photo

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def address(case: Case) -> str:
    return f"/cases/{case.pk}/actions/more_time/"


@pytest.mark.persistence
def test_the_form_of_an_action_is_shown_and_sent(desk: Desk, browser: Browser) -> None:
    case, client = desk.answering(), browser(desk.principal)
    assert "理由" in client.get(address(case)).content.decode()
    answer = client.post(address(case), {"reason": "体育馆施工"}, follow=True)
    assert answer.redirect_chain == [(f"/cases/{case.pk}/", 302)]
    assert "已送JJK 基教科经办“审延期”" in answer.content.decode()
    assert UserTask.objects.open().filter(element_id="judge").exists()


def test_a_wrong_form_comes_back(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    answer = browser(desk.principal).post(address(case), {"reason": " "})
    assert answer.status_code == 422
    assert "请填写“理由”。" in answer.content.decode()


def test_who_is_not_offered_it_reads_that_it_cannot_be_done_now(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    for request in (browser(desk.first).get(address(case)), browser(desk.first).post(address(case), {})):
        assert request.status_code == 403
        assert "现在不能进行这项操作" in request.content.decode()


def test_after_the_matter_has_moved_on_what_was_typed_is_shown_to_copy(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    desk.do(case, "answer", desk.principal, proof=[str(photo(case, desk.principal))])
    answer = browser(desk.principal).post(address(case), {"reason": "写了很久的理由"})
    assert answer.status_code == 403
    assert "现在不能进行这项操作" in answer.content.decode()
    assert "理由：写了很久的理由" in answer.content.decode()

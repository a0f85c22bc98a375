"""A step that is posted after it ended, to somebody who sees the case no more: told in words, nothing disclosed, nothing lost."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.cases.models import Case
from casework.organisations.models import Membership, Person
from processes.models import UserTask
from tests.casework.cases.conftest import NOW
from tests.casework.guided.conftest import Browser, Submission

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Enter = Callable[[Person], Browser]
TYPED = {"profile-contact": "教务主管李四", "changed": ["profile-contact"]}


@pytest.fixture
def begun(submission: Submission, enter: Enter) -> Browser:
    """The clerk has the step in hand, and has saved a field of it."""
    clerk = enter(submission.clerk)
    clerk.keep("subject", profile__contact="教务主管")
    assert submission.task().assignee == submission.clerk
    return clerk


def taken_away(submission: Submission) -> None:
    """The matter goes to another vendor, and is over."""
    Case.objects.filter(pk=submission.case.pk).update(respondent=submission.rival_vendor)
    UserTask.objects.filter(pk=submission.task().pk).update(status="CANCELLED", closed_at=NOW)


def left(submission: Submission) -> None:
    Membership.objects.filter(person=submission.clerk).update(valid_to=NOW.date().replace(year=2025))


@pytest.mark.parametrize(
    ("happens", "said"),
    [(taken_away, "事项已经办完、取消或者进入下一步"), (left, "您已经不在办理这一步的单位任职")],
)
def test_what_was_typed_comes_back_with_the_reason_and_nothing_of_the_case(
    submission: Submission, begun: Browser, happens: Callable[[Submission], None], said: str
) -> None:
    page, keep = begun.url("subject"), begun.url("subject", "keep/")
    happens(submission)
    answer = begun.client.post(page, TYPED)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert said in html
    assert "联系岗位：教务主管李四" in html
    assert "/inbox/" in html
    for hidden in (submission.case.number, submission.case.title, str(submission.case.pk), "庚"):
        assert hidden not in html
    by_script = begun.client.post(keep, TYPED)
    assert (by_script.status_code, said in by_script.json()["error"]) == (403, True)
    # To look, without anything to lose, is refused as for everybody.
    assert begun.client.get(page).status_code == 404


def test_the_vendors_papers_are_where_they_were_and_the_page_leads_there(
    submission: Submission, begun: Browser
) -> None:
    page = begun.url("subject")
    taken_away(submission)
    html = begun.client.post(page, TYPED).content.decode()
    assert "已经上传的证照和材料没有丢" in html
    assert "/vendors/paper/" in html
    assert begun.client.get("/vendors/paper/").status_code == 200


def test_whoever_never_had_it_learns_nothing(submission: Submission, begun: Browser, enter: Enter) -> None:
    page = begun.url("subject")
    for _ in range(2):
        assert enter(submission.rival).client.post(page, TYPED).status_code == 404
        UserTask.objects.filter(pk=page.split("/")[2]).update(status="CANCELLED", closed_at=NOW)


def test_what_is_withheld_stays_so_for_the_post_that_the_step_was_for(
    submission: Submission, begun: Browser
) -> None:
    page = begun.url("subject")
    Case.objects.filter(pk=submission.case.pk).update(withheld=True)
    assert begun.client.post(page, TYPED).status_code == 404


def test_where_the_case_is_still_seen_what_was_typed_comes_back_too(
    submission: Submission, begun: Browser
) -> None:
    page = begun.url("subject")
    UserTask.objects.filter(pk=submission.task().pk).update(status="CANCELLED", closed_at=NOW)
    answer: Any = begun.client.post(page, TYPED)
    assert answer.status_code == 409
    assert "联系岗位：教务主管李四" in answer.content.decode()

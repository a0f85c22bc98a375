"""What is typed and not handed in yet is kept: for its author, for a task that is open, and not without end."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.organisations.models import Person
from processes.models import UserTask
from tests.casework.inbox.conftest import CHECKED, Desk
from tests.casework.inbox.stepping import ROWS, address, photo

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


@pytest.mark.persistence
def test_a_draft_is_kept_and_restored_on_another_device(desk: Desk, browser: Browser, task: UserTask) -> None:
    version = photo(task.instance.case, desk.first)
    typed = ROWS | {"fact": "写到一半", "pupils": "120", "photos": str(version)}
    typed |= {"steps-rows": ["0"], "steps-0-what": "约谈"}
    answer = browser(desk.first).post(f"{address(task)}draft/", typed)
    assert answer.json()["sentence"] == "已自动保存"
    assert "many" not in answer.json()["hidden"]
    html = browser(desk.first).get(address(task)).content.decode()
    for words in (
        "写到一半",
        "已恢复您上次没有提交的内容",
        str(version),
        "约谈",
        "补教案",
        "二年级三个班没有教案",
    ):
        assert words in html


def test_a_draft_answers_which_fields_show_and_which_are_required(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    answer = browser(desk.first).post(f"{address(task)}draft/", {"pupils": "20", "refund": "true"}).json()
    assert answer["hidden"] == ["many"]
    assert "amount" in answer["required"]


def test_the_draft_of_somebody_else_is_not_shown(desk: Desk, browser: Browser, task: UserTask) -> None:
    browser(desk.first).post(f"{address(task)}draft/", {"fact": "甲的草稿"})
    assert "甲的草稿" not in browser(desk.second).get(address(task)).content.decode()


def test_no_draft_is_kept_for_a_task_that_is_done_or_anothers(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    browser(desk.second).post(f"{address(task)}claim/")
    answer = browser(desk.first).post(f"{address(task)}draft/", {"fact": "x"})
    assert answer.status_code == 409
    browser(desk.second).post(address(task), {**CHECKED, **ROWS})
    assert browser(desk.second).post(f"{address(task)}draft/", {"fact": "x"}).status_code == 409


def test_an_endless_draft_is_refused_in_words(desk: Desk, browser: Browser, task: UserTask) -> None:
    answer = browser(desk.first).post(f"{address(task)}draft/", {"fact": "字" * 90_000})
    assert answer.status_code == 413
    assert "草稿放不下了" in answer.json()["sentence"]

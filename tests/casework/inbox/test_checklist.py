"""A checklist on the task page: one card for each item, kept as it is answered, frozen with its photos."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.calendar.services import seed_official
from casework.cases.models import CaseDocument
from casework.organisations.models import Person
from documents.models import DocumentVersion
from processes.models import Submission, UserTask
from tests.casework.cases.conftest import broken
from tests.casework.inbox.stepping import photo
from tests.casework.inbox.visiting import Visiting

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Path) -> Visiting:
    broken.clear()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    seed_official()
    return Visiting()


@pytest.fixture
def task(desk: Visiting) -> UserTask:
    return desk.task(desk.case(), "visit")


def address(task: UserTask) -> str:
    return f"/inbox/tasks/{task.pk}/"


def answers(desk: Visiting, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {f"items-{code}-result": "met" for code in ("C-01", "C-02", "C-20")}
    given["schools"] = [str(desk.school.pk), str(desk.neighbour_school.pk)]
    return given | changes


def page(client: Client, task: UserTask) -> str:
    return client.get(address(task)).content.decode()


def test_each_item_is_a_card_with_weight_red_line_clause_and_four_answers(
    desk: Visiting, browser: Browser, task: UserTask
) -> None:
    html = page(browser(desk.first), task)
    for words in ("课程", "教案齐全", "2 分", "红线", "依据：实施方案三（二）3", "依据：实施方案三（二）1",
                  "还有 <b>3</b> 项未评", 'name="items-C-20-result" value="not_applicable"',
                  '<bj-upload name="items-C-02-photos"'):  # fmt: skip
        assert words in html, words
    assert html.count('type="radio"') == 12


def test_an_english_screen_has_the_english_labels(desk: Visiting, browser: Browser, task: UserTask) -> None:
    client = browser(desk.first)
    client.cookies["django_language"] = "en"
    html = page(client, task)
    assert "Lesson plans" in html
    assert "Courses" in html
    assert "教案齐全" not in html


def test_what_is_missing_is_marked_at_its_item_and_nothing_is_lost(
    desk: Visiting, browser: Browser, task: UserTask
) -> None:
    given = answers(
        desk, **{"items-C-01-result": "", "items-C-20-result": "not_met", "items-C-02-fact": "课后写了"}
    )
    response = browser(desk.first).post(address(task), given)
    html = response.content.decode()
    assert response.status_code == 422
    assert "“检查项目”还有 1 项未评：C-01。" in html
    assert "请评定这一项。" in html
    assert html.count("C-20：请写明看到的情况。") == 2
    assert "课后写了" in html
    assert 'value="not_met" data-points="0" checked' in html
    assert html.count("desk-item--error") == 2


@pytest.mark.persistence
def test_answers_are_kept_as_a_draft_and_come_back(desk: Visiting, browser: Browser, task: UserTask) -> None:
    client, key = browser(desk.first), str(photo(task.instance.case, desk.first))
    given = {"items-C-20-result": "partly", "items-C-20-fact": "一家未入库", "items-C-20-photos": key}
    assert client.post(f"{address(task)}draft/", given).status_code == 200
    html = page(client, task)
    assert 'value="partly" data-points="0.5" checked' in html
    assert "一家未入库" in html
    assert f'name="items-C-20-photos" value="{key}"' in html
    assert "还有 <b>2</b> 项未评" in html


def test_photos_are_filed_and_frozen_and_expressions_read_the_result(
    desk: Visiting, browser: Browser, task: UserTask
) -> None:
    case = task.instance.case
    key = photo(case, desk.first)
    short = {"items-C-01-result": "not_met", "items-C-01-fact": "两份缺", "items-C-01-photos": str(key)}
    response = browser(desk.first).post(address(task), answers(desk, **short))
    assert response.status_code == 302
    kept = Submission.objects.get().values
    assert [item["result"] for item in kept["items"]] == ["not_met", "met", "met"]
    assert kept["items"][0]["photos"] == [str(key)]
    assert CaseDocument.objects.filter(case=case, document__versions=key).exists()
    assert DocumentVersion.objects.get(pk=key).frozen_at is not None
    html = page(browser(desk.head), desk.task(case, "after"))
    assert 'name="score" value="77.8"' in html
    assert 'name="count" value="2"' in html


def test_a_photo_of_another_case_or_type_is_refused(desk: Visiting, browser: Browser, task: UserTask) -> None:
    foreign = photo(desk.case(), desk.first)
    unknown = UUID(int=7)
    for key in (foreign, unknown):
        given = answers(desk, **{"items-C-01-photos": str(key)})
        response = browser(desk.first).post(address(task), given)
        assert response.status_code == 422
        assert "有文件没有上传完成" in response.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.persistence
def test_a_card_more_costs_no_statement_more(desk: Visiting, browser: Browser, task: UserTask) -> None:
    client = browser(desk.first)

    def statements() -> int:
        page(client, task)
        with CaptureQueriesContext(connection) as asked:
            page(client, task)
        return len(asked)

    def keep(*codes: str) -> None:
        given = {f"items-{code}-photos": str(photo(task.instance.case, desk.first)) for code in codes}
        client.post(f"{address(task)}draft/", given)

    keep("C-01")
    few = statements()
    keep("C-01", "C-02", "C-20")
    assert statements() == few


def test_schools_and_people_are_ticked_from_those_that_may_be_named(
    desk: Visiting, browser: Browser, task: UserTask
) -> None:
    html = page(browser(desk.first), task)
    for school in (desk.school, desk.neighbour_school):
        assert f'type="checkbox" name="schools" value="{school.pk}"' in html
    assert f'name="people" value="{desk.head.pk}"' in html
    assert f'name="people" value="{desk.principal.pk}"' not in html
    assert f'name="schools" value="{desk.office.pk}"' not in html


@pytest.mark.parametrize("wrong", ["few", "office", "nonsense", "stranger"])
def test_only_those_that_are_offered_can_be_ticked_and_enough_of_them(
    desk: Visiting, browser: Browser, task: UserTask, wrong: str
) -> None:
    given = answers(desk)
    said = "请从列表中选择"
    if wrong == "few":
        given["schools"], said = [str(desk.school.pk)], "至少要选 2 个，现在是 1 个"
    elif wrong == "office":
        given["schools"] = [str(desk.school.pk), str(desk.office.pk)]
    elif wrong == "nonsense":
        given["schools"] = [str(desk.school.pk), "7"]
    else:
        given["people"] = [str(desk.first.pk), str(desk.principal.pk)]
    response = browser(desk.first).post(address(task), given)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_lists_of_ids_are_kept_and_route_the_case(desk: Visiting, browser: Browser, task: UserTask) -> None:
    given = answers(desk, people=[str(desk.first.pk), str(desk.head.pk)])
    assert browser(desk.first).post(address(task), given).status_code == 302
    kept = Submission.objects.get().values
    assert kept["schools"] == given["schools"]
    assert kept["people"] == given["people"]


def test_what_was_checked_is_read_on_the_next_step_and_the_case_with_its_photos(
    desk: Visiting, browser: Browser, task: UserTask
) -> None:
    case = task.instance.case
    key = photo(case, desk.first)
    short = {"items-C-20-result": "not_met", "items-C-20-fact": "一家未入库", "items-C-20-photos": str(key)}
    browser(desk.first).post(address(task), answers(desk, **short))
    client = browser(desk.head)
    for html in (page(client, desk.task(case, "after")), client.get(f"/cases/{case.pk}/").content.decode()):
        for words in ("得分", "33.3", "符合 2", "不符 1", "有红线项不符", "一家未入库", "其余 2 项",
                      f"/cases/{case.pk}/documents/{key}/"):  # fmt: skip
            assert words in html, words


def test_the_respondent_does_not_read_the_checklist_of_the_office(
    desk: Visiting, browser: Browser, task: UserTask
) -> None:
    case = task.instance.case
    given = answers(desk, **{"items-C-20-result": "not_met", "items-C-20-fact": "一家未入库"})
    browser(desk.first).post(address(task), given)
    html = browser(desk.principal).get(f"/cases/{case.pk}/").content.decode()
    assert case.number in html
    assert "一家未入库" not in html

"""批量发起: a form that opens a case for each of many, how far it is, and another try of what failed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.cases.jobs import ask_calendars
from casework.cases.models import Batch, Case, Opening
from casework.jobs.services import run_jobs
from casework.organisations.models import Organisation, Person
from processes.bundle import Bundle
from processes.models import Submission
from processes.services import deploy
from tests.casework.cases.conftest import NOW, broken
from tests.casework.cases.monthly import monthly
from tests.casework.inbox.conftest import Desk
from tests.processes.diagrams import NOTE, chain, diagram, end, service, user_task

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]
ADDRESS = "/cases/begin/planned/plan/"
START = (
    '<bpmn:startEvent id="wanted" name="布置"><bpmn:extensionElements>'
    '<banjie:start form="plan" roles="RL-03" kind="FF" office="JJK" respondents="= plan.schools" '
    'title="= respondent_name + plan.year + &quot;年方案&quot;" label="布置方案"/>'
    "</bpmn:extensionElements></bpmn:startEvent>"
)
LANE = '<banjie:assignment roles="RL-20" scope="case.respondent"/>'
PLAN = {
    "title": "布置方案",
    "fields": [
        {"name": "year", "type": "text", "label": "年度", "required": True},
        {"name": "schools", "type": "organisation", "multiple": True, "label": "学校", "required": True,
         "kinds": "SCHOOL"},
    ],
}  # fmt: skip


def planned() -> Bundle:
    body = (
        START
        + service("s", "test.unsteady")
        + user_task("a", LANE)
        + end()
        + chain("wanted", "s", "a", "end")
    )
    files = {
        "planned/process.bpmn": diagram(body, process="planned"),
        "planned/forms/note.json": NOTE,
        "planned/forms/plan.json": json.dumps(PLAN, ensure_ascii=False).encode(),
    }
    return Bundle("planned", files)


@pytest.fixture
def schools(desk: Desk) -> list[Organisation]:
    deploy(bundle=planned(), at=NOW)
    return [desk.school, desk.neighbour_school]


def posted(schools: list[Organisation]) -> dict[str, Any]:
    return {"year": "2026", "schools": [str(school.pk) for school in schools]}


@pytest.mark.persistence
def test_the_form_opens_a_case_for_each_and_each_keeps_what_was_said(
    desk: Desk, schools: list[Organisation], browser: Browser
) -> None:
    answer = browser(desk.first).post(ADDRESS, posted(schools))
    batch = Batch.objects.get()
    assert answer.headers["Location"] == f"/batches/{batch.pk}/"
    assert not Case.objects.exists()
    page = browser(desk.first).get(f"/batches/{batch.pk}/").content.decode()
    assert '<meta http-equiv="refresh"' in page
    assert "已立案 0 / 2" in page
    run_jobs(at=NOW)
    cases = Case.objects.order_by("respondent__code")
    assert [(case.kind, case.title) for case in cases] == [("FF", "S102026年方案"), ("FF", "S112026年方案")]
    assert {case.opened_by for case in cases} == {desk.first}
    kept = Submission.objects.order_by("pk")
    assert {row.instance.key for row in kept} == {case.pk for case in cases}
    assert {(row.form, row.by, row.values["year"]) for row in kept} == {("plan", desk.first, "2026")}
    page = browser(desk.first).get(f"/batches/{batch.pk}/").content.decode()
    assert '<meta http-equiv="refresh"' not in page
    assert all(case.number in page for case in cases)


def test_a_form_that_names_nobody_comes_back_with_a_sentence(
    desk: Desk, schools: list[Organisation], browser: Browser
) -> None:
    answer = browser(desk.first).post(ADDRESS, {"year": "2026", "schools": []})
    assert answer.status_code == 422
    assert not Batch.objects.exists()


@pytest.mark.persistence
def test_what_failed_says_why_and_is_tried_again_by_the_office(
    desk: Desk, schools: list[Organisation], browser: Browser
) -> None:
    broken["now"] = True
    browser(desk.first).post(ADDRESS, posted(schools))
    run_jobs(at=NOW)
    batch = Batch.objects.get()
    page = browser(desk.head).get(f"/batches/{batch.pk}/").content.decode()
    assert "没有完成：存储没有应答" in page
    assert "重试没有立成的 2 件" in page
    broken.clear()
    assert browser(desk.outsider).post(f"/batches/{batch.pk}/again/").status_code in {403, 404}
    assert browser(desk.head).post(f"/batches/{batch.pk}/again/").status_code == 302
    run_jobs(at=NOW)
    assert Case.objects.count() == 2
    assert not Opening.objects.exclude(cause="").exists()


def test_the_list_shows_what_the_calendar_opened_and_schools_are_not_let_in(
    desk: Desk, browser: Browser
) -> None:
    deploy(bundle=monthly(when="true"), at=NOW)
    ask_calendars.call(NOW.isoformat())
    run_jobs(at=NOW)
    page = browser(desk.deputy).get("/batches/").content.decode()
    assert "按日程" in page
    assert "已立案 2 / 2" in page
    batch = Batch.objects.get()
    assert browser(desk.principal).get("/batches/").status_code == 403
    assert browser(desk.principal).get(f"/batches/{batch.pk}/").status_code == 404
    assert browser(desk.principal).post(f"/batches/{batch.pk}/again/").status_code == 404


@pytest.mark.persistence
def test_pages_of_batches_take_the_same_statements_however_many_rows_they_have(
    desk: Desk, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    deploy(bundle=monthly(when="true"), at=NOW)
    for number in range(20, 50):
        desk._organisation(f"S{number}", Organisation.Kind.SCHOOL, desk.bureau)
    ask_calendars.call(NOW.isoformat())
    run_jobs(at=NOW)
    client = browser(desk.deputy)
    client.get("/batches/")
    with django_assert_max_num_queries(14):
        client.get("/batches/")
    with django_assert_max_num_queries(16):
        client.get(f"/batches/{Batch.objects.get().pk}/")

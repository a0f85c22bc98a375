"""Beginning a matter on the form of its process: who may, what comes back, what is opened."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.cases.services.starting import said_at_start
from casework.organisations.models import Membership, Organisation, Person
from processes.models import ProcessInstance, Submission, UserTask
from processes.services import Coming, DeployRefused, deploy
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.beginning import APPLY, START, process, vendor
from tests.casework.inbox.conftest import Desk
from tests.casework.inbox.visiting import CHECKLIST

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]
ADDRESS = "/cases/begin/entry/apply/"


@pytest.fixture
def blue(desk: Desk) -> Organisation:
    deploy(bundle=process(), at=NOW)
    return vendor(desk)


def filled(blue: Organisation, **changes: Any) -> dict[str, Any]:
    return {"subject": str(blue.pk), "course": "航模", "urgent": "false"} | changes


def test_a_principal_finds_what_he_may_begin_and_an_officer_does_not(
    desk: Desk, blue: Organisation, browser: Browser
) -> None:
    page = browser(desk.principal).get("/cases/begin/").content.decode()
    assert "引进机构" in page
    assert "学校提出，机构补齐材料。" in page
    assert 'href="/cases/begin/"' in browser(desk.principal).get("/cases/").content.decode()
    assert browser(desk.first).get("/cases/begin/").status_code == 403
    assert 'href="/cases/begin/"' not in browser(desk.first).get("/cases/").content.decode()


def test_the_form_of_the_process_opens_a_case_between_vendor_school_and_office(
    desk: Desk, blue: Organisation, browser: Browser
) -> None:
    answer = browser(desk.principal).post(ADDRESS, filled(blue))
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/cases/{case.pk}/"
    assert (case.respondent, case.school, case.office) == (blue, desk.school, desk.other)
    assert (case.kind, case.title, case.source) == ("RX", "引进：航模", "application")
    assert case.number.startswith("QSH-RX-2026-")
    assert UserTask.objects.open().get().element_id == "calm"


@pytest.mark.persistence
def test_what_was_filled_in_is_kept_as_a_submission_and_routes_the_case(
    desk: Desk, blue: Organisation, browser: Browser
) -> None:
    browser(desk.principal).post(ADDRESS, filled(blue, urgent="true"))
    assert UserTask.objects.open().get().element_id == "hurry"
    kept = Submission.objects.get()
    assert (kept.element_id, kept.form, kept.by) == ("wanted", "apply", desk.principal)
    assert said_at_start(Case.objects.get().pk, "apply")["course"] == "航模"


def test_a_wrong_form_comes_back_with_what_was_typed_and_opens_nothing(
    desk: Desk, blue: Organisation, browser: Browser
) -> None:
    answer = browser(desk.principal).post(ADDRESS, filled(blue, subject=str(desk.school.pk)))
    assert answer.status_code == 422
    assert "航模" in answer.content.decode()
    assert not Case.objects.exists()
    assert not ProcessInstance.objects.exists()


def test_nobody_begins_for_an_organisation_in_which_he_has_not_the_role(
    desk: Desk, blue: Organisation, browser: Browser
) -> None:
    theirs = filled(blue, starter=str(desk.neighbour_school.pk))
    assert browser(desk.principal).post(ADDRESS, theirs).status_code == 403
    assert browser(desk.first).get(ADDRESS).status_code == 404
    assert not Case.objects.exists()


def test_who_holds_a_pilot_and_another_school_says_first_for_which_one(
    desk: Desk, blue: Organisation, browser: Browser
) -> None:
    other = desk.neighbour_school
    Membership.objects.create(
        person=desk.principal, organisation=other, role="RL-20", valid_from=date(2020, 1, 1)
    )
    new = {**APPLY, "fields": [*APPLY["fields"], {"name": "more", "type": "text", "label": "新增一栏"}]}
    deploy(bundle=process(form=new), at=NOW, coming=Coming(pilots=[str(other.pk)]))
    client = browser(desk.principal)
    assert client.get("/cases/begin/").content.decode().count(ADDRESS) == 1
    page = client.get(ADDRESS).content.decode()
    assert "新增一栏" not in page
    assert "试行新版（第2版）" in page
    assert "按现行版（第1版）" in page
    for school, number in ((other, 2), (desk.school, 1)):
        place = f"{ADDRESS}?starter={school.pk}"
        assert place.removeprefix(ADDRESS) in page
        form = client.get(place).content.decode()
        assert ("新增一栏" in form) == (number == 2)
        assert f'name="starter" value="{school.pk}"' in form
        wrong = client.post(ADDRESS, filled(blue, starter=str(school.pk), course=""))
        assert (wrong.status_code, f'value="{school.pk}"' in wrong.content.decode()) == (422, True)
        place = client.post(ADDRESS, filled(blue, starter=str(school.pk))).headers["Location"]
        case = Case.objects.get(pk=place.split("/")[2])
        assert (case.school, case.instance and case.instance.version.number) == (school, number)
    assert client.post(ADDRESS, filled(blue)).status_code == 403
    assert client.get(f"{ADDRESS}?starter=x").status_code == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "= apply.course + case.number"}, "case"),
        ({"start": START.replace('form="apply"', 'form="nowhere"')}, "表单 nowhere 不存在"),
        ({"start": START.replace('roles="RL-20"', 'roles=""')}, "没有人能办"),
        ({"start": START.replace('respondent="= apply.subject" ', "")}, "要写责任单位"),
        (
            {"form": {**APPLY, "fields": [{"name": "f", "type": "file", "label": "文件"}]}},
            "立案之前没有地方存放",
        ),
        ({"form": {**APPLY, "fields": [CHECKLIST]}}, "立案之前没有地方存放照片"),
    ],
)
def test_a_start_that_could_not_work_is_refused_at_deploy(
    db: None, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(DeployRefused, match=said):
        deploy(bundle=process(**changes), at=NOW)

"""Registering a new matter: who may, what comes back, what is opened."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casework.organisations.models import Person
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import UserTask
from processes.services import deploy
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import Desk

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]
ADDRESS = "/cases/new/"


def filled(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "respondent": str(desk.school.pk), "source": "monthly_inspection", "found_on": "2026-04-23",
        "findings-rows": ["0"], "findings-0-code": "VF-4", "findings-0-severity": "2",
        "findings-0-fact": "三个班没有教案", "agreed": "false", "act": "register",
    } | changes  # fmt: skip


def test_the_form_offers_schools_sources_codes_and_severities(desk: Desk, browser: Browser) -> None:
    html = browser(desk.first).get(ADDRESS).content.decode()
    for words in ("S10", "S11", "月度检查", "VF-4 无备课教案", "L4 紧急", 'value="2026-04-24"'):
        assert words in html
    assert "JJK</option>" not in html


def test_a_wrong_form_comes_back_with_what_was_typed(desk: Desk, browser: Browser) -> None:
    wrong = filled(desk, **{"findings-0-code": "", "found_on": "2026-05-30", "source": ""})
    answer = browser(desk.first).post(ADDRESS, wrong)
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "请选择“来源”。",
        "发现日期不能晚于今天。",
        "第 1 行：请选择“问题代码”。",
        "三个班没有教案",
    ):
        assert words in html


def test_a_matter_without_findings_is_none(desk: Desk, browser: Browser) -> None:
    nothing = filled(desk)
    del nothing["findings-rows"]
    answer = browser(desk.first).post(ADDRESS, nothing)
    assert answer.status_code == 422
    assert "请填写“问题”。" in answer.content.decode()


@pytest.mark.parametrize("who", ["head", "principal", "deputy", "auditor", "administrator"])
def test_only_officers_register(desk: Desk, browser: Browser, who: str) -> None:
    client = browser(getattr(desk, who))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, filled(desk)).status_code == 403


def test_an_officer_of_two_offices_says_for_which(desk: Desk, browser: Browser) -> None:
    desk.join(desk.first, "RL-05", desk.other)
    assert "承办科室" in browser(desk.first).get(ADDRESS).content.decode()
    answer = browser(desk.first).post(ADDRESS, filled(desk))
    assert "请选择“承办科室”。" in answer.content.decode()


@pytest.fixture
def rectify(desk: Desk) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=NOW)


@pytest.mark.persistence
@pytest.mark.usefixtures("rectify")
def test_a_registered_matter_is_a_case_that_waits_to_be_verified(desk: Desk, browser: Browser) -> None:
    answer = browser(desk.first).post(ADDRESS, filled(desk), follow=True)
    html = answer.content.decode()
    assert "已登记，案号 QSH-ZG-2026-000001" in html
    assert "核实定性" in html
    assert "三个班没有教案" in html


@pytest.mark.usefixtures("rectify")
def test_who_checks_a_letter_reads_it(desk: Desk, browser: Browser) -> None:
    """From registration to checking over HTTP: the letter stands on the page, and the file on nobody's yet."""
    client = browser(desk.first)
    client.post(ADDRESS, filled(desk))
    verify = UserTask.objects.open().get(element_id="verify")
    items = {"n": "1", "code": "VF-4", "severity": "2", "fact": "三个班没有教案", "clause": "三（一）2",
             "measure": "补齐教案"}  # fmt: skip
    rows = {f"items-0-{name}": value for name, value in items.items()}
    found = {"items-rows": ["0"], "refund": "false", "outcome": "confirmed"}
    answer = client.post(f"/inbox/tasks/{verify.pk}/", rows | found)
    assert answer.status_code == 302
    draft = UserTask.objects.open().get(element_id="draft_letter")
    said = {
        "found_on": "2026-04-23",
        "inspectors": "区教育体育局",
        "basis": "实施方案",
        "contact": "课后服务工作岗",
    }
    assert client.post(f"/inbox/tasks/{draft.pk}/", said | {"outcome": "drafted"}).status_code == 302
    check = UserTask.objects.open().get(element_id="check_letter")
    html = browser(desk.head).get(f"/inbox/tasks/{check.pk}/").content.decode()
    assert "关于限期整改课后服务有关问题的通知" in html
    assert "补齐教案" in html
    assert "desk-draft" not in browser(desk.principal).get(f"/inbox/tasks/{check.pk}/").content.decode()

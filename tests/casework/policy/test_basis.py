"""依据 on the case page and the task page: clauses that open to their own words, and values as they were read."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from processes.models import UserTask

from .conftest import AT, Bureau
from .test_decisions import LATER, cap, carry_on, opened

pytestmark = pytest.mark.persistence
CLAUSE = "最高课时费标准不超过市级补助基准"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def officer(bureau: Bureau, client: Client) -> Client:
    client.force_login(bureau.officer)
    return client


def test_a_step_opens_to_the_words_of_its_clause(bureau: Bureau, officer: Client) -> None:
    case = opened(bureau)
    task = UserTask.objects.open().get(instance__key=case.pk)
    for address in (f"/cases/{case.pk}/", f"/inbox/tasks/{task.pk}/"):
        page = shown(officer, address)
        assert "步骤“任务ask”" in page
        assert "实施方案三（三）2；" in page
        assert CLAUSE in page
        assert "#clause-" in page


def test_a_decision_keeps_showing_the_value_that_it_read(bureau: Bureau, officer: Client) -> None:
    cap(bureau, 100, date(2025, 9, 1))
    case = opened(bureau)
    cap(bureau, 70, LATER.date())
    carry_on(bureau, case, LATER)
    page = shown(officer, f"/cases/{case.pk}/")
    assert "最高课时费标准（市级补助基准） 100元/课时" in page
    assert "最高课时费标准（市级补助基准） 70元/课时" in page
    assert "演示值" in page
    assert f"<mark>{CLAUSE}</mark>" in page


def test_an_open_ceiling_is_said_to_be_open(bureau: Bureau, officer: Client) -> None:
    page = shown(officer, f"/cases/{opened(bureau).pk}/")
    assert "最高课时费标准（市级补助基准） 未录入" in page
    assert "市级基准未录入" in page


def test_more_decisions_cost_no_more_statements(bureau: Bureau, officer: Client) -> None:
    case = opened(bureau)
    address = f"/cases/{case.pk}/"
    shown(officer, address)
    with CaptureQueriesContext(connection) as short:
        shown(officer, address)
    carry_on(bureau, case, AT)
    with CaptureQueriesContext(connection) as long:
        shown(officer, address)
    # Who stood in for whom is asked as soon as anything was done.
    assert len(long) <= len(short) + 1

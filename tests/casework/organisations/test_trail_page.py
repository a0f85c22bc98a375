"""The audit administrator reads the log, and nobody else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from casework.audit import guards
from casework.audit.models import Event
from casework.audit.services import Entry, record, record_many
from casework.organisations.models import Role
from tests.casework.organisations.conftest import Hire

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
PAGE = "audit:index"


@pytest.fixture
def auditor(hire: Hire) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(hire(Role.AUDITOR))
    return client


@pytest.fixture
def event() -> Event:
    payload = {"name": "松涛中学", "code": "S-1", "values": "填报的内容"}
    return record(chain=uuid4(), kind="organisation.created", at=datetime.now(UTC), by=None, payload=payload)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_nobody_else_reads_the_log(role: Role, hire: Hire, client: Client) -> None:
    client.force_login(hire(role))
    assert client.get(reverse(PAGE)).status_code == 403


def test_the_log_says_what_happened_and_not_what_was_filled_in(auditor: Client, event: Event) -> None:
    page = auditor.get(reverse(PAGE)).content.decode()
    assert "系统登记了单位“松涛中学”（S-1）" in page
    assert "填报的内容" not in page


def test_the_log_only_reads(auditor: Client) -> None:
    assert auditor.post(reverse(PAGE)).status_code == 405


def test_the_log_is_narrowed_by_kind_day_and_chain(auditor: Client, event: Event) -> None:
    today = localdate()
    found = {
        "kind=organisation.created": True,
        "kind=person.created": False,
        f"day={today}": True,
        f"day={today - timedelta(days=1)}": False,
        f"chain={event.chain}": True,
        f"chain={uuid4()}": False,
        "chain=nonsense": False,
        "day=nonsense": True,
        "page=999": True,
    }
    for query, expected in found.items():
        assert ("松涛中学" in auditor.get(reverse(PAGE) + "?" + query).content.decode()) is expected, query


def test_a_chain_is_checked_where_it_is_shown(auditor: Client, event: Event) -> None:
    from django.db import connection

    address = reverse(PAGE) + f"?chain={event.chain}"
    assert "核对无误" in auditor.get(address).content.decode()
    connection.check_constraints()
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET kind = 'person.created'")
    assert "第 1 条：内容被改动" in auditor.get(address).content.decode()


def test_a_long_log_takes_a_page_and_few_statements(
    auditor: Client, django_assert_max_num_queries: object
) -> None:
    record_many(chain=uuid4(), entries=[Entry("note")] * 60, at=datetime.now(UTC), by=None)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        page = auditor.get(reverse(PAGE)).content.decode()
    assert "第 1 页，共 2 页" in page


def test_the_log_of_a_matter_is_found_by_its_name(auditor: Client, hire: Hire) -> None:
    school = hire(Role.PRINCIPAL).memberships.get().organisation
    record(
        chain=school.pk,
        kind="organisation.changed",
        at=datetime.now(UTC),
        by=None,
        payload={"name": "改过的校名"},
    )
    page = auditor.get(reverse(PAGE), {"chain": school.short_name}).content.decode()
    assert "改过的校名" in page
    assert f">{school.short_name}</a>" in page

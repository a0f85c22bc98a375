"""Parameters inside a change: proposed with it, confirmed with it or not at all."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.changes.faults import faults_of
from casework.changes.models import ChangeSet
from casework.changes.parameters import (
    NotAfterToday,
    confirm_all,
    confirmed_of,
    drop_all,
    drop_from,
    parameter_lines,
    propose_in,
)
from casework.changes.services import NotOpen, abandon
from casework.policy.models import Clause, ParameterValue
from casework.policy.services import (
    AlreadyFromThatDay,
    BelongsToMore,
    OwnProposal,
    confirm,
    drop,
    propose,
)
from casework.policy.values import value_of
from tests.casework.changes.conftest import AT, Bureau

pytestmark = pytest.mark.django_db
CODE, DAY = "PRM_EXT_MAX_WD", date(2026, 9, 1)


def proposed(change: ChangeSet, bureau: Bureau, value: int = 5, day: date = DAY, code: str = CODE) -> None:
    propose_in(
        change=change, code=code, value=value, effective_from=day, source="新规定", today=AT.date(), by=bureau.manager, at=AT
    )  # fmt: skip


@pytest.mark.persistence
def test_a_proposal_changes_nothing_until_the_change_is_approved(change: ChangeSet, bureau: Bureau) -> None:
    before = value_of(CODE, on=DAY)
    proposed(change, bureau)
    assert value_of(CODE, on=DAY) == before
    (line,) = parameter_lines(change, language="zh-hans")
    assert (line.after, line.state, line.effective_from) == ("5个工作日", "WAITING", DAY)
    assert line.before.startswith(str(before))
    confirm_all(change=change, by=bureau.deputy, at=AT)
    assert value_of(CODE, on=DAY) == 5
    assert value_of(CODE, on=DAY - timedelta(days=1)) == before
    assert [row.code for row in confirmed_of(change)] == [CODE]
    assert parameter_lines(change, language="zh-hans")[0].before == line.before


@pytest.mark.persistence
def test_all_are_confirmed_or_none(change: ChangeSet, bureau: Bureau) -> None:
    proposed(change, bureau, day=DAY)
    proposed(change, bureau, day=DAY + timedelta(days=1))
    other = propose(
        code=CODE, value=7, effective_from=DAY + timedelta(days=1), source="别的", by=bureau.finance, at=AT
    )
    confirm(value=other, by=bureau.deputy, at=AT)
    with pytest.raises(AlreadyFromThatDay):
        confirm_all(change=change, by=bureau.deputy, at=AT)
    assert confirmed_of(change) == []


def test_the_drafter_does_not_confirm(change: ChangeSet, bureau: Bureau) -> None:
    proposed(change, bureau)
    with pytest.raises(OwnProposal):
        confirm_all(change=change, by=bureau.manager, at=AT)


@pytest.mark.persistence
def test_a_second_value_for_the_day_replaces_the_first(change: ChangeSet, bureau: Bureau) -> None:
    proposed(change, bureau, 5)
    proposed(change, bureau, 6)
    assert [row.value for row in ParameterValue.objects.waiting()] == [6]


def test_what_is_dropped_is_gone_with_the_change(change: ChangeSet, bureau: Bureau) -> None:
    proposed(change, bureau)
    drop_all(change=change, by=bureau.manager, at=AT)
    assert not ParameterValue.objects.waiting().exists()
    assert confirm_all(change=change, by=bureau.deputy, at=AT) == []


def test_a_value_from_today_or_into_a_closed_change_is_refused(change: ChangeSet, bureau: Bureau) -> None:
    with pytest.raises(NotAfterToday):
        proposed(change, bureau, day=AT.date())
    proposed(change, bureau)
    abandon(change=change, by=bureau.manager, at=AT)
    with pytest.raises(NotOpen):
        proposed(change, bureau, day=DAY + timedelta(days=3))
    with pytest.raises(NotOpen):
        drop_from(link=change.parameters.get(), by=bureau.manager, at=AT)


def test_parameters_alone_are_something_to_hand_in(change: ChangeSet, bureau: Bureau) -> None:
    assert faults_of(change, at=AT)
    proposed(change, bureau)
    assert faults_of(change, at=AT) == []


def test_it_is_proposed_and_given_up_on_the_page(change: ChangeSet, bureau: Bureau) -> None:
    client, form = Client(), reverse("changes:parameter", args=[change.pk, CODE])
    client.force_login(bureau.manager)
    later = timezone.localdate() + timedelta(days=30)
    for wrong in ({"value": "abc"}, {"effective_from": timezone.localdate().isoformat()}, {"source": ""}):
        answer = client.post(
            form, {"value": "5", "effective_from": later.isoformat(), "source": "新规定", **wrong}
        )
        assert answer.status_code == 422
    answer = client.post(form, {"value": "5", "effective_from": later.isoformat(), "source": "新规定"})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "5个工作日" in page
    link = change.parameters.get()
    assert client.post(reverse("changes:parameter_drop", args=[change.pk, link.pk])).status_code == 302
    assert not ParameterValue.objects.waiting().exists()
    assert client.get(reverse("changes:parameter", args=[change.pk, "PRM_GONE"])).status_code == 404


def test_who_reads_changes_sees_them_and_cannot_propose(change: ChangeSet, bureau: Bureau) -> None:
    proposed(change, bureau)
    client = Client()
    client.force_login(bureau.officer)
    assert "5个工作日" in client.get(reverse("changes:parameters", args=[change.pk])).content.decode()
    assert client.get(reverse("changes:parameter", args=[change.pk, CODE])).status_code == 403
    client.force_login(bureau.principal)
    assert client.get(reverse("changes:parameters", args=[change.pk])).status_code == 404


@pytest.mark.persistence
def test_the_lines_take_the_same_statements_however_many_there_are(change: ChangeSet, bureau: Bureau) -> None:
    counts = []
    for n in range(2):
        proposed(change, bureau, day=DAY + timedelta(days=n))
        with CaptureQueriesContext(connection) as asked:
            parameter_lines(change, language="zh-hans")
        counts.append(len(asked))
    assert counts == [2, 2]


def test_on_its_own_page_it_is_neither_confirmed_nor_dropped_alone(change: ChangeSet, bureau: Bureau) -> None:
    proposed(change, bureau)
    row, client = ParameterValue.objects.get(), Client()
    client.force_login(bureau.head)
    page = client.get(reverse("parameters:parameter", args=[CODE])).content.decode()
    assert "流程变更“缩短期限”的一部分" in page
    assert reverse("changes:parameters", args=[change.pk]) in page
    assert reverse("parameters:confirm", args=[CODE, row.pk]) not in page
    for act in ("confirm", "drop"):
        answer = client.post(reverse(f"parameters:{act}", args=[CODE, row.pk]), follow=True)
        assert "不能单独确认或撤销" in answer.content.decode()
    for settle in (confirm, drop):
        with pytest.raises(BelongsToMore):
            settle(value=row, by=bureau.head, at=AT)
    assert ParameterValue.objects.waiting().get() == row


def test_one_that_stands_alone_is_confirmed_there(bureau: Bureau) -> None:
    row, client = (
        propose(code=CODE, value=7, effective_from=DAY, source="别的", by=bureau.manager, at=AT),
        Client(),
    )
    client.force_login(bureau.head)
    client.post(reverse("parameters:confirm", args=[CODE, row.pk]))
    assert value_of(CODE, on=DAY) == 7


def test_the_differences_list_them_with_both_values_day_and_clause(change: ChangeSet, bureau: Bureau) -> None:
    clause = Clause.objects.order_by("pk")[0]
    before = value_of(CODE, on=DAY)
    propose_in(
        change=change, code=CODE, value=5, effective_from=DAY, source="新规定", clause=clause, today=AT.date(),
        by=bureau.manager, at=AT,
    )  # fmt: skip
    client, address = Client(), reverse("changes:differences", args=[change.pk])
    client.force_login(bureau.officer)
    page = client.get(address).content.decode()
    for said in (
        f"{before}个工作日",
        "5个工作日",
        "2026年9月1日",
        clause.place,
        f"#clause-{clause.pk}",
        "新规定",
    ):
        assert said in page
    drop_all(change=change, by=bureau.manager, at=AT)
    assert "5个工作日" not in client.get(address).content.decode()

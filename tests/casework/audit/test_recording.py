"""Facts are appended in constant time, in one transaction with what they tell of, and stay as they are."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from casework.audit.canonical import NotRecordable
from casework.audit.models import ChainHead, Event, EventIsImmutable
from casework.audit.services import Entry, Head, record, record_many
from casework.audit.verification import verify
from casework.organisations.models import Person

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 4, 24, 1, 30, tzinfo=UTC)


def test_events_of_a_chain_are_numbered_and_each_follows_the_one_before() -> None:
    chain = uuid4()
    record(chain=chain, kind="case.opened", at=AT, by=None, payload={"number": "ZG-1"})
    record_many(chain=chain, entries=[Entry("task.opened"), Entry("task.completed")], at=AT, by=None)
    events = list(Event.objects.filter(chain=chain))
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.previous for event in events] == ["0" * 64, events[0].digest, events[1].digest]
    head = ChainHead.objects.get(pk=chain)
    assert (head.seq, head.digest) == (3, events[2].digest)


@pytest.mark.parametrize("count", [1, 2, 80])
@pytest.mark.parametrize("begun", [False, True])
def test_one_event_or_many_take_three_statements(
    count: int, begun: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chain = uuid4()
    if begun:
        record(chain=chain, kind="case.opened", at=AT, by=None)
    with django_assert_num_queries(3):
        record_many(chain=chain, entries=[Entry("note", {"n": n}) for n in range(count)], at=AT, by=None)


def test_who_has_just_read_the_head_takes_two(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    chain = uuid4()
    first = record(chain=chain, kind="case.opened", at=AT, by=None)
    with django_assert_num_queries(2):
        (second,) = record_many(
            chain=chain, entries=[Entry("note")], at=AT, by=None, known=Head(first.seq, first.digest)
        )
    assert (second.seq, second.previous) == (2, first.digest)


def test_a_head_that_was_read_too_early_breaks_no_chain() -> None:
    chain = uuid4()
    first = record(chain=chain, kind="case.opened", at=AT, by=None)
    record(chain=chain, kind="note", at=AT, by=None)
    record_many(
        chain=chain,
        entries=[Entry("note"), Entry("note")],
        at=AT,
        by=None,
        known=Head(first.seq, first.digest),
    )
    assert list(Event.objects.filter(chain=chain).values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert not list(verify(chain))


def test_an_event_says_what_was_recorded() -> None:
    person = Person.objects.create_user(username="p1", post="督导责任人")
    entry = Entry(
        "task.completed",
        {
            "id": UUID(int=7),
            "amount": Decimal("12.50"),
            "on": date(2026, 4, 24),
            "at": AT,
            "名": ["校", None, True],
        },
        on_behalf="校长",
    )
    stored = record_many(chain=uuid4(), entries=[entry], at=AT, by=person)[0]
    event = Event.objects.get(pk=stored.pk)
    assert event.payload == {
        "id": "00000000-0000-0000-0000-000000000007",
        "amount": "12.50",
        "on": "2026-04-24",
        "at": "2026-04-24T01:30:00.000000Z",
        "名": ["校", None, True],
    }
    assert (event.by, event.by_name, event.on_behalf, event.at) == (person, "督导责任人", "校长", AT)


def test_the_post_of_that_day_stays_when_the_person_moves_on() -> None:
    person = Person.objects.create_user(username="p1", post="校长")
    event = record(chain=uuid4(), kind="note", at=AT, by=person)
    Person.objects.filter(pk=person.pk).update(post="督导")
    assert Event.objects.get(pk=event.pk).by_name == "校长"


def test_one_moment_in_two_zones_has_one_text() -> None:
    east = record(chain=UUID(int=1), kind="note", at=AT.astimezone(timezone(timedelta(hours=8))), by=None)
    assert json.loads(east.canonical)["at"] == "2026-04-24T01:30:00.000000Z"


def test_the_text_does_not_depend_on_the_order_of_keys() -> None:
    one = record(chain=UUID(int=1), kind="note", at=AT, by=None, payload={"a": 1, "b": {"x": 1, "y": 2}})
    other = record(chain=UUID(int=2), kind="note", at=AT, by=None, payload={"b": {"y": 2, "x": 1}, "a": 1})
    assert one.canonical.replace(str(UUID(int=1)), "") == other.canonical.replace(str(UUID(int=2)), "")


@pytest.mark.parametrize(
    "value",
    ["nul \x00 byte", "\u202e bidi", "𠀀𪚥", "\u2028", "字" * 10_000, -0.0, 1e300, 10**30, "'; DROP --"],
)
def test_nasty_values_come_back_as_they_were(value: Any) -> None:
    event = record(chain=uuid4(), kind="note", at=AT, by=None, payload={"value": value})
    assert Event.objects.get(pk=event.pk).payload == {"value": value}
    assert list(verify()) == []


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), datetime(2026, 1, 1), {1: "key"}, {"a", "b"}, object(), "\ud800", b"bytes"],
)
def test_a_value_without_an_exact_text_is_refused_and_nothing_is_written(value: Any) -> None:
    chain = uuid4()
    entries = [Entry("note"), Entry("note", {"value": value})]
    with pytest.raises(NotRecordable), transaction.atomic():
        record_many(chain=chain, entries=entries, at=AT, by=None)
    assert not Event.objects.filter(chain=chain).exists()


def test_a_fact_that_is_rolled_back_leaves_no_event_and_no_gap() -> None:
    chain = uuid4()
    record(chain=chain, kind="note", at=AT, by=None)
    with transaction.atomic():
        record(chain=chain, kind="note", at=AT, by=None)
        transaction.set_rollback(True)
    assert record(chain=chain, kind="note", at=AT, by=None).seq == 2
    assert list(verify()) == []


def test_the_orm_neither_changes_nor_deletes_an_event() -> None:
    event = record(chain=uuid4(), kind="note", at=AT, by=None)
    event.kind = "other"
    with pytest.raises(EventIsImmutable):
        event.save()
    with pytest.raises(EventIsImmutable):
        event.delete()
    with pytest.raises(EventIsImmutable):
        Event.objects.filter(pk=event.pk).update(kind="other")
    with pytest.raises(EventIsImmutable):
        Event.objects.all().delete()
    with pytest.raises(EventIsImmutable):
        Event.objects.bulk_update([event], ["kind"])


REFUSED = [
    "UPDATE audit_event SET kind = 'x'",
    "UPDATE audit_event SET digest = digest",
    "DELETE FROM audit_event",
    "UPDATE audit_chainhead SET seq = seq - 1",
    "DELETE FROM audit_chainhead",
]
OWN = {
    "sqlite": ["REPLACE INTO audit_event SELECT * FROM audit_event"],
    "postgresql": ["TRUNCATE audit_event", "TRUNCATE audit_chainhead"],
}


def test_the_database_refuses_to_change_the_trail() -> None:
    record_many(chain=uuid4(), entries=[Entry("note"), Entry("note")], at=AT, by=None)
    if connection.vendor == "postgresql":
        # Deferred references of the new rows would hold up TRUNCATE before its own guard speaks.
        connection.check_constraints()
    for statement in [*REFUSED, *OWN[connection.vendor]]:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)
    assert list(verify()) == []

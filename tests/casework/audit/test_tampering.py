"""Whoever gets past the guards and changes the trail is found, with the place."""

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from casework.audit import guards
from casework.audit.models import ChainHead, Event
from casework.audit.services import Entry, record_many
from casework.audit.verification import Break, Fault, fingerprint, verify

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 4, 24, 1, 30, tzinfo=UTC)
LENGTH = 12
TAMPERS_OF_EACH_KIND = 125


@pytest.fixture
def chain() -> Iterator[UUID]:
    """A chain between two others, without the guards: whoever owns the tables can take them away."""
    chains = sorted(uuid4() for _ in range(3))
    for one in chains:
        entries = [Entry("task.completed", {"n": n, "值": "合格"}) for n in range(LENGTH)]
        record_many(chain=one, entries=entries, at=AT, by=None)
    if connection.vendor == "postgresql":
        connection.check_constraints()
    guards.remove(connection)
    yield chains[1]
    guards.install(connection)


def sql(statement: str, *values: UUID | datetime | str | int) -> None:
    plain = [
        value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value for value in values
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, plain)


def change_text(chain: UUID, seq: int, dice: random.Random) -> Break:
    event = Event.objects.get(chain=chain, seq=seq)
    at = dice.randrange(len(event.canonical))
    text = event.canonical[:at] + "改" + event.canonical[at + 1 :]
    sql("UPDATE audit_event SET canonical = %s WHERE id = %s", text, event.pk)
    return Break(chain, seq, Fault.ALTERED)


def change_column(chain: UUID, seq: int, dice: random.Random) -> Break:
    changes: list[tuple[str, str | datetime]] = [
        ("kind", "task.opened"),
        ("at", datetime(2026, 4, 25, tzinfo=UTC)),
        ("by_name", "别人"),
        ("on_behalf", "别人"),
        ("algorithm", "sm3"),
        ("algorithm", "none"),
        ("previous", "f" * 64),
        ("digest", "f" * 64),
    ]
    column, value = dice.choice(changes)
    sql(f"UPDATE audit_event SET {column} = %s WHERE chain = %s AND seq = %s", value, chain, seq)  # noqa: S608
    return Break(chain, seq, Fault.ALTERED)


def rewrite_with_a_fitting_digest(chain: UUID, seq: int, dice: random.Random) -> Break:
    event = Event.objects.get(chain=chain, seq=seq)
    text = event.canonical.replace("合格", f"不合格{dice.random()}")
    digest = hashlib.sha256((event.previous + text).encode()).hexdigest()
    sql("UPDATE audit_event SET canonical = %s, digest = %s WHERE id = %s", text, digest, event.pk)
    return Break(chain, seq, Fault.ALTERED if seq < LENGTH else Fault.HEAD)


def delete_one(chain: UUID, seq: int, dice: random.Random) -> Break:
    sql("DELETE FROM audit_event WHERE chain = %s AND seq = %s", chain, seq)
    return Break(chain, seq, Fault.MISSING)


def delete_and_renumber(chain: UUID, seq: int, dice: random.Random) -> Break:
    delete_one(chain, seq, dice)
    for later in range(seq + 1, LENGTH + 1):
        sql("UPDATE audit_event SET seq = %s WHERE chain = %s AND seq = %s", later - 1, chain, later)
    sql("UPDATE audit_chainhead SET seq = seq - 1 WHERE chain = %s", chain)
    # Only the last one can go without renumbering; then the head does not fit what is last now.
    return Break(chain, seq, Fault.ALTERED) if seq < LENGTH else Break(chain, seq - 1, Fault.HEAD)


def insert_one(chain: UUID, seq: int, dice: random.Random) -> Break:
    for later in range(LENGTH, seq - 1, -1):
        sql("UPDATE audit_event SET seq = %s WHERE chain = %s AND seq = %s", later + 1, chain, later)
    _forge(chain, seq, follows=seq - 1)
    sql("UPDATE audit_chainhead SET seq = seq + 1 WHERE chain = %s", chain)
    # The forged row fits the one before it; the next one bears the number it was given when it was written.
    return Break(chain, seq + 1, Fault.ALTERED)


def append_one(chain: UUID, seq: int, dice: random.Random) -> Break:
    _forge(chain, LENGTH + 1, follows=LENGTH)
    return Break(chain, LENGTH + 1, Fault.EXTRA)


def swap_two(chain: UUID, seq: int, dice: random.Random) -> Break:
    other = dice.choice([n for n in range(1, LENGTH + 1) if n != seq])
    for old, new in ((seq, 999), (other, seq), (999, other)):
        sql("UPDATE audit_event SET seq = %s WHERE chain = %s AND seq = %s", new, chain, old)
    return Break(chain, min(seq, other), Fault.ALTERED)


def cut_the_tail(chain: UUID, seq: int, dice: random.Random) -> Break:
    sql("DELETE FROM audit_event WHERE chain = %s AND seq >= %s", chain, seq)
    return Break(chain, seq, Fault.MISSING)


def change_the_head(chain: UUID, seq: int, dice: random.Random) -> Break:
    if dice.random() < 0.5:
        sql("UPDATE audit_chainhead SET digest = %s WHERE chain = %s", "f" * 64, chain)
        return Break(chain, LENGTH, Fault.HEAD)
    sql("UPDATE audit_chainhead SET seq = %s WHERE chain = %s", seq - 1, chain)
    return Break(chain, seq, Fault.EXTRA)


def remove_the_head(chain: UUID, seq: int, dice: random.Random) -> Break:
    sql("DELETE FROM audit_chainhead WHERE chain = %s", chain)
    return Break(chain, 1, Fault.EXTRA)


def _forge(chain: UUID, seq: int, *, follows: int) -> None:
    """A row as a careful forger would make it: its own number, its own digest, after the row before it."""
    before = Event.objects.filter(chain=chain, seq=follows).first()
    model = before or Event.objects.filter(chain=chain).latest("seq")
    text = json.loads(model.canonical) | {"seq": seq, "payload": {"值": "伪造"}}
    canonical = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    previous = before.digest if before else "0" * 64
    Event(
        chain=chain,
        seq=seq,
        kind=model.kind,
        at=model.at,
        canonical=canonical,
        previous=previous,
        digest=hashlib.sha256((previous + canonical).encode()).hexdigest(),
    ).save()


Tamper = Callable[[UUID, int, random.Random], Break]
TAMPERS: list[Tamper] = [
    change_text,
    change_column,
    rewrite_with_a_fitting_digest,
    delete_one,
    delete_and_renumber,
    insert_one,
    append_one,
    swap_two,
    cut_the_tail,
    change_the_head,
    remove_the_head,
]


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
def test_every_tampering_is_found_at_its_place(chain: UUID, tamper: Tamper) -> None:
    dice = random.Random(tamper.__name__)  # noqa: S311
    for _ in range(TAMPERS_OF_EACH_KIND):
        with transaction.atomic():
            broken = tamper(chain, dice.randint(1, LENGTH), dice)
            assert list(verify(chain)) == [broken]
            transaction.set_rollback(True)
    assert list(verify()) == []


def test_one_broken_chain_does_not_hide_another(chain: UUID) -> None:
    first = ChainHead.objects.earliest("chain").pk
    delete_one(first, 3, random.Random(1))  # noqa: S311
    cut_the_tail(chain, 1, random.Random(1))  # noqa: S311
    assert set(verify()) == {Break(first, 3, Fault.MISSING), Break(chain, 1, Fault.MISSING)}


def test_the_fingerprint_tells_that_a_chain_went_with_its_head(chain: UUID) -> None:
    noted = fingerprint()
    sql("DELETE FROM audit_event WHERE chain = %s", chain)
    sql("DELETE FROM audit_chainhead WHERE chain = %s", chain)
    assert list(verify()) == []
    assert fingerprint() != noted


def test_the_command_names_what_is_broken_and_fails(chain: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    guards.install(connection)
    call_command("verify_audit")
    assert "3 条链，36 条记录" in capsys.readouterr().out
    guards.remove(connection)
    delete_one(chain, 5, random.Random(1))  # noqa: S311
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit")
    assert refusal.value.returncode == 1
    said = capsys.readouterr().err
    assert f"链 {chain} 第 5 条：缺少记录" in said
    assert "缺少数据库保护：audit_event_update" in said

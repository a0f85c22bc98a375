"""Appends facts to the audit trail."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from casework.audit.canonical import canonical, instant
from casework.audit.digests import ALGORITHM, GENESIS, digest
from casework.audit.models import ChainHead, Event
from processes.statements import Insert, Update


@dataclass(frozen=True)
class Entry:
    """A fact to record: its dotted kind, its details, and for whom it was done where somebody stood in."""

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    on_behalf: str = ""


@dataclass(frozen=True)
class Fact:
    """An entry of one chain, when it came about and by whom."""

    chain: UUID
    entry: Entry
    at: datetime
    by: AbstractBaseUser | None


def record(
    *,
    chain: UUID,
    kind: str,
    at: datetime,
    by: AbstractBaseUser | None,
    payload: Mapping[str, Any] | None = None,
) -> Event:
    """Append one event to ``chain`` in the caller's transaction. Raises NotRecordable."""
    return record_many(chain=chain, entries=[Entry(kind, payload or {})], at=at, by=by)[0]


@dataclass(frozen=True)
class Head:
    """How far a chain reached when it was read, not locked."""

    seq: int
    digest: str

    @staticmethod
    def columns(chain: str) -> dict[str, Subquery]:
        """Annotations by which a query reads, beside its rows, the heads of the chains that ``chain`` names."""
        found = ChainHead.objects.filter(chain=OuterRef(chain))
        return {"head_seq": Subquery(found.values("seq")), "head_digest": Subquery(found.values("digest"))}

    @classmethod
    def beside(cls, row: Any) -> "Head | None":
        """What ``columns`` read, None for a chain that has not begun."""
        return None if row.head_seq is None else cls(row.head_seq, row.head_digest)


def record_many(
    *,
    chain: UUID,
    entries: Sequence[Entry],
    at: datetime,
    by: AbstractBaseUser | None,
    known: Head | None = None,
) -> list[Event]:
    """Append ``entries`` to ``chain`` in the caller's transaction, in three statements for all of them
    and one more for every further 500. ``at`` is aware. The chain stays locked until the transaction
    ends, so writers of one chain queue. A writer who has read the ``known`` head saves a statement, unless another
    one has written since. Raises NotRecordable for a value that has no exact text.
    """
    if not entries:
        return []
    with transaction.atomic(savepoint=False):
        if known is not None:
            events = _linked(chain, entries, at, by, known)
            if _FORWARD.run(events[-1].seq, events[-1].digest, chain, known.seq):
                _APPEND.run(events)
                return events
        head = _lock_head(chain)
        events = _linked(chain, entries, at, by, head)
        _APPEND.run(events)
        _FORWARD.run(events[-1].seq, events[-1].digest, chain, head.seq)
    return events


def record_chains(facts: Sequence[Fact]) -> None:
    """Append ``facts`` of any number of chains, in their order in each, in the caller's transaction: three statements
    for all of them and a few more for every further 500. Chains are locked in the order of their ids, so that two
    writers never wait for each other crosswise. Raises NotRecordable.
    """
    by_chain: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_chain[fact.chain].append(fact)
    chains = sorted(by_chain)
    with transaction.atomic(savepoint=False):
        heads = _lock_heads(chains)
        events = [event for chain in chains for event in _appended(chain, by_chain[chain], heads[chain])]
        _APPEND.run(events)
        tips = {event.chain: ChainHead(event.chain, event.seq, event.digest) for event in events}
        _FORWARD_ALL.run(list(tips.values()))


def _appended(chain: UUID, facts: Sequence[Fact], head: Head) -> list[Event]:
    events: list[Event] = []
    for fact in facts:
        events += _linked(chain, [fact.entry], fact.at, fact.by, head)
        head = Head(events[-1].seq, events[-1].digest)
    return events


def _linked(
    chain: UUID, entries: Sequence[Entry], at: datetime, by: AbstractBaseUser | None, head: Head
) -> list[Event]:
    events, tip = [], head.digest
    for number, entry in enumerate(entries, start=head.seq + 1):
        event = _event(chain, entry, at, by)
        _link(event, number, tip, entry.payload)
        tip = event.digest
        events.append(event)
    return events


def envelope(event: Event, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the digest covers, as it is written into the canonical text."""
    return {
        "algorithm": event.algorithm,
        "at": instant(event.at),
        "by": event.by_id,
        "by_name": event.by_name,
        "chain": str(event.chain),
        "kind": event.kind,
        "on_behalf": event.on_behalf,
        "payload": payload,
        "seq": event.seq,
    }


def _event(chain: UUID, entry: Entry, at: datetime, by: AbstractBaseUser | None) -> Event:
    return Event(
        chain=chain,
        kind=entry.kind,
        at=at,
        by_id=by.pk if by else None,
        by_name=str(by)[:150] if by else "",
        on_behalf=entry.on_behalf,
        algorithm=ALGORITHM,
    )


def _link(event: Event, seq: int, previous: str, payload: Mapping[str, Any]) -> None:
    event.seq, event.previous = seq, previous
    event.canonical = canonical(envelope(event, payload))
    event.digest = digest(event.algorithm, previous, event.canonical)


def _lock_head(chain: UUID) -> Head:
    return _lock_heads([chain])[chain]


def _lock_heads(chains: Sequence[UUID]) -> dict[UUID, Head]:
    """Lock the heads of ``chains`` in this order, made where there is none, in one statement, so two writers cannot
    both begin."""
    heads: dict[UUID, Head] = {}
    for first in range(0, len(chains), _AT_ONCE):
        heads |= _lock_some(chains[first : first + _AT_ONCE])
    return heads


def _lock_some(chains: Sequence[UUID]) -> dict[UUID, Head]:
    table, field = connection.ops.quote_name(ChainHead._meta.db_table), ChainHead._meta.get_field("chain")
    keys = {field.get_db_prep_value(chain, connection): chain for chain in chains}
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (chain, seq, digest) VALUES {', '.join(['(%s, 0, %s)'] * len(keys))}"  # noqa: S608
            f" ON CONFLICT (chain) DO UPDATE SET seq = {table}.seq RETURNING chain, seq, digest",
            [value for key in keys for value in (key, GENESIS)],
        )
        return {keys[key]: Head(int(seq), str(tip)) for key, seq, tip in cursor.fetchall()}


_APPEND = Insert(Event)
_FORWARD = Update(ChainHead, sets=("seq", "digest"), where=("chain", "seq"))
_FORWARD_ALL = Insert(ChainHead, updating=("seq", "digest"))
_AT_ONCE = 500

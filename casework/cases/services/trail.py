"""What a step has to tell the audit trail, held back until its end: the cause first, then what followed from it.

Written at once, and chain by chain in a fixed order, it costs three statements a chain, and two steps that touch each
other's cases never wait for each other crosswise.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from casework.audit.services import Entry, Head, record_many
from casework.organisations.models import Person


@dataclass(frozen=True)
class Fact:
    chain: UUID
    entry: Entry
    at: datetime
    by: Person | None


@dataclass
class Trail:
    """Facts in order; ``causes`` are written before ``facts``. ``heads`` are those of chains that have just been read."""

    causes: list[Fact] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    heads: dict[UUID, Head] = field(default_factory=dict)

    def write(self) -> None:
        everything = [*self.causes, *self.facts]
        for chain in sorted({fact.chain for fact in everything}):
            own = [fact for fact in everything if fact.chain == chain]
            head = self.heads.get(chain)
            for (at, by), run in groupby(own, key=lambda fact: (fact.at, fact.by)):
                entries = [fact.entry for fact in run]
                last = record_many(chain=chain, entries=entries, at=at, by=by, known=head)[-1]
                head = Head(last.seq, last.digest)


_current: ContextVar[Trail | None] = ContextVar("trail", default=None)


@contextmanager
def deferring() -> Iterator[Trail]:
    """Hold back what is recorded inside; written when the block ends well, forgotten when it raises."""
    trail = Trail()
    token = _current.set(trail)
    try:
        yield trail
    finally:
        _current.reset(token)
    trail.write()


def record(*, chain: UUID, kind: str, at: datetime, by: Person | None, payload: Mapping[str, Any]) -> None:
    """Tell one fact of a case."""
    record_all(chain=chain, entries=[Entry(kind, payload)], at=at, by=by)


def record_all(*, chain: UUID, entries: Sequence[Entry], at: datetime, by: Person | None) -> None:
    trail = _current.get()
    if trail is None:
        record_many(chain=chain, entries=entries, at=at, by=by)
    else:
        trail.facts += [Fact(chain, entry, at, by) for entry in entries]

"""What a step has to tell the audit trail, held back until its end: the cause first, then what followed from it.

Written at once, and the chains in a fixed order, it costs three statements however many chains it is told to, and two
steps that touch each other's cases never wait for each other crosswise.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from casework.audit.services import Entry, Fact, Head, record_chains, record_many
from casework.organisations.models import Person

__all__ = ["Fact", "Trail", "deferring", "record", "record_all", "stand_in"]


@dataclass
class Trail:
    """Facts in order; ``causes`` are written before ``facts``. ``heads`` are those of chains that have just been read."""

    causes: list[Fact] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    heads: dict[UUID, Head] = field(default_factory=dict)
    # Who acts in whose place in this step: all that is told of him says so.
    substitute: tuple[Person, str] | None = None

    @property
    def everything(self) -> list[Fact]:
        told = [*self.causes, *self.facts]
        return told if self.substitute is None else [_marked(fact, *self.substitute) for fact in told]

    def write(self) -> None:
        everything = self.everything
        if len({fact.chain for fact in everything}) > 1:
            record_chains(everything)
        elif everything:
            self._write_one(everything[0].chain, everything)

    def _write_one(self, chain: UUID, own: Sequence[Fact]) -> None:
        head = self.heads.get(chain)
        for (at, by), run in groupby(own, key=lambda fact: (fact.at, fact.by)):
            entries = [fact.entry for fact in run]
            last = record_many(chain=chain, entries=entries, at=at, by=by, known=head)[-1]
            head = Head(last.seq, last.digest)


def _marked(fact: Fact, by: Person, principal: str) -> Fact:
    if fact.by != by or fact.entry.on_behalf:
        return fact
    return replace(fact, entry=replace(fact.entry, on_behalf=principal))


_current: ContextVar[Trail | None] = ContextVar("trail", default=None)


@contextmanager
def deferring() -> Iterator[Trail]:
    """Hold back what is recorded inside; written when the block ends well, forgotten when it raises.

    A block inside another one hands over to it, so that what is told of one case stays in its order.
    """
    trail, outer = Trail(), _current.get()
    token = _current.set(trail)
    try:
        yield trail
    finally:
        _current.reset(token)
    if outer is None:
        trail.write()
    else:
        outer.facts += trail.everything


def stand_in(*, by: Person, principal: Person) -> None:
    """From now on the step is told as done by ``by`` in the place of ``principal``."""
    trail = _current.get()
    if trail is not None:
        trail.substitute = (by, str(principal)[:150])


def record(*, chain: UUID, kind: str, at: datetime, by: Person | None, payload: Mapping[str, Any]) -> None:
    """Tell one fact of a case."""
    record_all(chain=chain, entries=[Entry(kind, payload)], at=at, by=by)


def record_all(*, chain: UUID, entries: Sequence[Entry], at: datetime, by: Person | None) -> None:
    trail = _current.get()
    if trail is None:
        record_many(chain=chain, entries=entries, at=at, by=by)
    else:
        trail.facts += [Fact(chain, entry, at, by) for entry in entries]

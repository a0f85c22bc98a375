"""Reads the trail again and names the first row of each chain that is not as it was written."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from casework.audit.digests import GENESIS, UnknownAlgorithm, digest
from casework.audit.models import ChainHead, Event
from casework.audit.services import envelope


class Fault(StrEnum):
    """What is wrong at the place of a break."""

    ALTERED = "内容被改动"
    MISSING = "缺少记录"
    EXTRA = "多出记录"
    HEAD = "链尾登记被改动"


@dataclass(frozen=True)
class Break:
    """The first broken place of a chain: ``seq`` is the row that was changed, is missing or is too many."""

    chain: UUID
    seq: int
    fault: Fault

    def __str__(self) -> str:
        return f"链 {self.chain} 第 {self.seq} 条：{self.fault}"


def verify(chain: UUID | None = None) -> Iterator[Break]:
    """Yield one Break for each broken chain, of all chains or of ``chain``; nothing when the trail is whole.

    A chain that was removed together with its head leaves no trace here: keep ``fingerprint`` elsewhere.
    """
    events, heads = Event.objects.all(), ChainHead.objects.all()
    if chain is not None:
        events, heads = events.filter(chain=chain), heads.filter(pk=chain)
    for key, rows in groupby(_with_head(events), key=lambda event: event.chain):
        broken = _first_break(rows)
        if broken is not None:
            yield Break(key, *broken)
    emptied = heads.filter(~Exists(Event.objects.filter(chain=OuterRef("pk"))))
    for head in emptied:
        yield Break(head.pk, 1, Fault.MISSING)


def _with_head(events: QuerySet[Event]) -> Iterator[Any]:
    """Events in order, each with the head of its chain in one statement, so writers do not disturb it."""
    head = ChainHead.objects.filter(pk=OuterRef("chain"))
    return (
        events.order_by("chain", "seq")
        .annotate(head_seq=Subquery(head.values("seq")), head_digest=Subquery(head.values("digest")))
        .iterator(chunk_size=2000)
    )


def _first_break(rows: Iterator[Any]) -> tuple[int, Fault] | None:
    tip, number, event = GENESIS, 0, None
    for number, event in enumerate(rows, start=1):
        fault = _fault(event, number)
        if fault is not None:
            return min(number, event.seq), fault
        if event.previous != tip:
            # This row is as it was written, and it followed another text than the one before it has now.
            return max(number - 1, 1), Fault.ALTERED
        tip = event.digest
    if event is None:
        return None
    if event.head_seq > number:
        return number + 1, Fault.MISSING
    return None if event.head_digest == tip else (number, Fault.HEAD)


def _fault(event: Any, number: int) -> Fault | None:
    """What is wrong with a row that should be ``number`` of its chain, looked at alone."""
    if event.seq > number:
        return Fault.MISSING
    if event.seq < number or event.head_seq is None or number > event.head_seq:
        return Fault.EXTRA
    return None if _as_written(event) else Fault.ALTERED


def _as_written(event: Event) -> bool:
    """Whether the digest fits the text, and the columns say what the text says."""
    try:
        fits = digest(event.algorithm, event.previous, event.canonical) == event.digest
    except UnknownAlgorithm:
        return False
    if not fits:
        return False
    text = json.loads(event.canonical)
    return bool(text == envelope(event, text["payload"]))


def fingerprint() -> str:
    """One hash over the heads of all chains, to be noted where nobody of this machine can change it."""
    heads = ChainHead.objects.order_by("chain").values_list("chain", "seq", "digest")
    whole = hashlib.sha256()
    for chain, seq, tip in heads.iterator(chunk_size=2000):
        whole.update(f"{chain}:{seq}:{tip}\n".encode())
    return whole.hexdigest()

"""The audit chain of a copy: the events of the pattern, hashed anew for the case that they are now about."""

from collections.abc import Iterator

from casework.audit.canonical import canonical
from casework.audit.digests import ALGORITHM, GENESIS, digest
from casework.audit.models import ChainHead, Event
from casework.audit.services import envelope
from casework.demo.district.copying import Copy


def trail_of(copy: Copy) -> tuple[ChainHead, list[Event]]:
    """The end of the chain, and its events in order."""
    events = list(_events(copy))
    return ChainHead(chain=events[-1].chain, seq=len(events), digest=events[-1].digest), events


def _events(copy: Copy) -> Iterator[Event]:
    chain, tip = copy.ids[copy.pattern.case.pk], GENESIS
    for seq, was in enumerate(copy.pattern.events, 1):
        by = copy.person(was.by_id)
        event = Event(
            chain=chain, seq=seq, kind=was.kind, at=was.at + copy.shift, by_id=by.pk if by else was.by_id,
            by_name=str(by)[:150] if by else was.by_name, on_behalf=was.on_behalf, algorithm=ALGORITHM, previous=tip,
        )  # fmt: skip
        event.canonical = canonical(envelope(event, copy.payload(was)))
        event.digest = tip = digest(ALGORITHM, tip, event.canonical)
        yield event

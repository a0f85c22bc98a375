"""What a process of its own does to a chain: it appends, again and again."""

from datetime import UTC, datetime
from uuid import UUID

from casework.audit.services import Entry, record_many


def write(*, chain: UUID, count: int) -> None:
    for number in range(count):
        entries = [Entry("note", {"n": number}), Entry("note", {"n": number, "again": True})]
        record_many(chain=chain, entries=entries, at=datetime.now(UTC), by=None)

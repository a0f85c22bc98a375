"""A process of its own that appends to a chain: ``python -m tests.casework.audit.writer <chain> <count>``."""

import sys
from datetime import UTC, datetime
from uuid import UUID

import django


def main(chain: UUID, count: int) -> None:
    django.setup()
    from casework.audit.services import Entry, record_many

    for number in range(count):
        entries = [Entry("note", {"n": number}), Entry("note", {"n": number, "again": True})]
        record_many(chain=chain, entries=entries, at=datetime.now(UTC), by=None)


if __name__ == "__main__":
    main(UUID(sys.argv[1]), int(sys.argv[2]))

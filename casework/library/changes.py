"""Who must act before an entry ceases: the layers above, which alone know what rests on it."""

from collections.abc import Callable
from datetime import date, datetime

from casework.library.models import LibraryEntry
from casework.organisations.models import Person

# The entry, the first day without it, the reason, the moment and the person; runs in the transaction of the change.
Hear = Callable[[LibraryEntry, date, str, datetime, Person | None], None]

_hearers: list[Hear] = []


def register(hear: Hear) -> None:
    """Call it once at start-up."""
    if hear not in _hearers:
        _hearers.append(hear)


def announce(entry: LibraryEntry, day: date, reason: str, at: datetime, by: Person | None) -> None:
    for hear in _hearers:
        hear(entry, day, reason, at, by)

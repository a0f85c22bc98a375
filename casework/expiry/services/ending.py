"""Permits and library entries whose last day is over."""

from collections.abc import Iterable

from casework.expiry.night import Night
from casework.expiry.services import renewal
from casework.library.models import LibraryEntry
from casework.library.services import entries
from casework.permits.models import Permit
from casework.permits.services import permits


def end_permits(over: Iterable[Permit], night: Night) -> int:
    """Mark them as ENDED; a permit ends with its contract, term or insurance, of which it is the least."""
    ended = list(over)
    for permit in ended:
        permits.end(permit=permit, at=night.at)
        renewal.call_off(permit, at=night.at)
    return len(ended)


def end_entries(over: Iterable[LibraryEntry], night: Night) -> int:
    """Mark them as ENDED."""
    ended = list(over)
    for entry in ended:
        entries.end(entry=entry, at=night.at)
    return len(ended)

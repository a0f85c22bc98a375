"""Permits and library entries whose last day is over."""

from datetime import date, datetime

from casework.expiry.services import renewal
from casework.library.models import LibraryEntry
from casework.library.services import entries
from casework.organisations.models import Organisation
from casework.permits.models import Permit
from casework.permits.services import permits


def end_what_is_over(subject: Organisation, *, day: date, at: datetime) -> int:
    """Mark them as ENDED; a permit ends with its contract, term or insurance, of which it is the least."""
    over = {"state__in": ["ACTIVE", "SUSPENDED"], "valid_to__lt": day}
    ended_permits = list(Permit.objects.filter(subject=subject, **over))
    for permit in ended_permits:
        permits.end(permit=permit, at=at)
        renewal.call_off(permit, at=at)
    ended_entries = list(LibraryEntry.objects.filter(organisation=subject, **over))
    for entry in ended_entries:
        entries.end(entry=entry, at=at)
    return len(ended_permits) + len(ended_entries)

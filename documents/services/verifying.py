"""Reading everything back, to see that what was filed is still what is kept, and that nothing else is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from documents.digest import digest
from documents.models import DocumentVersion
from documents.services.leftovers import in_batches
from storage import ObjectMissing, store

# An object may be older than the row that will name it by as long as a transaction lasts; a day is ample.
ORPHANED_AFTER = timedelta(hours=24)
State = DocumentVersion.State


@dataclass(frozen=True)
class Damage:
    """A version whose bytes are gone, or are no longer those that were filed."""

    version: DocumentVersion
    is_missing: bool


def filed() -> QuerySet[DocumentVersion]:
    """Every version that ever was available, and whose bytes must therefore be kept: withdrawn ones too."""
    return DocumentVersion.objects.filter(state__in=[State.AVAILABLE, State.WITHDRAWN]).exclude(sha256="")


def verify() -> Iterator[Damage]:
    """Read every filed version back against its hash, oldest first. Raises StoreUnavailable."""
    for version in filed().select_related("document").order_by("available_at").iterator(chunk_size=500):
        try:
            found = digest(store().open(version.key))
        except ObjectMissing:
            yield Damage(version, is_missing=True)
            continue
        if (found.size, found.sha256) != (version.size, version.sha256):
            yield Damage(version, is_missing=False)


def orphans(*, at: datetime) -> Iterator[str]:
    """Keys of objects older than a day that no row names. Raises StoreUnavailable."""
    old = (found.key for found in store().list() if found.modified_at <= at - ORPHANED_AFTER)
    for batch in in_batches(old):
        known = set(DocumentVersion.objects.filter(key__in=batch).values_list("key", flat=True))
        yield from (key for key in batch if key not in known)

"""Reading everything back, to see that what was filed is still what is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from documents.digest import digest
from documents.models import DocumentVersion
from storage import ObjectMissing, store


@dataclass(frozen=True)
class Damage:
    """A version whose bytes are gone, or are no longer those that were filed."""

    version: DocumentVersion
    is_missing: bool


def verify() -> Iterator[Damage]:
    """Hash every available version again, oldest first. Raises StoreUnavailable."""
    available = DocumentVersion.objects.filter(state=DocumentVersion.State.AVAILABLE)
    for version in available.select_related("document").order_by("available_at").iterator(chunk_size=500):
        try:
            found = digest(store().open(version.key))
        except ObjectMissing:
            yield Damage(version, is_missing=True)
            continue
        if (found.size, found.sha256) != (version.size, version.sha256):
            yield Damage(version, is_missing=False)

"""Freezing, withdrawing and reading versions."""

from collections.abc import Collection
from datetime import datetime
from typing import BinaryIO

from documents.models import DocumentVersion
from storage import store

State = DocumentVersion.State


class VersionNotAvailable(Exception):
    """The version has not passed its check, or was withdrawn."""


class VersionFrozen(Exception):
    """A decision rests on this version; it stays as it is."""


def freeze(*, versions: Collection[DocumentVersion], at: datetime) -> None:
    """Fix versions that a decision used; those frozen before keep their time. Raises VersionNotAvailable."""
    named = {version.pk for version in versions}
    if not all(version.is_available for version in versions):
        raise VersionNotAvailable(", ".join(map(str, named)))
    available = DocumentVersion.objects.filter(pk__in=named, state=State.AVAILABLE)
    changed = available.filter(frozen_at=None).update(frozen_at=at)
    # Fewer rows than versions: some were frozen before, or somebody withdrew one since it was read.
    if changed < len(named) and available.count() < len(named):
        raise VersionNotAvailable(", ".join(map(str, named)))
    for version in versions:
        version.frozen_at = version.frozen_at or at


def withdraw(*, version: DocumentVersion, at: datetime) -> DocumentVersion:
    """Take an unfrozen version out of use; its bytes are kept. Raises VersionFrozen, VersionNotAvailable."""
    changed = DocumentVersion.objects.filter(
        pk=version.pk, state__in=[State.PENDING, State.AVAILABLE], frozen_at=None
    ).update(state=State.WITHDRAWN, withdrawn_at=at)
    version.refresh_from_db()
    if changed:
        return version
    raise (VersionFrozen if version.is_frozen else VersionNotAvailable)(str(version.pk))


def open_version(version: DocumentVersion, *, start: int = 0, length: int | None = None) -> BinaryIO:
    """Bytes from ``start``; caller closes. Raises VersionNotAvailable, ObjectMissing, StoreUnavailable."""
    if not version.is_available:
        raise VersionNotAvailable(str(version.pk))
    return store().open(version.key, start=start, length=length)

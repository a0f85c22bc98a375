"""Who must hear that a sweep found an interrupted upload whole: those who hold documents, which alone know what it means."""

from collections.abc import Callable
from datetime import datetime

from documents.models import DocumentVersion

# The version that has just become available and the moment; runs in the transaction that makes it so.
Hear = Callable[[DocumentVersion, datetime], None]

_hearers: list[Hear] = []


def hear_of_settled(hear: Hear) -> None:
    """Call it once at start-up."""
    if hear not in _hearers:
        _hearers.append(hear)


def tell_settled(version: DocumentVersion, at: datetime) -> None:
    for hear in _hearers:
        hear(version, at)

"""What every store promises: written once, read whole or in part, failures under two names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import BinaryIO, Protocol


class StoreUnavailable(Exception):
    """The store could not be reached or did not answer properly; the same call may succeed later."""


class StoreFull(StoreUnavailable):
    """The store answers, but has no room left."""


class ObjectMissing(Exception):
    """No object is kept under this key."""


class ObjectExists(Exception):
    """The key is taken; objects are written once and never replaced."""


class IncompleteStream(Exception):
    """The stream ended before the announced number of bytes; nothing was kept."""


class InvalidKey(ValueError):
    """Keys are lower-case letters, digits, ``-`` and ``.`` in parts separated by ``/``."""


class Protection(Enum):
    """What becomes of an object that somebody deletes with the keys of the application."""

    NONE = "it is gone"
    VERSIONED = "it is kept as a version, until somebody deletes that as well"
    LOCKED = "it is kept as a version that nobody can delete before its time"


@dataclass(frozen=True)
class StoredObject:
    """One object of a listing; ``size`` in bytes, ``modified_at`` aware."""

    key: str
    size: int
    modified_at: datetime


@dataclass(frozen=True)
class UploadTicket:
    """Leave to send bytes once: the request that the browser makes, and until when it is accepted."""

    method: str
    url: str
    headers: Mapping[str, str]
    expires_at: datetime

    def as_json(self) -> dict[str, object]:
        return {
            "method": self.method,
            "url": self.url,
            "headers": dict(self.headers),
            "expires_at": self.expires_at.isoformat(),
        }


class Store(Protocol):
    """Every call raises StoreUnavailable when the store is away, and InvalidKey for a malformed key."""

    @property
    def is_direct(self) -> bool:
        """Whether browsers write to the store themselves; objects may change until the ticket expires."""

    @property
    def upload_origin(self) -> str:
        """Where browsers send bytes themselves, as ``scheme://host[:port]``; empty where they send through us."""

    def prepare(self) -> None:
        """Make the folder or bucket, unless it is there."""

    def put(self, key: str, stream: BinaryIO, size: int) -> None:
        """Keep ``size`` bytes, durable on return. Raises ObjectExists, IncompleteStream, StoreFull."""

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Read from byte ``start``, at most ``length`` bytes; the caller closes. Raises ObjectMissing."""

    def stat(self, key: str) -> int | None:
        """Size in bytes, or None where nothing is kept under the key."""

    def delete(self, key: str) -> None:
        """Forget the object; a missing one is no error."""

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        """Every complete object whose key starts with ``prefix``, in no promised order."""

    def prove_protection(self) -> Protection:
        """Found out by deleting a probe, since servers claim more than they do. A locked probe stays, hidden."""

    def lets_in(self, origin: str) -> bool:
        """Whether a page of ``origin`` may send bytes by a ticket, found out by asking as a browser does (CORS)."""

    def upload_ticket(
        self, key: str, *, size: int, media_type: str, at: datetime, expires: timedelta, through: str
    ) -> UploadTicket:
        """Leave for a browser to send the bytes; made without a network call.

        ``through`` is our own signed address, used where the store has none that browsers can reach.
        The size is not enforced by every store: compare ``stat`` afterwards.
        """

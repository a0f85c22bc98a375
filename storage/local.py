"""Objects as files in a folder of this machine."""

import contextlib
import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from storage.contract import (
    IncompleteStream,
    ObjectExists,
    ObjectMissing,
    Protection,
    StoredObject,
    StoreFull,
    StoreUnavailable,
    UploadTicket,
)
from storage.keys import checked
from storage.part import Part
from storage.unfinished import UNFINISHED, Unfinished, unfinished

CHUNK = 256 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class LocalStore:
    """Write a file without a name, force it to disk, link it under its key: there or not there, never half."""

    is_direct = False
    upload_origin = ""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self) -> None:
        _make_folder(self.root)

    def put(self, key: str, stream: BinaryIO, size: int) -> None:
        target = self._path(key)
        _make_folder(target.parent)
        with contextlib.ExitStack() as stack:
            with _failures():
                new = stack.enter_context(unfinished(target.parent))
            _copy(stream, new.stream, size)
            _publish(new, target, key)

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        with _failures(key):
            stream = self._path(key).open("rb")
        stream.seek(start)
        return stream if length is None else Part(stream, length)

    def stat(self, key: str) -> int | None:
        try:
            with _failures(key):
                return self._path(key).stat().st_size
        except ObjectMissing:
            return None

    def delete(self, key: str) -> None:
        with _failures():
            self._path(key).unlink(missing_ok=True)

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        folder = self.root / prefix.rpartition("/")[0]
        for path in sorted(folder.rglob("*")):
            key = path.relative_to(self.root).as_posix()
            if not key.startswith(prefix) or path.name.startswith(UNFINISHED) or not path.is_file():
                continue
            # Deleted since it was listed: then it is not there, which is no failure.
            with contextlib.suppress(ObjectMissing), _failures(key):
                found = path.stat()
                yield StoredObject(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def prove_protection(self) -> Protection:
        return Protection.NONE

    def lets_in(self, origin: str) -> bool:
        return True

    def upload_ticket(
        self, key: str, *, size: int, media_type: str, at: datetime, expires: timedelta, through: str
    ) -> UploadTicket:
        checked(key)
        return UploadTicket("PUT", through, {"Content-Type": media_type}, at + expires)

    def _path(self, key: str) -> Path:
        return self.root / checked(key)


@contextlib.contextmanager
def _failures(key: str = "") -> Iterator[None]:
    """Name what the operating system reports; FileExistsError passes, only ``put`` knows what it means."""
    try:
        yield
    except FileExistsError:
        raise
    except FileNotFoundError as error:
        if key:
            raise ObjectMissing(key) from error
        raise StoreUnavailable(str(error)) from error
    except OSError as error:
        raise (StoreFull if error.errno in _FULL else StoreUnavailable)(str(error)) from error


def _make_folder(folder: Path) -> None:
    try:
        with _failures():
            folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # something that is no folder has its name
        raise StoreUnavailable(str(error)) from error


def _copy(stream: BinaryIO, out: BinaryIO, size: int) -> None:
    """Copy exactly ``size`` bytes and force them to disk. Errors of the reader's side pass unchanged."""
    left = size
    while left:
        chunk = stream.read(min(CHUNK, left))
        if not chunk:
            raise IncompleteStream(f"{size - left} of {size} bytes")
        left -= len(chunk)
        with _failures():
            out.write(chunk)
    with _failures():
        out.flush()
        os.fsync(out.fileno())


def _publish(new: Unfinished, target: Path, key: str) -> None:
    try:
        with _failures():
            new.publish(target)
            _sync_folder(target.parent)
    except FileExistsError as error:
        raise ObjectExists(key) from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""A file that gets its name when it is whole.

Where the system knows files without a name (Linux, on the usual file systems), a process that is killed while it writes
leaves nothing behind; elsewhere it leaves a file that ``UNFINISHED`` marks.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".part-"
_OPENED = "/proc/self/fd"


@dataclass(frozen=True)
class Unfinished:
    """``stream`` takes the bytes; ``path`` is where they are meanwhile, None while they have no name."""

    stream: BinaryIO
    path: Path | None

    def publish(self, target: Path) -> None:
        """Give the file its name. Raises FileExistsError: a link, unlike a rename, replaces nobody's file."""
        if self.path is not None:
            os.link(self.path, target)
            return
        opened = os.open(_OPENED, os.O_RDONLY)
        try:
            os.link(str(self.stream.fileno()), target, src_dir_fd=opened)
        finally:
            os.close(opened)


@contextlib.contextmanager
def unfinished(folder: Path) -> Iterator[Unfinished]:
    """A new file in ``folder``; what was not published is gone afterwards. Raises OSError."""
    descriptor = _unnamed(folder)
    if descriptor is not None:
        with open(descriptor, "wb") as stream:
            yield Unfinished(stream, None)
        return
    descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    try:
        with open(descriptor, "wb") as stream:
            yield Unfinished(stream, Path(name))
    finally:
        Path(name).unlink(missing_ok=True)


def _unnamed(folder: Path) -> int | None:
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not os.path.isdir(_OPENED):
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, 0o600)
    except OSError:
        return None  # this file system has none, or nothing can be written here, which the next attempt tells

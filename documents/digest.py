"""Counting and hashing streams."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Digest:
    """Size in bytes, SHA-256 in lower-case hexadecimal."""

    size: int
    sha256: str


def digest(stream: BinaryIO) -> Digest:
    """Read the stream to its end and close it."""
    return copy_counting(stream, None)


def copy_counting(stream: BinaryIO, out: BinaryIO | None) -> Digest:
    """Copy the stream to ``out`` (None: nowhere), and close the stream."""
    size, sha256 = 0, hashlib.sha256()
    with stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            sha256.update(chunk)
            if out is not None:
                out.write(chunk)
    return Digest(size, sha256.hexdigest())

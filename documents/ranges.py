"""The Range header of RFC 9110 §14, as far as previews need it: one range of bytes."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII)


class RangeNotSatisfiable(Exception):
    """The range starts behind the end of the file (416)."""


@dataclass(frozen=True)
class ByteRange:
    """``length`` bytes from ``start`` of a file of ``size`` bytes."""

    start: int
    length: int
    size: int

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.start + self.length - 1}/{self.size}"


def read_range(header: str, *, size: int) -> ByteRange | None:
    """The one range that the header asks for; None (the whole file) for none, several, or nonsense.

    Raises RangeNotSatisfiable.
    """
    found = _ONE_RANGE.fullmatch(header[:100])
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        start, end = size - length, size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < start:
            return None
    if start > end or start >= size:
        raise RangeNotSatisfiable(header)
    return ByteRange(start, end - start + 1, size)

"""How much a PDF holds when its streams are unpacked: a megabyte may stand for a gigabyte."""

import zlib
from typing import Any

from pypdf.generic import IndirectObject, StreamObject

from documents.intake.refusal import Reason, Refused

MOST_UNPACKED = 400 * 1024 * 1024  # of all streams together
MOST_OF_ONE = 150 * 1024 * 1024  # a page scanned at 600 dpi in colour has 104
_CHUNK = 1024 * 1024
_DEFLATE = {"/FlateDecode", "/Fl"}


class Unpacking:
    """Counts over all streams of one file."""

    def __init__(self) -> None:
        self._left = MOST_UNPACKED

    def count(self, found: Any) -> None:
        """Unpack a stream as far as its filters are deflate, and keep nothing. Raises Refused."""
        if not isinstance(found, StreamObject):
            return
        times = _deflated(found)
        if times > 2:
            raise Refused(Reason.PDF_TOO_COMPLEX)
        if times:
            own = self._unpacked(found._data, times)
            self._left -= own
            if own > MOST_OF_ONE or self._left < 0:
                raise Refused(Reason.PDF_TOO_COMPLEX)

    def _unpacked(self, data: bytes, times: int) -> int:
        """Bytes of the innermost; a stream that is broken counts as far as it goes."""
        inflate, inner = zlib.decompressobj(), zlib.decompressobj()
        size = 0
        most = min(MOST_OF_ONE, self._left)
        try:
            while data and size <= most:
                out = inflate.decompress(data, _CHUNK)
                data = inflate.unconsumed_tail
                size += len(out)
                if times > 1:
                    size += self._inner(inner, out, most)
                if not out:
                    break
        except zlib.error:
            pass
        return size

    def _inner(self, inner: Any, data: bytes, most: int) -> int:
        size = 0
        while data and size <= most:
            out = inner.decompress(data, _CHUNK)
            data = inner.unconsumed_tail
            size += len(out)
            if not out:
                break
        return size


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _deflated(found: StreamObject) -> int:
    """How many of the first filters are deflate."""
    filters = _resolved(found.get("/Filter"))
    listed = list.__iter__(filters) if isinstance(filters, list) else [filters]
    names = [str(_resolved(one)) for one in listed]
    return next((at for at, name in enumerate(names) if name not in _DEFLATE), len(names))

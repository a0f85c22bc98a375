"""A stretch of a stream, read as if it were a whole file."""

import io
from typing import BinaryIO


class Part(io.RawIOBase, BinaryIO):
    """At most ``length`` bytes of ``stream``, which it closes with itself."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self._stream.read(min(len(buffer), self._left))
        buffer[: len(chunk)] = chunk
        self._left -= len(chunk)
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()

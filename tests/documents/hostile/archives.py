"""Packages written by hand, where the library would be too honest or too slow."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tests.documents.files import WORD_TYPES

_COUNTED = 64 * 1024 * 1024
DOCUMENT = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Entry:
    """One part as it stands in the file: ``size`` is what it claims to unpack to."""

    name: str
    packed: bytes
    size: int
    crc: int = 0
    method: int = 8


def plain(name: str, content: bytes | str) -> Entry:
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Entry(name, packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def repeated(name: str, block: bytes, times: int, *, before: bytes = b"", after: bytes = b"") -> Entry:
    """``before``, the block so many times, ``after``: packed once and multiplied, so that gigabytes cost nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    tail = packer.compress(after) + packer.flush()
    size = len(before) + len(block) * times + len(after)
    # Of what is refused for its size nobody comes to compare the checksum.
    crc = zlib.crc32(before + block * times + after) if size <= _COUNTED else 0
    return Entry(name, head + middle * times + tail, size, crc)


def archive(entries: Sequence[Entry]) -> bytes:
    out, directory = bytearray(), bytearray()
    for entry in entries:
        name = entry.name.encode()
        sizes = struct.pack("<III", entry.crc, len(entry.packed), entry.size)
        fixed = struct.pack("<HHHHH", 20, 0x800, entry.method, 0, 33)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fixed + sizes
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + fixed + sizes + struct.pack("<HH", len(name), 0) + name + entry.packed
    end = struct.pack("<4HIIH", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


def docx(*entries: Entry) -> bytes:
    """A package that claims Word, with these parts."""
    return archive([plain("[Content_Types].xml", WORD_TYPES), *entries])


def crowd(entries: int) -> bytes:
    """A package of so many empty parts."""
    return docx(*(Entry(f"word/part{number}.bin", b"", 0, method=0) for number in range(entries)))


def document(body: str) -> bytes:
    """A Word file with this body."""
    return docx(plain(DOCUMENT, f"<w:document {W}><w:body>{body}</w:body></w:document>"))


def many(block: bytes, times: int) -> bytes:
    """A Word file whose body is the block so many times."""
    return docx(
        repeated(
            DOCUMENT,
            block,
            times,
            before=f"<w:document {W}><w:body>".encode(),
            after=b"</w:body></w:document>",
        )
    )

"""Pictures that are more than they show."""

import io
import struct
import zlib

from PIL import Image


def png(size: tuple[int, int], *, depth: int = 8, colour: int = 2, chunks: tuple[bytes, ...] = ()) -> bytes:
    """A PNG of one colour, written by hand: its size in memory has nothing to do with its size on disk."""
    samples = {0: 1, 2: 3, 6: 4}[colour]
    row = 1 + size[0] * samples * depth // 8
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(row)) for _ in range(size[1]))
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *chunks, chunk(b"IDAT", rows + packer.flush()), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def claimed_png(size: tuple[int, int]) -> bytes:
    """A PNG that claims a size and holds nothing."""
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def swollen_text() -> bytes:
    """A comment that unpacks to 300 megabytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(300)) + packer.flush()
    return png((16, 16), chunks=(chunk(b"zTXt", b"Comment\0\0" + data),))


def endless_scans(scans: int) -> bytes:
    """A progressive jpeg whose last refinement comes again and again, each time over all of the picture."""
    out = io.BytesIO()
    Image.new("L", (6000, 6000), 128).save(out, "JPEG", progressive=True, quality=90)
    content = out.getvalue()
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * scans + b"\xff\xd9"

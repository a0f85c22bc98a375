"""PDF files written by hand."""

import zlib
from collections.abc import Mapping

CATALOG = "<< /Type /Catalog /Pages 2 0 R {more} >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {more} >>"


def paper(
    objects: Mapping[int, bytes | str] | None = None,
    *,
    catalog: str = "",
    page: str = "",
    unlisted: bytes = b"",
) -> bytes:
    """One empty page and these objects; ``unlisted`` stands in the file but in no table."""
    found: dict[int, bytes | str] = {
        1: CATALOG.format(more=catalog),
        2: PAGES,
        3: PAGE.format(more=page),
        **(objects or {}),
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in found.items():
        places[number] = len(out)
        body = content if isinstance(content, bytes) else content.encode("latin-1")
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    out += unlisted
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(found) + 1)
    out += b"".join(b"%010d 00000 n \n" % places[number] for number in range(1, max(found) + 1))
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(found) + 1, start)
    return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def packed(objects: Mapping[int, str]) -> bytes:
    """A compressed object stream with these objects."""
    head, body = "", ""
    for number, content in objects.items():
        head += f"{number} {len(body)} "
        body += f"{content} "
    data = zlib.compress((head + body).encode())
    return stream(data, f"/Type /ObjStm /N {len(objects)} /First {len(head)} /Filter /FlateDecode")


def deflated(megabytes: int, *, times: int = 1, filters: str = "") -> bytes:
    """A stream of so many megabytes of nothing, compressed once or over again."""
    data = bytes(1024 * 1024)
    packer = zlib.compressobj(9)
    out = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    found = out + middle * (megabytes - 1) + packer.flush()
    for _ in range(times - 1):
        found = zlib.compress(found, 9)
    return stream(found, f"/Filter {filters or '[' + '/FlateDecode ' * times + ']'}")


def by_stream(
    table: str = "/Index [0 8] /Size 8", *, first: str = "", inside: Mapping[int, str] | None = None
) -> bytes:
    """The same page, with its table of contents in a stream; objects 5 and 7 are packed in 4, which may lie about it."""
    out, rows = bytearray(b"%PDF-1.7\n"), [b"\0\0\0\0\0"]
    held = packed({5: "null", 7: "null", **(inside or {})})
    lying = stream(b"5 0 null ", first)
    objects = [
        CATALOG.format(more="/Q 5 0 R").encode(),
        PAGES,
        PAGE.format(more="").encode(),
        lying if first else held,
    ]
    for number, body in enumerate(objects, 1):
        rows.append(b"\1" + len(out).to_bytes(3, "big") + b"\0")
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    rows += [b"\2\0\0\4\0", b"\1" + start.to_bytes(3, "big") + b"\0", b"\2\0\0\4\1"]
    entries = f"/Type /XRef /W [1 3 1] /Root 1 0 R {table}"
    out += b"6 0 obj\n" + stream(b"".join(rows), entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)

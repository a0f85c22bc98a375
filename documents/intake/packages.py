"""The zip container of Word and Excel files: counted before it is opened, measured before it is believed."""

import codecs
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from documents.intake.refusal import Reason, Refused

MOST_ENTRIES = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 50 * 1024 * 1024
_LARGEST_DIRECTORY = MOST_ENTRIES * 400
_END = struct.Struct("<4s4H2LH")
_CHUNK = 256 * 1024
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PDF_HEAD = 1024  # bytes in which readers look for the start of a PDF
XML_NAMES = (".xml", ".rels", ".vml", ".svg")
# Names of entries are in one of these; the child that runs this could not load them later.
for _encoding in ("cp437", "utf-8", "utf-16"):
    codecs.lookup(_encoding)


def open_package(stream: BinaryIO) -> zipfile.ZipFile:
    """The container, if it starts at byte 0 and its directory keeps the limits. Raises Refused."""
    head = stream.read(_PDF_HEAD)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(Reason.OFFICE_OLD_OR_LOCKED)
    if head[:4] != b"PK\x03\x04":
        raise Refused(Reason.NOT_OFFICE)
    if b"%PDF-" in head:
        raise Refused(Reason.OFFICE_UNSAFE_XML)
    _refuse_large_directory(stream)
    stream.seek(0)
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(Reason.OFFICE_BROKEN) from error
    _refuse_bad_entries(package)
    return package


def unpacked(package: zipfile.ZipFile) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Name and bytes of every part; read each before the next. It counts what comes out."""
    left = [MOST_UNPACKED]
    for entry in package.infolist():
        if not entry.is_dir():
            yield entry.filename, _chunks(package, entry, left)


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: list[int]) -> Iterator[bytes]:
    own = MOST_XML if entry.filename.lower().endswith(XML_NAMES) else MOST_UNPACKED
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK):
            left[0] -= len(chunk)
            own -= len(chunk)
            if left[0] < 0 or own < 0:
                raise Refused(Reason.OFFICE_TOO_LARGE)
            yield chunk


def _refuse_large_directory(stream: BinaryIO) -> None:
    """Read the end record by hand: the library would load a directory of any length."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END.size - 0xFFFF))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused(Reason.OFFICE_BROKEN)
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(tail, at)
    # 0xFFFF also stands for "see the zip64 record", which no office file needs.
    if entries > MOST_ENTRIES or directory > _LARGEST_DIRECTORY:
        raise Refused(Reason.OFFICE_TOO_LARGE)


def _refuse_bad_entries(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if len(names) > MOST_ENTRIES:
        raise Refused(Reason.OFFICE_TOO_LARGE)
    if len({name.lower() for name in names}) != len(names):
        raise Refused(Reason.OFFICE_UNSAFE_XML)
    for entry in package.infolist():
        parts = entry.filename.split("/")
        if ".." in parts or entry.filename.startswith("/") or "\\" in entry.orig_filename:
            raise Refused(Reason.OFFICE_UNSAFE_XML)
        if entry.flag_bits & _ENCRYPTED:
            raise Refused(Reason.OFFICE_OLD_OR_LOCKED)
        if entry.compress_type not in _METHODS:
            raise Refused(Reason.OFFICE_UNSAFE_XML)

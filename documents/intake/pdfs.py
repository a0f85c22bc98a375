"""Structural check of PDF files: whole, readable without a password, and passive."""

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from documents.intake.refusal import Reason, Refused

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_OBJECTS = 100_000
MOST_PAGES = 2_000
_TAIL = 2048  # bytes; readers look for the end mark in the last 1024, and some writers pad
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition"}
_ACTIVE_KEYS = {"/JS", "/XFA"}
_CARRIERS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia"}


def check_pdf(stream: BinaryIO) -> str:
    """The media type. Raises Refused."""
    if stream.read(5) != b"%PDF-":
        raise Refused(Reason.NOT_PDF)
    # A zip at the end of a PDF opens as a Word file in programs that look from the end.
    if zipfile.is_zipfile(stream):
        raise Refused(Reason.PDF_CARRIES_FILES)
    _refuse_cut_end(stream)
    stream.seek(0)
    try:
        _examine(stream)
    except Refused:
        raise
    except (MemoryError, RecursionError) as error:
        raise Refused(Reason.PDF_TOO_COMPLEX) from error
    except Exception as error:  # the parser raises dozens of kinds on broken files
        raise Refused(Reason.PDF_BROKEN) from error
    return "application/pdf"


def _refuse_cut_end(stream: BinaryIO) -> None:
    """The parser would rebuild what it can of half a file, and hide that the rest is missing."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    if b"%%EOF" not in stream.read():
        raise Refused(Reason.PDF_BROKEN)


def _examine(stream: BinaryIO) -> None:
    from pypdf import PdfReader

    reader = PdfReader(stream, strict=False)
    if reader.is_encrypted:
        raise Refused(Reason.PDF_ENCRYPTED)
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise Refused(Reason.PDF_TOO_COMPLEX if reader.pages else Reason.PDF_BROKEN)
    for found in _objects(reader):
        _refuse_active(found)


def _objects(reader: "PdfReader") -> Iterator[Any]:
    """Every object of the file, used or not: what no reader reaches today another may reach tomorrow."""
    from pypdf.generic import IndirectObject

    direct = [(number, generation) for generation, table in reader.xref.items() for number in table]
    packed = [(number, 0) for number in reader.xref_objStm]
    if len(direct) + len(packed) > MOST_OBJECTS:
        raise Refused(Reason.PDF_TOO_COMPLEX)
    for number, generation in direct + packed:
        if number:
            yield reader.get_object(IndirectObject(number, generation, reader))


def _refuse_active(found: Any) -> None:
    """Look through one object and what it holds directly; what it refers to is looked at by itself."""
    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            _refuse_entry(value)
            waiting.extend(value.raw_get(key) if hasattr(value, "raw_get") else value[key] for key in value)
        elif isinstance(value, list):
            waiting.extend(list.__iter__(value))


def _refuse_entry(entry: dict[Any, Any]) -> None:
    if _ACTIVE_KEYS & entry.keys() or _plain(entry, "/S") in _ACTIVE_ACTIONS:
        raise Refused(Reason.PDF_ACTIVE)
    if "/EmbeddedFiles" in entry or {_plain(entry, "/Type"), _plain(entry, "/Subtype")} & _CARRIERS:
        raise Refused(Reason.PDF_CARRIES_FILES)


def _plain(entry: dict[Any, Any], key: str) -> str:
    value = entry.get(key)
    return str(value) if isinstance(value, str) else ""

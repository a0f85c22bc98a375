"""Structural check of PDF files (ISO 32000-2): whole, readable without a password, passive, of a size when unpacked."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdf._codecs._codecs
import pypdf.filters
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from documents.intake.pdf_actions import refuse_active, refuse_named_in_clear
from documents.intake.pdf_streams import Unpacking
from documents.intake.refusal import Reason, Refused

# The library loads these when it first needs them, which the limited child could not.
_LOADED = (pypdf.filters, pypdf._codecs._codecs)

MOST_OBJECTS = 25_000  # about as many as can be looked through in the two seconds of the child
MOST_PAGES = 2_000
_TAIL = 2048  # bytes; readers look for the end mark in the last 1024, and some writers pad


def check_pdf(stream: BinaryIO) -> str:
    """The media type. Raises Refused."""
    if stream.read(5) != b"%PDF-":
        raise Refused(Reason.NOT_PDF)
    # A zip at the end of a PDF opens as a Word file in programs that look from the end.
    if zipfile.is_zipfile(stream):
        raise Refused(Reason.PDF_CARRIES_FILES)
    _refuse_cut_end(stream)
    try:
        _examine(stream)
        refuse_named_in_clear(stream)
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
    stream.seek(0)
    reader = PdfReader(stream, strict=False)
    if reader.is_encrypted:
        raise Refused(Reason.PDF_ENCRYPTED)
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise Refused(Reason.PDF_TOO_COMPLEX if reader.pages else Reason.PDF_BROKEN)
    unpacking = Unpacking()
    for found in _objects(reader):
        refuse_active(found)
        unpacking.count(found)


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file, used or not: what no reader reaches today another may reach tomorrow."""
    direct = [(number, generation) for generation, table in reader.xref.items() for number in table]
    packed = [(number, 0) for number in reader.xref_objStm]
    if len(direct) + len(packed) > MOST_OBJECTS:
        raise Refused(Reason.PDF_TOO_COMPLEX)
    for number, generation in direct + packed:
        if number:
            yield reader.get_object(IndirectObject(number, generation, reader))

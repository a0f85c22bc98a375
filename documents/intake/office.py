"""Structural check of Word and Excel files (ECMA-376): the kind they claim, no macros, no reach outside."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from documents.intake.packages import is_xml, open_package, unpacked
from documents.intake.refusal import Reason, Refused

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet.main+xml",
}
_MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_PROGRAMS = ("macroenabled", "vbaproject", "activex")
_TYPES_PART = "[Content_Types].xml"


def check_office(stream: BinaryIO, kind: str) -> str:
    """The media type; ``kind`` is docx or xlsx. Raises Refused."""
    try:
        with open_package(stream) as package:
            _examine(package, kind)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused(Reason.OFFICE_TOO_LARGE) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refused(Reason.OFFICE_BROKEN) from error
    return _MEDIA_TYPES[kind]


def _examine(package: zipfile.ZipFile, kind: str) -> None:
    if _TYPES_PART not in package.namelist():
        raise Refused(Reason.NOT_OFFICE)
    types: set[str] = set()
    for name, chunks in unpacked(package):
        if any(program in name.lower() for program in _PROGRAMS):
            raise Refused(Reason.OFFICE_MACROS)
        if name == _TYPES_PART:
            types |= _content_types(chunks)
        elif name.endswith(".rels"):
            _refuse_outside(chunks)
        elif is_xml(name.lower()):
            _parse(chunks)
        else:
            for _ in chunks:  # counted as it is unpacked
                pass
    if any(program in found.lower() for found in types for program in _PROGRAMS):
        raise Refused(Reason.OFFICE_MACROS)
    if _MAIN[kind] not in types:
        raise Refused(Reason.OFFICE_OTHER_KIND)


def _content_types(chunks: Iterator[bytes]) -> set[str]:
    found: set[str] = set()

    def start(_name: str, attributes: dict[str, str]) -> None:
        found.add(attributes.get("ContentType", ""))

    _parse(chunks, start)
    return found


def _refuse_outside(chunks: Iterator[bytes]) -> None:
    """Only links that a reader clicks may lead outside; pictures, templates and data are fetched unasked."""

    def start(_name: str, attributes: dict[str, str]) -> None:
        outside = attributes.get("TargetMode", "").lower() == "external"
        if outside and not attributes.get("Type", "").endswith("/hyperlink"):
            raise Refused(Reason.OFFICE_EXTERNAL)

    _parse(chunks, start)


def _parse(chunks: Iterator[bytes], start: object = None) -> None:
    """Parse one part without building a tree. The parser, not a search, finds a DOCTYPE in any encoding."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start  # type: ignore[assignment]
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(Reason.OFFICE_BROKEN) from error


def _refuse_doctype(*_: object) -> None:
    raise Refused(Reason.OFFICE_UNSAFE_XML)

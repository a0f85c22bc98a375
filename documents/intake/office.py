"""Structural check of Word and Excel files (ECMA-376): the kind they claim, passive, no reach outside."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from documents.intake.content_types import TYPES_PART, ContentTypes, read_content_types
from documents.intake.fields import Instructions
from documents.intake.markup import Markup
from documents.intake.packages import open_package, unpacked
from documents.intake.refusal import Reason, Refused
from documents.intake.relationships import refuse_outside
from documents.intake.stowaways import refuse_stowaways

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet.main+xml",
}
_MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_PROGRAMS = ("macroenabled", "vbaproject", "activex", "macrosheet", "dialogsheet")
# The database and web queries of a workbook: they are asked again when it is opened.
_QUERIES = "spreadsheetml.connections+xml"


def check_office(stream: BinaryIO, kind: str) -> str:
    """The media type; ``kind`` is docx or xlsx. Raises Refused."""
    try:
        with open_package(stream) as package:
            _examine(package, kind)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused(Reason.OFFICE_TOO_LARGE) from error
    except Exception as error:  # the library raises what it likes on hostile bytes
        raise Refused(Reason.OFFICE_BROKEN) from error
    return _MEDIA_TYPES[kind]


def _examine(package: zipfile.ZipFile, kind: str) -> None:
    types = _types(package)
    markup = Markup()
    for name, chunks in unpacked(package):
        if any(program in name.lower() for program in _PROGRAMS):
            raise Refused(Reason.OFFICE_MACROS)
        if name.lower().endswith(".rels"):
            refuse_outside(markup, chunks)
        elif types.is_xml(name):
            _refuse_reaching_out(markup, chunks)
        else:
            refuse_stowaways(name, chunks)
    if not types.has(_MAIN[kind]):
        raise Refused(Reason.OFFICE_OTHER_KIND)
    if not types.parts(_MAIN[kind]) & {name.lower() for name in package.namelist()}:
        raise Refused(Reason.OFFICE_BROKEN)


def _types(package: zipfile.ZipFile) -> ContentTypes:
    chunks = next((chunks for name, chunks in unpacked(package) if name == TYPES_PART), None)
    if chunks is None:
        raise Refused(Reason.NOT_OFFICE)
    types = read_content_types(chunks)
    if any(program in found.lower() for found in types.all() for program in _PROGRAMS):
        raise Refused(Reason.OFFICE_MACROS)
    if any(found.lower().endswith(_QUERIES) for found in types.all()):
        raise Refused(Reason.OFFICE_EXTERNAL)
    return types


def _refuse_reaching_out(markup: Markup, chunks: Iterator[bytes]) -> None:
    instructions = Instructions()
    markup.parse(chunks, instructions)
    instructions.refuse_reaching_out()

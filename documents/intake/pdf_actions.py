"""What a PDF may do by itself, or carry: scripts, programs, forms that send, files inside files."""

import re
from typing import Any, BinaryIO

from pypdf.generic import IndirectObject, StreamObject

from documents.intake.refusal import Reason, Refused

_ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/Rendition", "/SubmitForm", "/GoToE", "/GoToR", "/Movie",
}  # fmt: skip
_ACTIVE_KEYS = {"/JS", "/XFA"}
_CARRIERS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia"}
_BY_ITSELF = ("/OpenAction", "/AA")
_AHEAD, _CHUNK = 64, 1024 * 1024


def refuse_active(found: Any) -> None:
    """Look through one object and what it holds directly; what it refers to is looked at by itself."""
    if isinstance(found, StreamObject) and "/F" in found:
        raise Refused(Reason.PDF_ACTIVE)  # its bytes are fetched from somewhere else
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
    for key in _BY_ITSELF:
        _refuse_visit(_resolved(entry, key))


def _refuse_visit(action: Any) -> None:
    """An address that is visited without a click. The triggers of ``/AA`` each have an action of their own."""
    if not isinstance(action, dict):
        return
    for one in [action, *(_resolved(action, key) for key in action)]:
        if isinstance(one, dict) and _plain(one, "/S") == "/URI":
            raise Refused(Reason.PDF_ACTIVE)


def _plain(entry: dict[Any, Any], key: str) -> str:
    value = _resolved(entry, key)
    return str(value) if isinstance(value, str) else ""


def _resolved(entry: dict[Any, Any], key: str) -> Any:
    """The value itself: even a name may stand in an object of its own."""
    value = entry.get(key)
    return value.get_object() if isinstance(value, IndirectObject) else value


def _written(name: str) -> bytes:
    """The name as a pattern: each of its letters as it is, or as ``#xx``."""
    letters = (b"(?:" + re.escape(c.encode()) + b"|#%02x|#%02X)" % (ord(c), ord(c)) for c in name)
    return b"/" + b"".join(letters)


_NAMED: dict[Reason, re.Pattern[bytes]] = {
    Reason.PDF_ACTIVE: re.compile(b"(?:%s|%s)\\b" % (_written("JavaScript"), _written("Launch"))),
    Reason.PDF_CARRIES_FILES: re.compile(b"(?:%s|%s)\\b" % (_written("EmbeddedFile"), _written("RichMedia"))),
}


def refuse_named_in_clear(stream: BinaryIO) -> None:
    """Objects that the table of contents leaves out: a reader that mends broken files would find them."""
    stream.seek(0)
    before = b""
    while chunk := stream.read(_CHUNK):
        seen = before + chunk
        for reason, pattern in _NAMED.items():
            if pattern.search(seen):
                raise Refused(reason)
        before = chunk[-_AHEAD:]

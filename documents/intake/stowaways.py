"""Programs that travel inside the pictures and objects of a document."""

from collections.abc import Iterator

from documents.intake.refusal import Reason, Refused

_NAMES = (
    *(".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".msi", ".jar", ".lnk", ".chm", ".reg"),
    *(".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta", ".html", ".htm", ".mht"),
    *(".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".ppam"),
)
# Names in a compound file are UTF-16; those in a zip stand in the clear whatever is compressed.
_MACROS = (b"vbaproject.bin", "_vba_project".encode("utf-16-le"))
# An object packager holds any file that somebody dropped on a page, and starts it at a double click.
_PACKAGED = "\x01ole10native".encode("utf-16-le")
_OVERLAP = 64


def refuse_stowaways(name: str, chunks: Iterator[bytes]) -> None:
    """Read one part that is not XML. Raises Refused."""
    if name.lower().endswith(_NAMES):
        raise Refused(Reason.OFFICE_CARRIES_FILES)
    before: bytes | None = None
    for chunk in chunks:
        if before is None and chunk.startswith((b"MZ", b"\x7fELF")):
            raise Refused(Reason.OFFICE_CARRIES_FILES)
        seen = (before or b"") + chunk.lower()
        if any(mark in seen for mark in _MACROS):
            raise Refused(Reason.OFFICE_MACROS)
        if _PACKAGED in seen:
            raise Refused(Reason.OFFICE_CARRIES_FILES)
        before = seen[-_OVERLAP:]

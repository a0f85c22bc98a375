"""The relationships of a package: only links that a reader clicks may lead outside."""

from collections.abc import Iterator

from documents.intake.markup import Markup
from documents.intake.refusal import Reason, Refused

_ABSOLUTE = ("://", "file:", "\\\\")


class _Relationships:
    listens = False

    def start(self, _name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        target = attributes.get("Target", "").strip().lower()
        # A chunk of another format (HTML, RTF) is read by the program as if it stood in the document.
        if kind == "afchunk":
            raise Refused(Reason.OFFICE_CARRIES_FILES)
        outside = attributes.get("TargetMode", "").lower() == "external" or any(
            absolute in target for absolute in _ABSOLUTE
        )
        # Pictures, templates and data are fetched unasked.
        if outside and kind != "hyperlink":
            raise Refused(Reason.OFFICE_EXTERNAL)

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...


def refuse_outside(markup: Markup, chunks: Iterator[bytes]) -> None:
    """Raises Refused."""
    markup.parse(chunks, _Relationships())

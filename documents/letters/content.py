"""What an official letter says, free of how it is laid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Layout(StrEnum):
    """The three papers: 红头文件, 信函格式 (both GB/T 9704-2012) and the A4 business form."""

    DOCUMENT = "document"
    LETTER = "letter"
    FORM = "form"


class Style(StrEnum):
    """Levels of GB/T 9704: level1 一、 level2 （一） level3 1. ; a note is set smaller."""

    BODY = "body"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    NOTE = "note"


@dataclass(frozen=True)
class Paragraph:
    """A line break in the text starts a new paragraph of the same style."""

    style: Style
    text: str


@dataclass(frozen=True)
class Column:
    """Width in millimetres; columns without one share what the others leave of the 156 mm."""

    label: str
    width_mm: float | None = None


class RowTooLong(ValueError):
    """A table row has more cells than the table has columns."""


@dataclass(frozen=True)
class Table:
    """A ruled table. Without any label it is a field grid: names in its odd columns, values beside them."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]

    def __post_init__(self) -> None:
        # Laid out regardless, the cells beyond would silently be missing from the letter.
        if any(len(row) > len(self.columns) for row in self.rows):
            raise RowTooLong(self.caption)


@dataclass(frozen=True)
class Annex:
    """An attachment that is bound into the letter, each on a page of its own."""

    title: str
    blocks: Sequence[Paragraph | Table]


@dataclass(frozen=True, kw_only=True)
class LetterContent:
    """One letter, complete and final: equal contents are laid out to equal bytes.

    `signer_name` is the office shown above the date, the issuer unless told otherwise. `attachments` are
    named after the annexes. `contact` becomes the note in brackets below the date. A title may break its
    own lines. `verification` says how the letter is checked; `verification_code`, an address, is printed above it as a QR code.
    """

    layout: Layout
    issuer: str
    title: str
    issued_on: date
    number: str | None = None
    urgency: str | None = None
    addressee: str | None = None
    blocks: Sequence[Paragraph | Table] = ()
    annexes: Sequence[Annex] = ()
    attachments: Sequence[str] = ()
    signer_name: str | None = None
    contact: str | None = None
    copies: str | None = None
    printed_by: str | None = None
    reply_slip: Sequence[str] = ()
    verification: str | None = None
    verification_code: str | None = None

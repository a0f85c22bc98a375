"""The text of a Word file: paragraphs as lines, cells of a row apart by tabs; no tree is built."""

from collections.abc import Iterator
from typing import BinaryIO

from documents.intake.markup import Markup
from documents.intake.packages import open_package, unpacked

_PARTS = ("word/document.xml", "word/header1.xml", "word/footer1.xml")


class _Text:
    """Listens to the text of one part."""

    def __init__(self) -> None:
        self.listens = False
        self.parts: list[str] = []
        self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.listens = local == "t"
        if local == "tc":
            self._cells += 1
        elif local in {"tab", "br"}:
            self.parts.append("\t" if local == "tab" else "\n")

    def text(self, data: str) -> None:
        self.parts.append(data)

    def end(self, name: str) -> None:
        self.listens = False
        local = name.rpartition(" ")[2]
        if local == "tc":
            self._cells -= 1
            self.parts.append("\t")
        elif local == "tr" or (local == "p" and not self._cells):
            self.parts.append("\n")
        elif local == "p":
            self.parts.append(" ")


def pieces(stream: BinaryIO) -> Iterator[str]:
    """Raises Refused, and what ``zipfile`` raises."""
    markup = Markup()
    with open_package(stream) as package:
        for name, chunks in unpacked(package):
            if name in _PARTS:
                text = _Text()
                markup.parse(chunks, text)
                yield "".join(text.parts) + "\n"

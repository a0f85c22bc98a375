"""Reads a produced letter back, the way an inspector with a ruler would."""

import io
from functools import cached_property
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from documents.letters import LetterContent, render

EMU_PER_POINT = 12700


class Opened:
    """A letter, rendered and opened again; lengths in points unless they say otherwise."""

    def __init__(self, content: LetterContent) -> None:
        self.document: Any = Document(io.BytesIO(render(content)))
        self.section = self.document.sections[0]

    @cached_property
    def paragraphs(self) -> list["Set"]:
        return [Set(node) for node in self.document.element.body.iter(qn("w:p"))]

    @property
    def text_width(self) -> float:
        width = self.section.page_width - self.section.left_margin - self.section.right_margin
        return int(width) / EMU_PER_POINT

    @property
    def text_height(self) -> float:
        height = self.section.page_height - self.section.top_margin - self.section.bottom_margin
        return int(height) / EMU_PER_POINT

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def paragraph(self, beginning: str) -> "Set":
        return next(found for found in self.paragraphs if found.text.startswith(beginning))

    def before(self, beginning: str) -> "Set":
        return self.paragraphs[self.paragraphs.index(self.paragraph(beginning)) - 1]


class Set:
    """One paragraph as it is set."""

    def __init__(self, node: Any) -> None:
        self.node = node
        self.text = "".join(
            "\t" if part.tag == qn("w:tab") else part.text or ""
            for part in node.iter(qn("w:t"), qn("w:tab"))
            if part.getparent().tag == qn("w:r")
        )

    def value(self, path: str, attribute: str = "val") -> str:
        found = self.node.find("/".join(qn(f"w:{step}") for step in path.split("/")))
        return "" if found is None else str(found.get(qn(f"w:{attribute}"), ""))

    def faces(self) -> list[str]:
        return [
            fonts.get(qn("w:eastAsia"))
            for fonts in self.node.findall(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:rFonts')}")
        ]

    @property
    def size(self) -> float:
        return int(self.value("r/rPr/sz")) / 2

    @property
    def pitch(self) -> float:
        assert self.value("pPr/spacing", "lineRule") == "exact"
        return int(self.value("pPr/spacing", "line")) / 20

    def spacing(self, side: str) -> float:
        return int(self.value("pPr/spacing", side)) / 20

    def indent(self, side: str) -> float:
        return int(self.value("pPr/ind", side) or 0) / 20

    def rule(self, side: str) -> tuple[float, str]:
        """Width in millimetres, colour."""
        width = int(self.value(f"pPr/pBdr/{side}", "sz")) / 8 / 72 * 25.4
        return round(width, 2), self.value(f"pPr/pBdr/{side}", "color")

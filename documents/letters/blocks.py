"""Paragraphs in their levels (GB/T 9704-2012 7.3.3), and tables in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.content import Paragraph, Style, Table
from documents.letters.tables import ruled_table
from documents.letters.typeset import Line, Run, paragraph
from documents.letters.wording import lines_of

_HEADING_FACE = {Style.LEVEL1: m.HEI_FACE, Style.LEVEL2: m.KAI_FACE}


def set_blocks(
    blocks: Sequence[Paragraph | Table], *, body: Line, keep_last: bool = False
) -> Iterator[_Element]:
    """Every block in turn, in the size and pitch of the body line."""
    last = len(blocks) - 1
    for place, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from ruled_table(block, body=body)
            continue
        # What closes the text stays with what comes after it: no signature stands alone on a page.
        line = replace(body, keep_next=place == last and keep_last)
        for text in lines_of(block.text):
            yield _set(Style(block.style), text, line)


def _set(style: Style, text: str, body: Line) -> _Element:
    line = replace(body, indent=2)
    if style is Style.NOTE:
        return paragraph(replace(line, size=m.SIZE_4_SMALL, pitch=20), text)
    if style not in _HEADING_FACE:
        return paragraph(line, text)
    # A heading ends at its first full stop; what follows on the same line is text.
    heading, stop, rest = text.partition("。")
    parts = [Run(heading + stop, _HEADING_FACE[style])]
    if rest:
        parts.append(Run(rest))
    return paragraph(replace(line, keep_next=line.keep_next or not rest), *parts)

"""版记 at the bottom of the last page (GB/T 9704-2012 7.4), without rules in the letter format (10.1)."""

from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.content import LetterContent
from documents.letters.typeset import Line, blank, element, paragraph
from documents.letters.wording import chinese_date, one_line

_PITCH = 22.0
_EM = m.SIZE_4


def copies_text(content: LetterContent) -> str:
    """抄送：…。 or nothing."""
    names = one_line(content.copies or "").removeprefix("抄送").lstrip("：: ").rstrip("。. ")
    return f"抄送：{names}。" if names else ""


def copies_line(content: LetterContent) -> Iterator[_Element]:
    """抄送 in the flow of the text, for a letter that ends with a slip to be cut off."""
    if text := copies_text(content):
        yield paragraph(_hanging(before=_PITCH), text)


def imprint(content: LetterContent, *, ruled: bool) -> Iterator[_Element]:
    """抄送, and with rules also 印发机关 and date, at the foot of the text block."""
    lines = []
    if text := copies_text(content):
        lines.append(paragraph(_hanging(), text))
    if ruled:
        line = Line(size=m.SIZE_4, pitch=_PITCH, tracking=0, left=_EM, right=_EM, tab=m.TEXT_WIDTH / 20 - _EM)
        printer = one_line(content.printed_by or content.issuer)
        day = chinese_date(content.issued_on)
        lines.append(paragraph(replace(line, align="left"), f"{printer}\t{day}印发"))
    if lines:
        yield element("tbl", [_properties(ruled), _grid(), *map(_row, lines)])
    # A story may not end with a table; what stands at the foot hangs on this line.
    yield blank(1)


def _hanging(before: float = 0) -> Line:
    """One character from either edge; the second line stands below the first name."""
    return Line(
        size=m.SIZE_4,
        pitch=_PITCH,
        tracking=0,
        left=4 * _EM,
        right=_EM,
        hanging=3 * _EM,
        before=before,
        keep_lines=True,
    )


def _properties(ruled: bool) -> _Element:
    # From the edge of the paper: one that hangs on the margin LibreOffice would leave in the flow.
    place = {"horzAnchor": "page", "vertAnchor": "margin", "tblpX": m.MARGIN_LEFT, "tblpYSpec": "bottom"}
    outer, inner = (
        {"val": "single", "sz": round(width * 8), "space": 0, "color": "000000"}
        for width in (m.IMPRINT_OUTER_RULE, m.IMPRINT_INNER_RULE)
    )
    borders = [element("top", **outer), element("bottom", **outer), element("insideH", **inner)]
    margins = [element("left", w=0, type="dxa"), element("right", w=0, type="dxa")]
    return element(
        "tblPr",
        [
            element("tblpPr", leftFromText=0, rightFromText=0, **place),
            element("tblOverlap", val="never"),
            element("tblW", w=m.TEXT_WIDTH, type="dxa"),
            element("tblBorders", borders if ruled else []),
            element("tblLayout", type="fixed"),
            element("tblCellMar", margins),
        ],
    )


def _grid() -> _Element:
    return element("tblGrid", [element("gridCol", w=m.TEXT_WIDTH)])


def _row(line: _Element) -> _Element:
    cell = element("tc", [element("tcPr", [element("tcW", w=m.TEXT_WIDTH, type="dxa")]), line])
    return element("tr", [element("trPr", [element("cantSplit")]), cell])

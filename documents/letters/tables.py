"""Tables with thin black rules, a repeated header row and rows that stay whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.content import Column, Table
from documents.letters.typeset import Line, blank, element, paragraph
from documents.letters.wording import lines_of, one_line, width_in_characters

_RULE = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = {"top": 50, "left": 85, "bottom": 50, "right": 85}
_SIDES = (_PADDING["left"] + _PADDING["right"]) / 20
# A row that fills more of a page than this is let break: whole, it might never fit.
_WHOLE_ROW = 400.0


def ruled_table(table: Table, *, body: Line) -> Iterator[_Element]:
    """Caption, table as wide as the text, and a little room below it."""
    widths = column_widths(table.columns)
    cell = _cell_line(len(widths), body)
    rows = list(_rows(table, widths, cell)) if widths else []
    if not rows:
        return
    if table.caption.strip():
        caption = replace(cell, face=m.HEI_FACE, align="center", before=6, after=4, keep_next=True)
        yield paragraph(caption, one_line(table.caption))
    yield element("tbl", [_properties(), _grid(widths), *rows])
    yield blank(body.pitch / 3)


def column_widths(columns: Sequence[Column]) -> list[int]:
    """Twips, together exactly the width of the text; what is asked for beyond that shrinks in proportion."""
    asked = [max(column.width_mm or 0.0, 0.0) for column in columns]
    unset = asked.count(0)
    spare = max(m.TEXT_WIDTH_MM - sum(asked), 12.0 * unset) if unset else 0
    wanted = [width or spare / unset for width in asked]
    scale = m.TEXT_WIDTH / sum(wanted) if wanted else 0
    edges = [round(scale * sum(wanted[:count])) for count in range(len(wanted) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _cell_line(columns: int, body: Line) -> Line:
    """四号, or 小四 where there is much to fit: in wide tables and on forms."""
    if columns > 4 or body.size < m.SIZE_3:
        return Line(size=m.SIZE_4_SMALL, pitch=18, tracking=0, align="left")
    return Line(size=m.SIZE_4, pitch=22, tracking=0, align="left")


def _properties() -> _Element:
    borders = element("tblBorders", [element(edge, **_RULE) for edge in _EDGES])
    return element(
        "tblPr",
        [
            element("tblW", w=m.TEXT_WIDTH, type="dxa"),
            element("jc", val="center"),
            borders,
            element("tblLayout", type="fixed"),
            element("tblCellMar", [element(side, w=w, type="dxa") for side, w in _PADDING.items()]),
        ],
    )


def _grid(widths: Sequence[int]) -> _Element:
    return element("tblGrid", [element("gridCol", w=width) for width in widths])


def _rows(table: Table, widths: Sequence[int], cell: Line) -> Iterator[_Element]:
    labels = [one_line(column.label) for column in table.columns]
    name = replace(cell, face=m.HEI_FACE, align="center")
    if any(labels):
        yield _row(labels, widths, [name] * len(labels), header=True)
        lines = [_column_line(table, index, width, cell) for index, width in enumerate(widths)]
    else:
        lines = [name if index % 2 == 0 else cell for index in range(len(widths))]
    for row in table.rows:
        yield _row([*row, *[""] * (len(widths) - len(row))], widths, lines)


def _column_line(table: Table, index: int, width: int, cell: Line) -> Line:
    """A column of short entries is centred, one that wraps is set from the left."""
    room = (width / 20 - _SIDES) / cell.size
    entries = [line for row in table.rows for line in lines_of(row[index] if index < len(row) else "")]
    short = all(width_in_characters(entry) <= min(room, 12) for entry in entries)
    return replace(cell, align="center") if short else cell


def _row(
    texts: Sequence[str], widths: Sequence[int], lines: Sequence[Line], *, header: bool = False
) -> _Element:
    properties = element("trPr")
    if max(map(_height, texts, widths, lines), default=0) < _WHOLE_ROW:
        properties.append(element("cantSplit"))
    properties.append(element("trHeight", val=m.twips(lines[0].pitch + 6 if lines else 0), hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", [properties, *map(_cell, texts, widths, lines)])


def _height(text: str, width: int, line: Line) -> float:
    room = max(1.0, (width / 20 - _SIDES) / line.size)
    return sum(line.pitch * (width_in_characters(entry) // room + 1) for entry in lines_of(text))


def _cell(text: str, width: int, line: Line) -> _Element:
    properties = element("tcPr", [element("tcW", w=width, type="dxa"), element("vAlign", val="center")])
    return element("tc", [properties, *(paragraph(line, entry) for entry in lines_of(text) or [""])])

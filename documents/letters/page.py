"""The page of a letter as data for a screen: read from the very paragraphs and tables that go into its Word file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.content import LetterContent
from documents.letters.layouts import sheet_of
from documents.letters.wording import width_in_characters

_FACES = {m.TITLE_FACE: "title", m.KAI_FACE: "kai", m.HEI_FACE: "hei", m.SONG_FACE: "song"}
_SIDES = ("top", "bottom")


@dataclass(frozen=True)
class Piece:
    """Text in one face: ``body``, ``title``, ``kai``, ``hei`` or ``song``."""

    text: str
    face: str


@dataclass(frozen=True)
class SetLine:
    """A paragraph as it is set; ``measures`` are points by name, and for a title ``wide``, its width in characters.

    ``stretches`` are more than one where a tab sends the rest to the right edge. ``rules`` say for ``top`` and
    ``bottom`` what pattern the line there has. ``seal`` is where a seal is pressed, ``picture`` what is said of one.
    """

    stretches: Sequence[Sequence[Piece]]
    align: str
    measures: Mapping[str, float]
    red: bool = False
    rules: Mapping[str, str] = field(default_factory=dict)
    red_rules: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    seal: bool = False
    picture: str = ""

    @property
    def text(self) -> str:
        return "\t".join("".join(piece.text for piece in pieces) for pieces in self.stretches)


@dataclass(frozen=True)
class SetCell:
    """``share`` is its part of the width of the table, in per cent."""

    share: float
    lines: Sequence[SetLine]


@dataclass(frozen=True)
class SetTable:
    """Rows of cells; the first one is its ``header`` where it has one."""

    rows: Sequence[Sequence[SetCell]]
    header: bool
    ruled: bool


SetBlock = SetLine | SetTable


@dataclass(frozen=True)
class Page:
    """``head`` and ``foot`` are those of the first page of a letter; ``imprint`` stands at the bottom of the last."""

    head: Sequence[SetLine]
    body: Sequence[SetBlock]
    imprint: SetTable | None
    foot: Sequence[SetLine]

    @property
    def numbered_first(self) -> bool:
        """Whether the first page has a number: not in the letter format (GB/T 9704-2012 10.1)."""
        return not self.foot


def page_of(content: LetterContent) -> Page:
    """As ``render``, from the same sheet. Raises what it raises."""
    sheet = sheet_of(content)
    imprint = [node for node in sheet.body if _floats(node)]
    return Page(
        head=[_line(node) for node in sheet.first_header or ()],
        body=[_block(node) for node in sheet.body if not _floats(node)],
        imprint=_table(imprint[0]) if imprint else None,
        foot=[_line(node) for node in sheet.first_footer or ()],
    )


def _floats(node: _Element) -> bool:
    return node.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None


def _block(node: _Element) -> SetBlock:
    return _table(node) if node.tag == qn("w:tbl") else _line(node)


def _table(node: _Element) -> SetTable:
    rows = node.findall(qn("w:tr"))
    widths = [_number(column, "w") for column in node.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    return SetTable(
        rows=[_cells(row, widths) for row in rows],
        header=bool(rows) and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None,
        ruled=next(node.iterfind(f"{qn('w:tblPr')}/{qn('w:tblBorders')}/*"), None) is not None,
    )


def _cells(row: _Element, widths: Sequence[float]) -> list[SetCell]:
    return [
        SetCell(round(100 * width / sum(widths), 2), [_line(p) for p in cell.iterfind(qn("w:p"))])
        for cell, width in zip(row.iterfind(qn("w:tc")), widths, strict=True)
    ]


def _line(node: _Element) -> SetLine:
    properties = _child(node, "pPr")
    mark = _child(properties, "rPr")
    borders = {
        side: found for side in _SIDES if (found := properties.find(f".//{qn(f'w:{side}')}")) is not None
    }
    picture = node.find(f".//{qn('wp:docPr')}")
    stretches = list(_stretches(node))
    return SetLine(
        stretches=stretches,
        align=_value(_child(properties, "jc"), "val"),
        measures={**_measures(properties, mark, borders), **_width(stretches)},
        red=mark.find(qn("w:color")) is not None,
        rules={side: _value(border, "val") for side, border in borders.items()},
        red_rules=any(_value(border, "color") == m.RED for border in borders.values()),
        keep_next=properties.find(qn("w:keepNext")) is not None,
        keep_lines=properties.find(qn("w:keepLines")) is not None,
        new_page=properties.find(qn("w:pageBreakBefore")) is not None,
        seal=any(_value(found, "name") == "seal" for found in node.iterfind(qn("w:bookmarkStart"))),
        picture=picture.get("descr", "") if picture is not None else "",
    )


def _measures(properties: _Element, mark: _Element, borders: Mapping[str, _Element]) -> Mapping[str, float]:
    """Those that are not nothing; Word counts in twips, half points, and eighths of a point for rules."""
    spacing, indents = _child(properties, "spacing"), _child(properties, "ind")
    found = {
        "size": _number(_child(mark, "sz"), "val") / 2,
        "pitch": _number(spacing, "line") / 20,
        "tracking": _number(_child(mark, "spacing"), "val") / 20,
        "before": _number(spacing, "before") / 20,
        "after": _number(spacing, "after") / 20,
        "left": _number(indents, "left") / 20,
        "right": _number(indents, "right") / 20,
        "first": (_number(indents, "firstLine") - _number(indents, "hanging")) / 20,
    }
    for side, border in borders.items():
        found |= {f"rule-{side}": _number(border, "sz") / 8, f"space-{side}": _number(border, "space")}
    return {name: value for name, value in found.items() if value}


def _width(stretches: Sequence[Sequence[Piece]]) -> Mapping[str, float]:
    """A title is broken by meaning: on a narrow screen it shrinks rather than wrap."""
    pieces = [piece for stretch in stretches for piece in stretch]
    is_title = any(piece.face == "title" for piece in pieces)
    return {"wide": width_in_characters("".join(piece.text for piece in pieces))} if is_title else {}


def _stretches(node: _Element) -> Iterator[list[Piece]]:
    pieces: list[Piece] = []
    for part in node.iterfind(f"{qn('w:r')}/*"):
        if part.tag == qn("w:tab"):
            yield pieces
            pieces = []
        elif part.tag == qn("w:t") and part.text:
            pieces.append(Piece(part.text, _face_of(part)))
    yield pieces


def _face_of(part: _Element) -> str:
    run = part.getparent()
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") if run is not None else None
    return _FACES.get(_value(fonts, "eastAsia"), "body") if fonts is not None else "body"


def _child(node: _Element, name: str) -> _Element:
    return next(node.iterchildren(qn(f"w:{name}")))


def _value(node: _Element, name: str) -> str:
    return node.get(qn(f"w:{name}"), "")


def _number(node: _Element, name: str) -> float:
    return float(_value(node, name) or 0)


def texts_of(blocks: Iterable[SetBlock]) -> Iterator[str]:
    """Everything that can be read, line by line."""
    for block in blocks:
        lines = (
            [block] if isinstance(block, SetLine) else [x for row in block.rows for c in row for x in c.lines]
        )
        yield from (line.text for line in lines if line.text)

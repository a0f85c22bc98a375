"""Paragraphs as WordprocessingML, with the child order that the schema demands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from documents.letters.measures import BODY_FACE, LINE_PITCH, SIZE_3, TRACKING, twips

Side = Literal["top", "bottom"]


@dataclass(frozen=True)
class Rule:
    """A line above or below a paragraph; width and distance in points."""

    width: float
    colour: str = "000000"
    space: int = 0
    pattern: str = "single"


@dataclass(frozen=True, kw_only=True)
class Line:
    """How a paragraph is set. Points throughout; `indent` in characters of its own size. One that `grows` holds a picture."""

    face: str = BODY_FACE
    size: float = SIZE_3
    pitch: float = LINE_PITCH
    grows: bool = False
    align: Literal["left", "right", "center", "both"] = "both"
    colour: str | None = None
    tracking: float = TRACKING
    indent: int = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    tab: float | None = None
    rules: Mapping[Side, Rule] = field(default_factory=dict)


# A word may break anywhere, no punctuation hangs in the margin, no space is put between Han and digits:
# 22 lines of 28 characters hold. Said in every paragraph, for LibreOffice does not inherit all of them.
_SWITCHED_OFF = ("wordWrap", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid")


@dataclass(frozen=True)
class Run:
    """A stretch of text, in another face than its line where one is named."""

    text: str
    face: str | None = None


def element(tag: str, children: Iterable[_Element] = (), /, **attributes: object) -> _Element:
    """A `w:` element with `w:` attributes."""
    made: _Element = OxmlElement(
        f"w:{tag}", attrs={qn(f"w:{name}"): str(v) for name, v in attributes.items()}
    )
    made.extend(children)
    return made


def paragraph(line: Line, *parts: str | Run | _Element) -> _Element:
    """A paragraph; an element among the parts (a field, a bookmark) goes in as it is."""
    made = element("p", [_properties(line)])
    for part in parts:
        if isinstance(part, str | Run):
            made.append(_run(line, Run(part) if isinstance(part, str) else part))
        else:
            made.append(part)
    return made


def blank(height: float) -> _Element:
    """An empty line of exactly that height in points."""
    return paragraph(Line(pitch=height, size=min(SIZE_3, max(1.0, height // 2))))


def run_properties(line: Line, face: str | None = None) -> _Element:
    return element("rPr", _run_children(line, face or line.face))


def _run_children(line: Line, face: str) -> Iterable[_Element]:
    yield element("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face, hint="eastAsia")
    if line.colour:
        yield element("color", val=line.colour)
    yield element("spacing", val=twips(line.tracking))
    yield element("sz", val=round(line.size * 2))
    yield element("szCs", val=round(line.size * 2))


def _run(line: Line, run: Run) -> _Element:
    made = element("r", [run_properties(line, run.face)])
    for number, text in enumerate(run.text.split("\t")):
        if number:
            made.append(element("tab"))
        node = element("t")
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        node.text = text
        made.append(node)
    return made


def _properties(line: Line) -> _Element:
    made = element("pPr")
    flags = {"keepNext": line.keep_next, "keepLines": line.keep_lines, "pageBreakBefore": line.new_page}
    made.extend(element(tag) for tag, wanted in flags.items() if wanted)
    made.append(element("widowControl", val=0))
    if line.rules:
        made.append(element("pBdr", [_border(side, line.rules[side]) for side in _sides(line)]))
    if line.tab is not None:
        made.append(element("tabs", [element("tab", val="right", pos=twips(line.tab))]))
    made.extend(element(tag, val=0) for tag in _SWITCHED_OFF)
    made.append(
        element(
            "spacing",
            before=twips(line.before),
            after=twips(line.after),
            line=twips(line.pitch),
            lineRule="atLeast" if line.grows else "exact",
        )
    )
    made.append(_indents(line))
    made.append(element("jc", val=line.align))
    made.append(run_properties(line))
    return made


def _sides(line: Line) -> list[Side]:
    order: tuple[Side, Side] = ("top", "bottom")
    return [side for side in order if side in line.rules]


def _border(side: Side, rule: Rule) -> _Element:
    return element(side, val=rule.pattern, sz=round(rule.width * 8), space=rule.space, color=rule.colour)


def _indents(line: Line) -> _Element:
    made: dict[str, int] = {"left": twips(line.left), "right": twips(line.right)}
    if line.indent:
        # Word reads the characters, LibreOffice the twips.
        made["firstLineChars"] = line.indent * 100
        made["firstLine"] = twips(line.indent * (line.size + line.tracking))
    if line.hanging:
        made["hanging"] = twips(line.hanging)
    return element("ind", **made)

"""The page number: — 1 —, odd pages right, even pages left (GB/T 9704-2012 7.5)."""

from collections.abc import Iterator

from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.typeset import Line, blank, element, paragraph, run_properties

_PITCH = 18.0
# The dash stands in the middle of its characters, about 0.36 em above the baseline.
_DASH_FROM_TOP = m.BASELINE * _PITCH - 0.36 * m.SIZE_4


def page_number(*, odd: bool) -> list[_Element]:
    """A footer whose dashes lie 7 mm below the text block; it stands on the footer distance of every page."""
    line = Line(
        face=m.SONG_FACE,
        size=m.SIZE_4,
        pitch=_PITCH,
        tracking=0,
        align="right" if odd else "left",
        right=m.SIZE_4 if odd else 0,
        left=0 if odd else m.SIZE_4,
    )
    below_text = m.points(m.PAGE_NUMBER_BELOW_MM) - _DASH_FROM_TOP
    room = m.MARGIN_BOTTOM / 20 - m.points(m.LETTER_FOOT_RULE_MM)
    return [paragraph(line, "— ", *_page_field(line), " —"), blank(room - below_text - _PITCH)]


def _page_field(line: Line) -> Iterator[_Element]:
    for content in (
        element("fldChar", fldCharType="begin"),
        _instruction(" PAGE "),
        element("fldChar", fldCharType="separate"),
        _text("1"),
        element("fldChar", fldCharType="end"),
    ):
        yield element("r", [run_properties(line), content])


def _instruction(code: str) -> _Element:
    made = element("instrText")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = code
    return made


def _text(value: str) -> _Element:
    made = element("t")
    made.text = value
    return made

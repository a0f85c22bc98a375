"""Draws the specimen of a document type: one sheet for all of them, with a frame, a seal and numbered places."""

from xml.etree.ElementTree import Element

from documents.catalogue import DocumentType
from documents.specimens import ink
from documents.specimens.places import SIGNATURE, body, foot, places, top
from documents.specimens.words import SAMPLE, SEAL, SIGNED_HERE, WARNING, label, value

WIDTH, MARGIN, LINE = 480, 56, 46
_TITLE, _TEXT, _SMALL = 24, 16, 13
_ROOM = 20  # signs of a line of text


def picture(kind: DocumentType) -> bytes:
    """An SVG, UTF-8; the same bytes for the same type. Every place of ``places`` is framed and bears its number."""
    title = ink.lines_of(kind.zh, 15, even=True)
    text = [line for said in kind.text for line in ink.lines_of(said, _ROOM)][:8]
    lines = max(len(text), 4 - len(body(kind)))
    start = 118 + 34 * len(title)
    height = start + LINE * len(body(kind)) + 26 * lines + 190
    drawing = ink.canvas(WIDTH, height, title=f"{SAMPLE}：{kind.zh}")
    _paper(drawing, height, official="issuer" in kind.facts)
    for number, line in enumerate(title):
        ink.words(
            drawing, WIDTH / 2, 100 + 34 * number, line, _TITLE, text_anchor="middle", font_weight="600"
        )
    for place in top(kind):
        _place(drawing, kind, place, WIDTH - MARGIN - 218, 40)
    y = float(start)
    for place in body(kind):
        _place(drawing, kind, place, MARGIN, y)
        y += LINE
    for number in range(lines):
        _rest(drawing, text, number, y + 26 * number)
    _foot(drawing, kind, height - 134)
    _watermark(drawing, height)
    return ink.finished(drawing)


def _paper(drawing: Element, height: float, *, official: bool) -> None:
    ink.box(drawing, 0.5, 0.5, WIDTH - 1, height - 1, fill="#ffffff", stroke=ink.FAINT)
    if official:
        ink.box(drawing, 14, 14, WIDTH - 28, height - 28, stroke=ink.FRAME, stroke_width="2")
        ink.box(drawing, 19, 19, WIDTH - 38, height - 38, stroke=ink.FRAME)


def _rest(drawing: Element, text: list[str], number: int, y: float) -> None:
    """A line of what the type says where the district has set that down, else of anything."""
    if text:
        if number < len(text):
            ink.words(drawing, MARGIN, y + 6, text[number], _TEXT, fill=ink.SOFT)
        return
    ink.bar(drawing, MARGIN, y, WIDTH - 2 * MARGIN - (96 if number % 3 == 2 else 0))


def _place(drawing: Element, kind: DocumentType, place: str, x: float, y: float) -> None:
    """A label and its value in a dashed frame, with its number before it."""
    said, shown = label(place), value(kind, place)
    left = x + _TEXT * len(said) + 10
    width = sum(_TEXT if sign > "⺀" else _TEXT * 0.58 for sign in shown) + 14
    ink.circle(drawing, x - 20, y, 11, fill=ink.MARKED)
    number = str(places(kind).index(place) + 1)
    ink.words(drawing, x - 20, y + 5, number, _SMALL, fill="#ffffff", text_anchor="middle", font_weight="700")
    ink.words(drawing, x, y + 6, said, _TEXT, fill=ink.SOFT)
    ink.box(
        drawing,
        left - 5,
        y - 15,
        width,
        30,
        stroke=ink.MARKED,
        stroke_dasharray="5 3",
        stroke_width="1.5",
        rx="4",
    )
    ink.words(drawing, left + 2, y + 6, shown, _TEXT)


def _foot(drawing: Element, kind: DocumentType, y: float) -> None:
    for number, place in enumerate(foot(kind)):
        _place(drawing, kind, place, WIDTH - MARGIN - 218, y + 40 * number)
    if not foot(kind) and not kind.is_sensitive:
        ink.words(drawing, WIDTH - MARGIN, y + 24, SIGNED_HERE, _TEXT, fill=ink.SOFT, text_anchor="end")
    if {"issuer", SIGNATURE} & set(foot(kind)):
        ink.circle(
            drawing, WIDTH - MARGIN - 22, y + 22, 40, stroke=ink.MARKED, stroke_width="2", opacity="0.55"
        )
        ink.words(
            drawing,
            WIDTH - MARGIN - 22,
            y + 27,
            SEAL,
            15,
            fill=ink.MARKED,
            text_anchor="middle",
            opacity="0.7",
        )


def _watermark(drawing: Element, height: float) -> None:
    turned = f"rotate(-28 {WIDTH / 2:g} {height / 2:g})"
    ink.words(
        drawing, WIDTH / 2, height / 2 + 60, SAMPLE, 150, fill=ink.INK, opacity="0.06", text_anchor="middle",
        font_weight="700", transform=turned,
    )  # fmt: skip
    ink.words(
        drawing,
        WIDTH / 2,
        height - 30,
        WARNING,
        _SMALL,
        fill=ink.MARKED,
        text_anchor="middle",
        font_weight="600",
    )

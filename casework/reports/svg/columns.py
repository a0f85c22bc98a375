"""Standing columns of several parts, side by side: how months compare."""

from collections.abc import Sequence

from casework.reports.svg.bars import Bar
from casework.reports.svg.drawing import canvas, finished, mark, rectangle, rule, words

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 420, 220, 24, 26


def columns(shown: Sequence[Bar], *, title: str, description: str) -> str:
    """Labels stand below, notes above, and parts on each other. The highest takes the whole height; empty where none is."""
    if not shown:
        return ""
    step = _WIDTH / len(shown)
    wide = min(48, step * 0.62)
    highest = max(column.total for column in shown) or 1
    room, ground = _HEIGHT - _TOP - _BOTTOM, _HEIGHT - _BOTTOM
    drawing = canvas(_WIDTH, _HEIGHT, title=title, description=description)
    rule(drawing, ground, width=_WIDTH)
    for number, column in enumerate(shown):
        middle, y = (number + 0.5) * step, float(ground)
        for part in column.parts:
            if part.value:
                high = part.value / highest * room
                y -= high
                place = mark(drawing, address=part.address, said=part.said)
                rectangle(place, (middle - wide / 2, y), (wide, high), part.tone)
        words(drawing, middle, y - 6, column.note, anchor="middle", kind="number")
        words(drawing, middle, _HEIGHT - 8, column.label, anchor="middle")
    return finished(drawing)

"""Standing columns of several parts, side by side: how months compare."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.reports.svg.bars import Part
from casework.reports.svg.drawing import canvas, finished, mark, rectangle, rule, words

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 420, 220, 24, 26


@dataclass(frozen=True)
class Column:
    """``label`` stands below, ``note`` above it."""

    label: str
    parts: Sequence[Part]
    note: str

    @property
    def total(self) -> float:
        return sum(part.value for part in self.parts)


def columns(shown: Sequence[Column], *, title: str, description: str) -> str:
    """The parts are stacked from below; the highest column takes the whole height. Empty where there is none."""
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

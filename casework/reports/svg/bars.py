"""Lying bars, one below the other, each of one or several parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.reports.svg.drawing import canvas, finished, fitted, mark, rectangle, width_of, words

_WIDTH, _LABEL, _ROW, _THICK, _GAP = 420, 190, 30, 18, 8


@dataclass(frozen=True)
class Part:
    """``tone`` is a class of the style sheet: main, quiet, ok, soon, now, overdue."""

    value: float
    tone: str
    said: str
    address: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar that lies or stands. ``label`` is at its beginning, ``note`` (the total in words) at its end."""

    label: str
    parts: Sequence[Part]
    note: str

    @property
    def total(self) -> float:
        return sum(part.value for part in self.parts)


def bars(shown: Sequence[Bar], *, title: str, description: str) -> str:
    """The longest bar takes the whole width; empty where there is none."""
    if not shown:
        return ""
    left = min(_LABEL, max(width_of(bar.label) for bar in shown) + _GAP)
    room = _WIDTH - left - max(width_of(bar.note) for bar in shown) - 2 * _GAP
    longest = max(bar.total for bar in shown) or 1
    drawing = canvas(_WIDTH, len(shown) * _ROW + _GAP, title=title, description=description)
    for number, bar in enumerate(shown):
        top = number * _ROW + _GAP
        words(drawing, left - _GAP, top + _THICK - 4, fitted(bar.label, left - _GAP), anchor="end")
        x = left
        for part in bar.parts:
            if part.value:
                wide = part.value / longest * room
                rectangle(
                    mark(drawing, address=part.address, said=part.said), (x, top), (wide, _THICK), part.tone
                )
                x += wide
        words(drawing, x + _GAP, top + _THICK - 4, bar.note, kind="number")
    return finished(drawing)

"""A line over months, each of its points a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import SubElement

from casework.reports.svg.drawing import canvas, finished, mark, rule, words

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 420, 200, 28, 26


@dataclass(frozen=True)
class Point:
    """``value`` from 0 to ``most`` of the chart; None leaves a gap."""

    label: str
    value: float | None
    note: str
    said: str
    address: str = ""


def line(shown: Sequence[Point], *, most: float, title: str, description: str) -> str:
    """Empty where no point has a value."""
    if all(point.value is None for point in shown):
        return ""
    step, ground = _WIDTH / len(shown), _HEIGHT - _BOTTOM
    drawing = canvas(_WIDTH, _HEIGHT, title=title, description=description)
    rule(drawing, ground, width=_WIDTH)
    places = [
        None
        if point.value is None
        else ((n + 0.5) * step, ground - point.value / (most or 1) * (ground - _TOP))
        for n, point in enumerate(shown)
    ]
    for one, other in pairwise(places):
        if one and other:
            rough = {"x1": one[0], "y1": one[1], "x2": other[0], "y2": other[1]}
            SubElement(drawing, "line", {k: f"{v:g}" for k, v in rough.items()} | {"class": "chart-line"})
    for number, (point, place) in enumerate(zip(shown, places, strict=True)):
        words(drawing, (number + 0.5) * step, _HEIGHT - 8, point.label, anchor="middle")
        if place:
            spot = mark(drawing, address=point.address, said=point.said)
            SubElement(
                spot,
                "circle",
                {"cx": f"{place[0]:g}", "cy": f"{place[1]:g}", "r": "6", "class": "chart-point"},
            )
            words(drawing, place[0], place[1] - 12, point.note, anchor="middle", kind="number")
    return finished(drawing)

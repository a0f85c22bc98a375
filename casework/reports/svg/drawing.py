"""The frame of a chart: its title, its description, and marks that lead somewhere."""

from itertools import count
from xml.etree.ElementTree import Element, SubElement, tostring

from casework.organisations.templatetags.content import is_foreign

FONT = 14
_numbers = count(1)


def canvas(width: int, height: int, *, title: str, description: str) -> Element:
    """A drawing that readers hear as ``title`` and ``description``; the marks inside can be reached one by one."""
    name = f"chart-{next(_numbers)}"
    drawing = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}", "class": "chart", "role": "group",
            "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-description",
        },
    )  # fmt: skip
    SubElement(drawing, "title", {"id": f"{name}-title"}).text = cleaned(title)
    SubElement(drawing, "desc", {"id": f"{name}-description"}).text = cleaned(description)
    return drawing


def mark(parent: Element, *, address: str, said: str) -> Element:
    """Where a shape and its number go: a link that says ``said``, a mere group where it leads nowhere."""
    if not address:
        return SubElement(parent, "g")
    return SubElement(parent, "a", {"href": cleaned(address), "aria-label": cleaned(said)})


def rectangle(parent: Element, corner: tuple[float, float], size: tuple[float, float], tone: str) -> None:
    place = {"x": corner[0], "y": corner[1], "width": max(size[0], 0), "height": max(size[1], 0)}
    SubElement(
        parent, "rect", {name: f"{value:g}" for name, value in place.items()} | {"class": f"chart-{tone}"}
    )


def words(
    parent: Element, x: float, y: float, said: str, *, anchor: str = "start", kind: str = "words"
) -> None:
    made = SubElement(
        parent, "text", {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor, "class": f"chart-{kind}"}
    )
    made.text = cleaned(said)
    if is_foreign(said):
        made.attrib |= {"lang": "zh-Hans", "translate": "no"}


def rule(parent: Element, y: float, *, width: float) -> None:
    ends = {"x1": 0, "y1": y, "x2": width, "y2": y}
    SubElement(parent, "line", {name: f"{value:g}" for name, value in ends.items()} | {"class": "chart-rule"})


def finished(drawing: Element) -> str:
    return tostring(drawing, encoding="unicode")


def cleaned(said: str) -> str:
    """Without the signs that XML has no place for, whatever they came from."""
    return "".join(
        sign
        for sign in said
        if sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
    )


def width_of(said: str) -> float:
    """Roughly, in the units of a drawing: Chinese signs are square, others half as wide."""
    return sum(FONT if sign > "\u2e7f" else FONT * 0.56 for sign in said)


def fitted(said: str, room: float) -> str:
    """As much of ``said`` as has room, with a sign that there is more."""
    if width_of(said) <= room:
        return said
    kept = said
    while kept and width_of(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept}…"

"""Shapes and words of a drawing, by attributes alone: a policy that forbids styles leaves them as they are."""

from xml.etree.ElementTree import Element, SubElement, tostring

INK, SOFT, FAINT, MARKED, FRAME = "#1f2933", "#52606d", "#d9dee3", "#c62828", "#8a6d3b"
FONTS = "PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif"


def canvas(width: int, height: int, *, title: str) -> Element:
    drawing = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}", "width": str(width),
            "height": str(height), "font-family": FONTS, "role": "img", "lang": "zh-Hans",
        },
    )  # fmt: skip
    SubElement(drawing, "title").text = title
    return drawing


def box(parent: Element, x: float, y: float, width: float, height: float, **look: str) -> None:
    place = {"x": x, "y": y, "width": width, "height": height}
    SubElement(
        parent,
        "rect",
        {name: f"{number:g}" for name, number in place.items()} | {"fill": "none"} | _named(look),
    )


def circle(parent: Element, x: float, y: float, radius: float, **look: str) -> None:
    place = {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}"}
    SubElement(parent, "circle", place | {"fill": "none"} | _named(look))


def words(parent: Element, x: float, y: float, said: str, size: float, **look: str) -> None:
    place = {"x": f"{x:g}", "y": f"{y:g}", "font-size": f"{size:g}", "fill": INK}
    SubElement(parent, "text", place | _named(look)).text = said


def bar(parent: Element, x: float, y: float, width: float) -> None:
    """A line of other text, which is not read."""
    box(parent, x, y, width, 7, fill=FAINT, rx="3")


def lines_of(said: str, most: int, *, even: bool = False) -> list[str]:
    """Lines of ``most`` signs, or of about the same length each; none begins with a mark that ends something."""
    each = -(-len(said) // -(-len(said) // most)) if even and said else most
    lines: list[str] = []
    for start in range(0, len(said), each):
        line = said[start : start + each]
        while lines and line and line[0] in "，。、；：）”":
            lines[-1], line = lines[-1] + line[0], line[1:]
        if line:
            lines.append(line)
    return lines


def finished(drawing: Element) -> bytes:
    return tostring(drawing, encoding="unicode").encode()


def _named(look: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): said for name, said in look.items()}

"""Charts are well-formed, say what they show, and escape whatever they are given."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.reports.svg import Bar, Part, Point, bars, columns, line
from tests.casework.reports.conftest import Browser, District
from tests.casework.reports.reading import blocks

SVG = "{http://www.w3.org/2000/svg}"
hostile = st.text(max_size=20) | st.sampled_from(
    ['"><script>alert(1)</script>', "a&b", "<b>", "\x00\x0b", "\ud800", "]]>"]
)
values = st.integers(0, 10**6)


def read(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314  our own


@given(st.lists(st.tuples(hostile, values, values), min_size=1, max_size=6))
def test_whatever_it_is_told_a_chart_is_well_formed(rows: list[tuple[str, int, int]]) -> None:
    parts = [(name, [Part(a, "ok", name, f"/?q={name}"), Part(b, "now", name)]) for name, a, b in rows]
    lying = [Bar(name, both, name) for name, both in parts]
    standing = [Bar(name, both, name) for name, both in parts]
    points = [Point(name, a, name, name, f"/?q={name}") for name, a, _ in rows]
    for drawing in (
        bars(lying, title=rows[0][0], description="d"),
        columns(standing, title=rows[0][0], description="d"),
        line(points, most=max(a for _, a, _ in rows), title=rows[0][0], description="d"),
    ):
        found = read(drawing)
        assert [child.tag for child in found][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert not list(found.iter(f"{SVG}script"))
        assert all("style" not in node.attrib for node in found.iter())


def test_every_mark_that_leads_somewhere_says_what_it_is() -> None:
    drawing = read(
        bars(
            [Bar("校", [Part(3, "ok", "校 3", "/cases/"), Part(1, "now", "校 1")], "4")],
            title="t",
            description="d",
        )
    )
    assert [link.attrib["aria-label"] for link in drawing.iter(f"{SVG}a")] == ["校 3"]
    assert drawing.attrib["aria-labelledby"] == drawing.find(f"{SVG}title").attrib["id"]  # type: ignore[union-attr]


def test_the_longest_bar_takes_the_room_and_others_their_share() -> None:
    drawing = read(
        bars(
            [Bar("甲", [Part(10, "ok", "")], "10"), Bar("乙", [Part(5, "ok", "")], "5")],
            title="t",
            description="d",
        )
    )
    long, short = (float(shape.attrib["width"]) for shape in drawing.iter(f"{SVG}rect"))
    assert long == pytest.approx(2 * short, rel=1e-3)


def test_nothing_to_draw_draws_nothing() -> None:
    assert bars([], title="t", description="d") == ""
    assert columns([], title="t", description="d") == ""
    assert line([Point("1", None, "", "")], most=1, title="t", description="d") == ""


@pytest.mark.django_db
def test_a_school_cannot_write_into_the_page(town: District, browser: Browser) -> None:
    type(town.school).objects.filter(pk=town.school.pk).update(short_name="<img src=x onerror=1>")
    client = browser(town.leader)
    for block in blocks(client).values():
        if block.chart:
            read(block.chart)
    assert "<img src=x" not in client.get("/reports/").content.decode()

"""The list of points is the list of places in the sources."""

import re

import syncpoints
from config.bootstrap.places import ROOT

_REACHED = re.compile(r'reach\("([a-z.]+)"\)')
_SOURCES = ("config", "casework", "processes", "documents", "storage")


def test_every_point_is_reached_somewhere_and_no_other_is() -> None:
    sources = (path for folder in _SOURCES for path in (ROOT / folder).rglob("*.py"))
    reached = {name for path in sources for name in _REACHED.findall(path.read_text(encoding="utf-8"))}
    assert reached == syncpoints.NAMES


def test_nobody_listens_where_people_work() -> None:
    assert syncpoints.hook is None

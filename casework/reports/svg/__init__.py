"""Charts as SVG, drawn on the server: no script and no inline style; the page's style sheet gives the colours."""

from casework.reports.svg.bars import Bar, Part, bars
from casework.reports.svg.columns import columns
from casework.reports.svg.line import Point, line

__all__ = ["Bar", "Part", "Point", "bars", "columns", "line"]

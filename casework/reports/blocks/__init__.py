"""The blocks of the page, in its order."""

from collections.abc import Callable

from casework.reports.block import Block
from casework.reports.blocks.circulars import circulars
from casework.reports.blocks.coverage import coverage
from casework.reports.blocks.filings import filings
from casework.reports.blocks.overdue import overdue
from casework.reports.blocks.papers import papers
from casework.reports.blocks.recheck import recheck
from casework.reports.blocks.rectification import rectification
from casework.reports.blocks.workload import offices, people
from casework.reports.reading import Reading

BLOCKS: dict[str, Callable[[Reading], Block]] = {
    "rectification": rectification,
    "overdue": overdue,
    "recheck": recheck,
    "filings": filings,
    "coverage": coverage,
    "circulars": circulars,
    "papers": papers,
    "offices": offices,
    "people": people,
}

__all__ = ["BLOCKS"]

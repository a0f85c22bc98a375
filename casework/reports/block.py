"""A block of the page: one table that the chart, the screen and the spreadsheet are all made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

Number = int | float


@dataclass(frozen=True)
class Cell:
    """``value`` is what a spreadsheet gets; ``text`` how it is said, ``address`` the list of what was counted."""

    value: Number | str | None
    text: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        if self.text:
            return self.text
        return "—" if self.value is None else str(self.value)

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int | float)


@dataclass(frozen=True)
class Row:
    """``label`` names what the row is about."""

    label: Cell
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Figure:
    """What is said first, in large type; ``tone`` is ok, soon, now, overdue or empty."""

    name: str
    cell: Cell
    tone: str = ""


@dataclass(frozen=True)
class Block:
    """``columns`` names the first column too. ``chart`` is finished SVG, empty where there is nothing to draw."""

    key: str
    title: str
    basis: str
    figures: Sequence[Figure]
    columns: Sequence[str]
    rows: Sequence[Row]
    chart: str = ""
    empty: str = ""
    # What each tone of the chart stands for.
    legend: Sequence[tuple[str, str]] = field(default_factory=tuple)


def count(value: int, address: str = "") -> Cell:
    """A number that leads to what was counted, if anything was."""
    return Cell(value, address=address if value else "")


def rate(part: int, whole: int, address: str = "") -> Cell:
    """A percentage with one decimal; nothing of nothing is no percentage."""
    if not whole:
        return Cell(None)
    percent = round(100 * part / whole, 1)
    return Cell(percent, f"{percent:g}%", address)

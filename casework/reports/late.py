"""Bars of two parts: what is overdue, and the rest."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from casework.reports.block import Row
from casework.reports.svg import Bar, Part

DRAWN = 12


def late_and_rest(
    rows: Sequence[Row],
    rest: str,
    notes: Sequence[str],
    *,
    late_address: Callable[[Row], str] = lambda row: row.cells[0].address,
) -> list[Bar]:
    """The first rows, whose cells begin with how many there are and how many of them are overdue.

    ``rest`` is what all of them are called; both parts lead to them, unless ``late_address`` says otherwise.
    """
    shown = []
    for row, note in zip(rows[:DRAWN], notes, strict=False):
        name, (total, over) = row.label.words, (int(cell.value or 0) for cell in row.cells[:2])
        late = Part(over, "overdue", f"{name} {_('已超期')} {over}", late_address(row))
        others = Part(total - over, "main", f"{name} {rest} {total}", row.cells[0].address)
        shown.append(Bar(name, [late, others], note))
    return shown

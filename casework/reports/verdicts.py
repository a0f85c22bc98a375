"""Rows that say what became of deadlines: done in time, late, not at all, or still running."""

from collections.abc import Callable, Mapping, Sequence

from casework.reports.block import Block, Cell, Figure, Row, count, rate
from casework.reports.svg import Bar, Part, bars

ORDER = ("on_time", "late", "missing", "waiting")
TONES = ("ok", "now", "overdue", "quiet")


def row(name: str, numbers: Mapping[str, int], address: Callable[[str], str]) -> Row:
    """All, each of ORDER, and the share done in time of those whose day has come; ``address`` of "" is that of all."""
    due = fallen_due(numbers)
    return Row(
        Cell(name, address=address("")),
        [
            count(due + numbers["waiting"], address("")),
            *(count(numbers[met], address(met)) for met in ORDER),
            rate(numbers["on_time"], due),
        ],
    )


def fallen_due(numbers: Mapping[str, int]) -> int:
    return numbers["on_time"] + numbers["late"] + numbers["missing"]


def block(
    rows: Sequence[Row],
    words: Sequence[str],
    *,
    key: str,
    title: str,
    basis: str,
    figures: Sequence[Figure],
    names: tuple[str, str, str],
    description: str,
    empty: str,
) -> Block:
    """``words`` are what each of ORDER is called; ``names`` what the rows are about, all of one, and the share in time."""
    about, whole, share = names
    return Block(
        key=key,
        title=title,
        basis=basis,
        figures=figures,
        columns=[about, whole, *words, share],
        rows=rows,
        chart=_chart(rows, words, title=title, description=description)
        if any(one.cells[0].value for one in rows)
        else "",
        empty=empty,
        legend=list(zip(TONES, words, strict=True)),
    )


def _chart(rows: Sequence[Row], words: Sequence[str], *, title: str, description: str) -> str:
    shown = [
        Bar(
            one.label.words,
            [
                Part(int(cell.value or 0), tone, f"{one.label.words} {said} {cell.value}", cell.address)
                for cell, tone, said in zip(one.cells[1:5], TONES, words, strict=True)
            ],
            one.cells[5].words,
        )
        for one in rows
    ]
    return bars(shown, title=title, description=description)

"""Reads the rows of a repeating table; every fault names its row, and all of them are told at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from processes.forms.conditions import Evaluate, check, is_visible
from processes.forms.faults import Wrong, first_of, said
from processes.forms.scalars import read
from processes.forms.schema import Field

MAXIMUM_ROWS = 200


@dataclass(frozen=True)
class RowFault:
    """``number`` counts the rows from 1; ``column`` is None where the whole row is wrong."""

    number: int
    column: Field | None
    sentence: str


def read_table(field: Field, raw: Any, evaluate: Evaluate) -> list[dict[str, Any]]:
    """The rows as JSON values. Raises Wrong with a sentence for every fault."""
    if raw in (None, ""):
        return []
    if not isinstance(raw, list) or len(raw) > MAXIMUM_ROWS:
        raise Wrong(said(gettext("“%(label)s”最多 %(most)s 行。"), field, most=MAXIMUM_ROWS))
    rows, faults = read_rows(field, raw, evaluate)
    if faults:
        raise Wrong(*first_of(_in_rows(faults)))
    if field.rows:
        check_keys(field, rows, evaluate)
    return rows


def read_rows(
    field: Field, raw: list[Any], evaluate: Evaluate
) -> tuple[list[dict[str, Any]], list[RowFault]]:
    """Every row as far as it can be read, and everything that is wrong with them."""
    rows, faults = [], []
    for number, row in enumerate(raw, 1):
        values: dict[str, Any] = {}
        faults += list(_read_row(field, number, row, evaluate, values))
        rows.append(values)
    return rows, faults


def _read_row(
    field: Field, number: int, row: Any, evaluate: Evaluate, values: dict[str, Any]
) -> Iterator[RowFault]:
    if not isinstance(row, Mapping):
        yield RowFault(number, None, said(gettext("“%(label)s”的这一行不完整。"), field))
        return
    unread = set()
    for column in field.columns:
        try:
            values[column.name] = read(column, row.get(column.name))
        except Wrong as wrong:
            unread.add(column.name)
            values[column.name] = [] if column.holds_list else None
            yield from (RowFault(number, column, sentence) for sentence in wrong.sentences)
    for column in field.columns:
        if column.name not in unread and is_visible(column, evaluate, values):
            yield from (
                RowFault(number, column, sentence) for sentence in check(column, values, evaluate, unread)
            )


def _in_rows(faults: list[RowFault]) -> Iterator[str]:
    """Each problem once, with the rows that have it: twenty blank answers are one thing to do."""
    rows: dict[str, dict[int, None]] = {}
    for fault in faults:
        rows.setdefault(fault.sentence, {})[fault.number] = None
    for problem, numbers in rows.items():
        named = gettext("、").join(_runs(list(numbers)))
        yield gettext("第 %(number)s 行：%(problem)s") % {"number": named, "problem": problem}


def _runs(numbers: list[int]) -> Iterator[str]:
    """``1—3``, ``5``: ascending numbers, those that follow on each other taken together."""
    first = numbers[0]
    for number, after in zip(numbers, [*numbers[1:], None], strict=True):
        if after != number + 1:
            yield str(number) if number == first else f"{first}—{number}"
            first = after or 0


def check_keys(field: Field, rows: list[dict[str, Any]], evaluate: Evaluate) -> None:
    """Read-only columns say which row is meant: they come back as they were given out, each no more often than given."""
    names = [column.name for column in field.columns if column.readonly]
    if not names or not field.rows:
        return
    given = _keys(evaluate(field.rows.removeprefix("="), {}) or [], names)
    returned = _keys(rows, names)
    unknown = bool(returned - given)
    missing = field.fixed and (returned.total() < len(rows) or returned != given)
    if unknown or missing:
        raise Wrong(said(gettext("“%(label)s”的行与登记的不一致，请刷新页面后重填。"), field))


def _keys(rows: Iterable[Mapping[str, Any]], names: list[str]) -> Counter[tuple[str, ...]]:
    """A school may list the same rate twice: two rows that say the same are two."""
    return Counter(key for key in (_key(row, names) for row in rows) if any(key))


def _key(row: Mapping[str, Any], names: list[str]) -> tuple[str, ...]:
    return tuple(_plain(row.get(name)) for name in names)


def _plain(value: Any) -> str:
    """Numbers compare by value, whatever type carries them."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{Decimal(str(value)).normalize():f}"
    return "" if value is None else str(value)

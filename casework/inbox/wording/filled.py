"""A repeating table as it was filled in, to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from processes.forms import Field

# What names a row of a register, or a file, is told where that is listed.
_PLAIN = {"text", "long_text", "number", "money", "date", "choice", "choices", "yes_no"}


@dataclass(frozen=True)
class Filled:
    """``rows`` are words, each beside the name of its column."""

    label: str
    columns: list[str]
    rows: list[list[tuple[str, str]]]


def filled(field: Field, rows: Any, language: str) -> Filled | None:
    """None where nothing was filled in, and for rows that the case prefilled: what they are about is told elsewhere."""
    if field.type != "table" or field.rows is not None or not isinstance(rows, list) or not rows:
        return None
    columns = [column for column in field.columns if column.type in _PLAIN]
    return Filled(
        field.label.in_language(language),
        [column.label.in_language(language) for column in columns],
        [
            [(column.label.in_language(language), _words(column, row, language)) for column in columns]
            for row in rows
            if isinstance(row, Mapping)
        ],
    )


def _words(column: Field, row: Mapping[str, Any], language: str) -> str:
    value = row.get(column.name)
    if column.options:
        known = {option.value: option.label.in_language(language) for option in column.options}
        chosen = value if isinstance(value, list) else [value]
        return _("、").join(known.get(one, str(one)) for one in chosen if one is not None)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "" if value is None else str(value)

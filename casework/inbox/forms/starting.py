"""What stands in a form before anybody types: defaults and prefilled rows."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from casework.inbox.forms.context import FormContext
from processes.forms import Field, FormSchema


def starting_values(schema: FormSchema, context: FormContext) -> dict[str, Any]:
    """Values of a fresh form, as the browser would post them."""
    values: dict[str, Any] = {}
    for field in schema.fields:
        values[field.name] = (
            _rows(field, context) if field.type == "table" else _default(field, context, values)
        )
    return values


def restored_values(
    schema: FormSchema, context: FormContext, raw: Mapping[str, Any] | None
) -> dict[str, Any]:
    """A form that comes back with ``raw``: what was typed wins, prefilled rows keep their headings. Fresh without it."""
    if raw is None:
        return starting_values(schema, context)
    values = starting_values(schema, context) | {
        name: value for name, value in raw.items() if value is not None
    }
    for field in schema.fields:
        if field.type == "table" and field.rows is not None:
            values[field.name] = _laid_over(field, _rows(field, context), raw.get(field.name) or [])
    return values


def _laid_over(field: Field, rows: list[dict[str, Any]], typed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Typed rows over the prefilled ones that their read-only columns name."""
    keys = [column.name for column in field.columns if column.readonly]
    known = {tuple(row.get(key) for key in keys): row for row in rows}
    return [{**known.get(tuple(row.get(key) for key in keys), {}), **row} for row in typed] or rows


def _default(field: Field, context: FormContext, values: Mapping[str, Any]) -> Any:
    given = context.answer(field.default, values)
    if field.type == "checklist":
        return [_answer(line) for line in given or [] if isinstance(line, Mapping)]
    return as_posted(given)


def _answer(line: Mapping[str, Any]) -> dict[str, Any]:
    return {key: as_posted(line.get(key)) for key in ("code", "result", "fact")} | {
        "photos": as_posted(line.get("photos") or [])
    }


def _rows(field: Field, context: FormContext) -> list[dict[str, Any]]:
    """Prefilled rows keep every key of their context: what is no column is shown as the row's heading."""
    given = context.answer(field.rows, {}) if field.rows else None
    rows = given if isinstance(given, list) else []
    return [_row(field, context, row) for row in rows if isinstance(row, Mapping)]


def _row(field: Field, context: FormContext, row: Mapping[str, Any]) -> dict[str, Any]:
    defaults = {column.name: _default(column, context, row) for column in field.columns}
    return defaults | {name: as_posted(value) for name, value in row.items()}


def as_posted(value: Any) -> Any:
    """A FEEL or JSON value as text of an input."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | int | float):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, list):
        return [as_posted(item) for item in value]
    return "" if value is None else str(value)

"""Conditions simple enough for the page itself: a field equals a text or a boolean."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from processes.forms import Field
from processes.forms.checklists import begun_checklist
from processes.forms.faults import Wrong

_EQUALITY = re.compile(r"""\s*=?\s*(?P<name>\w+)\s*=\s*(?:"(?P<text>[^"\\]*)"|(?P<flag>true|false))\s*""")
_FLAGS = {"true": True, "false": False, "on": True, "yes": True, "no": False}


@dataclass(frozen=True)
class Equality:
    """``name = value``; ``value`` is as the browser posts it ("true" for a yes)."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


def equality(expression: str | bool | None, names: Set[str]) -> Equality | None:
    """The condition as an equality of one of ``names``, or None where only the server can tell."""
    found = _EQUALITY.fullmatch(expression) if isinstance(expression, str) else None
    if found is None or found["name"] not in names:
        return None
    return Equality(found["name"], found["text"] if found["flag"] is None else found["flag"])


def typed(fields: tuple[Field, ...], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Half-typed answers as values that expressions can compare; what cannot be read counts as nothing."""
    return {field.name: _typed(field, raw.get(field.name)) for field in fields}


def _typed(field: Field, value: Any) -> Any:
    if value in ("", None):
        return [] if field.holds_list else None
    if field.type == "yes_no":
        return value if isinstance(value, bool) else _FLAGS.get(str(value))
    if field.type in {"number", "money"}:
        return _number(value)
    if field.type == "table":
        return [typed(field.columns, row) for row in value]
    if field.type == "checklist":
        return _checked(field, value)
    return value


def _checked(field: Field, value: Any) -> Any:
    """What expressions may ask of a checklist that is half done."""
    try:
        return begun_checklist(field, value)
    except Wrong:
        return []


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

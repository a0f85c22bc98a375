"""FEEL values as text that reads back as they were: days stay days, and decimals decimals."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from processes.feel import temporal
from processes.feel.values import YearMonthDuration
from processes.feel.wide import WIDE

# A mapping with this key alone is a value that JSON has no word for.
_MARK = "@"
_TEMPORAL = (date, time, datetime, timedelta, YearMonthDuration, *WIDE)
# What is longer than this is not kept: it would weigh more than the state of the instance.
LONGEST = 64 * 1024


def write(entries: list[tuple[Any, ...]]) -> str:
    """The entries of ``Heard`` as text; a fact that is too long to keep is left out."""
    written: list[str] = []
    for kind, *rest in entries:
        text = json.dumps([kind, *map(_plain, rest)], ensure_ascii=False, separators=(",", ":"))
        if kind != "fact" or len(text) <= LONGEST:
            written.append(text.replace("\\u0000", ""))
    return f"[{','.join(written)}]"


def read(text: str) -> list[list[Any]]:
    entries: list[list[Any]] = json.loads(text, object_hook=_value)
    return entries


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return str.__str__(value) if isinstance(value, str) else value
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return _nest(value)
    if isinstance(value, Decimal | float):
        number = Decimal(str(value))
        return (
            int(number)
            if number == number.to_integral_value() and number.adjusted() < 34
            else {_MARK: ["n", str(number)]}
        )
    # A function, or what FEEL has no type for, is null to whoever reads it.
    return {_MARK: ["t", temporal.write(value)]} if isinstance(value, _TEMPORAL) else None


def _nest(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return [_plain(item) for item in value]
    plain = {str(key): _plain(item) for key, item in value.items()}
    return {_MARK: ["m", list(plain.items())]} if _MARK in plain else plain


def _value(found: dict[str, Any]) -> Any:
    if found.keys() != {_MARK}:
        return found
    kind, said = found[_MARK]
    if kind == "n":
        return Decimal(said)
    return dict(said) if kind == "m" else temporal.read_literal(said)

"""What a value of each type is as JSON and in FEEL."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any

from casework.policy.declared import Declared

LARGEST = 10**12
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")


class UnfitValue(ValueError):
    """A value that the type of its parameter does not take."""


def check(known: Declared, value: Any) -> None:
    """Raises UnfitValue. None, for a number that is yet open, fits money alone."""
    if not _FITS[known.type](known, value):
        raise UnfitValue(known.code)


def as_feel(known: Declared, value: Any) -> Any:
    """What expressions read: a date is a date, the rest as JSON says it."""
    return date.fromisoformat(value) if known.type == "date" and value is not None else value


def _is_whole(known: Declared, value: Any) -> bool:
    return type(value) is int and 0 <= value <= 10_000


def _is_number(value: Any, most: float) -> bool:
    return type(value) in (int, float) and 0 <= value <= most


def _is_choice(known: Declared, value: Any) -> bool:
    return any(value == code for code, *_names in known.choices)


def _is_list_of(fits: Callable[[Any], bool]) -> Callable[[Declared, Any], bool]:
    def judge(known: Declared, value: Any) -> bool:
        return (
            isinstance(value, list)
            and 0 < len(value) <= 20
            and len(set(map(str, value))) == len(value)
            and all(map(fits, value))
        )

    return judge


def _is_date(known: Declared, value: Any) -> bool:
    return isinstance(value, str) and _reads(date.fromisoformat, value)


def _is_time(known: Declared, value: Any) -> bool:
    return (
        isinstance(value, str)
        and re.fullmatch(r"\d{2}:\d{2}", value) is not None
        and _reads(time.fromisoformat, value)
    )


def _is_month_day(value: Any) -> bool:
    return isinstance(value, str) and _MONTH_DAY.fullmatch(value) is not None and _reads(day_of_year, value)


def day_of_year(text: str) -> date:
    """MM-DD as a day of a leap year. Raises ValueError."""
    return date.fromisoformat(f"2024-{text}")


def _reads(reader: Callable[[str], object], text: str) -> bool:
    with suppress(ValueError):
        reader(text)
        return True
    return False


_FITS: Mapping[str, Callable[[Declared, Any], bool]] = {
    "whole": _is_whole,
    "money": lambda known, value: value is None or _is_number(value, LARGEST),
    "share": lambda known, value: _is_number(value, 1),
    "yes_no": lambda known, value: isinstance(value, bool),
    "choice": _is_choice,
    "choices": lambda known, value: (
        value == [] or _is_list_of(lambda one: _is_choice(known, one))(known, value)
    ),
    "wholes": _is_list_of(lambda one: type(one) is int and 0 <= one <= 10_000),
    "months": _is_list_of(lambda one: type(one) is int and 1 <= one <= 12),
    "date": _is_date,
    "time": _is_time,
    "month_days": _is_list_of(_is_month_day),
}

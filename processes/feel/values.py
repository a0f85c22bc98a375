"""The values of FEEL that Python has no type for, and the kind of every value (DMN 10.3.2.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import NoneType
from typing import Any, TypeAlias

from processes.feel.wide import WideDate, WideDateTime, WideDuration, WideTime

DayTimeDuration = timedelta
# None, bool, Decimal, str, date, time, datetime, YearMonthDuration, DayTimeDuration, list, dict, Range,
# Function
FeelValue: TypeAlias = Any


@dataclass(frozen=True, slots=True, order=True)
class YearMonthDuration:
    """A number of months, negative for backwards."""

    months: int


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; an end that is None is unbounded and never included."""

    start: FeelValue
    end: FeelValue
    start_included: bool = True
    end_included: bool = True


@dataclass(frozen=True, slots=True)
class PointTest(Range):
    """`= x` or `!= x` as a range, with that value as both ends, included or not (DMN 10.3.2.7, table 43): equal to no
    range that is written with two ends. What is not included lies outside, all else of its kind inside."""


class Function:
    """Anything an expression may call; subclasses say how."""

    __slots__ = ()

    parameters: tuple[str, ...]

    def declared(self) -> tuple[list[Any], Any]:
        """The types of the parameters and of the result, as far as they are known; None for any."""
        return [None] * len(self.parameters), None

    def call(self, run: Any, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        """The result, or None when the arguments do not fit. Raises FeelError when a limit is hit."""
        raise NotImplementedError


Callables: TypeAlias = Mapping[str, Callable[..., Any]]

_KINDS: dict[type, str] = {
    NoneType: "Null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearMonthDuration: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    PointTest: "range",
    WideDate: "date",
    WideTime: "time",
    WideDateTime: "date and time",
    WideDuration: "days and time duration",
}


def kind(value: FeelValue) -> str:
    """The name of the FEEL type of a value."""
    return _KINDS.get(type(value), "function")

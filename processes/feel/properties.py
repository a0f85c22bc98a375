"""Properties of dates, times, durations and ranges, reached by a path (DMN 10.3.2.15, table 65)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from processes.feel.values import FeelValue, PointTest, Range, YearMonthDuration
from processes.feel.wide import NANOS, WideDate, WideDateTime, WideDuration, WideTime, length_of, nanos_of


def _second(value: Any) -> Decimal:
    nanos = nanos_of(value)
    return Decimal(value.second) + (Decimal(nanos) / NANOS if nanos else 0)


def _zone(value: Any) -> str | None:
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


def _truncated(value: int, unit: int, wrap: int | None = None) -> Decimal:
    """Whole units of a count, sign kept; a duration of -26 hours has -1 days and -2 hours."""
    whole = abs(value) // unit
    whole = whole % wrap if wrap else whole
    return Decimal(-whole if value < 0 else whole)


def _length(unit: int, wrap: int | None = None) -> Callable[[timedelta | WideDuration], Decimal]:
    return lambda value: _truncated(length_of(value), unit * NANOS, wrap)


_Getters = dict[str, Callable[[Any], FeelValue]]

_DATE: _Getters = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal(value.isoweekday()),
}
_TIME: _Getters = {
    "hour": lambda value: Decimal(value.hour),
    "minute": lambda value: Decimal(value.minute),
    "second": _second,
    "time offset": lambda value: value.utcoffset(),
    "timezone": _zone,
}
_DURATION: _Getters = {
    "days": _length(86_400),
    "hours": _length(3_600, 24),
    "minutes": _length(60, 60),
    "seconds": _length(1, 60),
}
_RANGE: _Getters = {
    "start": lambda value: value.start,
    "end": lambda value: value.end,
    "start included": lambda value: value.start_included,
    "end included": lambda value: value.end_included,
}
_PROPERTIES: dict[type, _Getters] = {
    date: _DATE,
    time: _TIME,
    datetime: _DATE | _TIME,
    WideDate: _DATE,
    WideTime: _TIME,
    WideDateTime: _DATE | _TIME,
    timedelta: _DURATION,
    WideDuration: _DURATION,
    YearMonthDuration: {
        "years": lambda value: _truncated(value.months, 12),
        "months": lambda value: _truncated(value.months, 1, 12),
    },
    Range: _RANGE,
    PointTest: _RANGE,
}


def property_of(value: FeelValue, name: str) -> FeelValue:
    """The property, or None when values of this kind have none of that name."""
    getter = _PROPERTIES.get(type(value), {}).get(name)
    return getter(value) if getter else None

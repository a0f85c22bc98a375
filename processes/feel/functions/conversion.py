"""Conversion functions (DMN 10.3.4.1)."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from processes.feel import temporal, wide
from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.temporal import offset_zone
from processes.feel.values import FeelValue, YearMonthDuration
from processes.feel.wide import WideDateTime, WideTime
from processes.feel.writing import write

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


@builtin("date", "from: string")
def _date_of_text(run: Run, text: str) -> FeelValue:
    return temporal.read_date(text)


@builtin("date", "from: date|date and time")
def _date_of_date(run: Run, value: Any) -> FeelValue:
    return value.date() if isinstance(value, datetime | WideDateTime) else value


@builtin("date", "year: number, month: number, day: number")
def _date_of_parts(run: Run, year: Decimal, month: Decimal, day: Decimal) -> FeelValue:
    try:
        return wide.day(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


@builtin("time", "from: string")
def _time_of_text(run: Run, text: str) -> FeelValue:
    return temporal.read_time(text)


@builtin("time", "from: time|date and time|date")
def _time_of_time(run: Run, value: Any) -> FeelValue:
    if isinstance(value, datetime | WideDateTime):
        return value.timetz()
    return value if isinstance(value, time | WideTime) else time(tzinfo=offset_zone("+", 0, 0))


@builtin("time", "hour: number, minute: number, second: number, offset: days and time duration|Null?")
def _time_of_parts(
    run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None = None
) -> FeelValue:
    try:
        zone = None
        if offset is not None:
            total = int(abs(offset).total_seconds())
            sign = "-" if offset < timedelta() else "+"
            zone = offset_zone(sign, total // 3600, total // 60 % 60, total % 60)
        return wide.clock(time(int(hour), int(minute), int(second), 0, zone), int((second % 1) * wide.NANOS))
    except (ValueError, OverflowError):
        return None


@builtin("date and time", "from: string")
def _date_time_of_text(run: Run, text: str) -> FeelValue:
    return temporal.read_date_time(text)


@builtin("date and time", "from: date and time")
def _date_time_of_itself(run: Run, value: datetime) -> FeelValue:
    return value


@builtin("date and time", "date: date|date and time, time: time")
def _date_time_of_parts(run: Run, day: Any, moment: Any) -> FeelValue:
    return wide.moment(day.date() if isinstance(day, datetime | WideDateTime) else day, moment)


@builtin("duration", "from: string")
def _duration(run: Run, text: str) -> FeelValue:
    return temporal.read_duration(text)


@builtin("duration", "from: days and time duration|years and months duration")
def _duration_of_itself(run: Run, value: FeelValue) -> FeelValue:
    return value


@builtin("years and months duration", "from: date|date and time, to: date|date and time")
def _months_between(run: Run, start: date, end: date) -> FeelValue:
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return YearMonthDuration(months)


@builtin("number", "from: string")
def _number(run: Run, text: str) -> FeelValue:
    return _read_number(text)


@builtin("number", "from: number")
def _number_of_itself(run: Run, value: Decimal) -> FeelValue:
    return value


@builtin("number", "from: string, grouping separator: string|Null, decimal separator: string|Null")
def _number_with_separators(run: Run, text: str, grouping: str | None, point: str | None) -> FeelValue:
    if (
        grouping not in (None, " ", ",", ".")
        or point not in (None, ",", ".")
        or (point and point == grouping)
    ):
        return None
    if grouping:
        text = text.replace(grouping, "")
    if point and point != "." and "." in text:
        return None
    return _read_number(text.replace(point, ".") if point else text)


def _read_number(text: str) -> FeelValue:
    try:
        return +Decimal(text) if _NUMBER.fullmatch(text) else None
    except ArithmeticError:
        return None


@builtin("string", "from: any")
def _string(run: Run, value: FeelValue) -> FeelValue:
    return None if value is None else value if isinstance(value, str) else write(value, run)

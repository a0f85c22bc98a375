"""Sums and differences where Python's own types end: beyond the years 1 to 9999, and below the microsecond (DMN
10.3.2.13.4). What fits into Python's types comes back in them."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any, TypeAlias

from processes.feel import wide

Length: TypeAlias = timedelta | wide.WideDuration


def nanoseconds(nanos: int) -> Length:
    """A duration of so many nanoseconds. Raises OverflowError beyond the 999,999,999 days of Python."""
    whole, rest = divmod(nanos, wide.NANOS)
    return wide.duration(timedelta(seconds=whole), rest)


def negative(length: Length) -> Length:
    """The same length backwards."""
    return -length if isinstance(length, timedelta) else wide.WideDuration(-length.nanos)


def later(value: Any, nanos: int) -> Any:
    """A day, a time, a date-time or a duration so many nanoseconds later, in real time; None for others.

    Raises ValueError beyond the years of FEEL, OverflowError for a duration beyond those of Python.
    """
    if isinstance(value, Length):
        return nanoseconds(wide.length_of(value) + nanos)
    if isinstance(value, time | wide.WideTime):
        return _clock((wide.within_day(value) + nanos) % wide.DAY, value.tzinfo)
    if isinstance(value, datetime | wide.WideDateTime):
        return _moment(wide.rank(value)[1] + nanos, value.tzinfo)
    if isinstance(value, wide.Day):
        return wide.day_at(wide.days_of(value) + nanos // wide.DAY)
    return None


def between(left: Any, right: Any) -> Length | None:
    """The time from ``right`` to ``left``, two values of one kind; None where only one has a zone."""
    (zoned, first), (other, second) = wide.rank(left), wide.rank(right)
    if zoned is not other:
        return None
    return nanoseconds((first - second) * (1 if isinstance(left, wide.MOMENTS) else wide.DAY))


def _clock(nanos: int, zone: tzinfo | None) -> wide.Clock:
    return wide.clock(time(*_parts(nanos), 0, zone), nanos % wide.NANOS)


def _moment(place: int, zone: tzinfo | None) -> wide.Moment:
    """The date-time at a place on the line of time: where there is a zone, that of UTC."""
    days, rest = divmod(place, wide.DAY)
    if zone is not None:
        seconds = time(*_parts(rest))
        shift = datetime.combine(wide.like(wide.day_at(days)), seconds, UTC).astimezone(zone).utcoffset()
        days, rest = divmod(place + wide.length_of(shift or timedelta()), wide.DAY)
    return wide.moment(wide.day_at(days), _clock(rest, zone))


def _parts(nanos: int) -> tuple[int, int, int]:
    seconds = nanos // wide.NANOS
    return seconds // 3600, seconds // 60 % 60, seconds % 60

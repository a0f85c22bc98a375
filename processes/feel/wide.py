"""Dates beyond the years 1 to 9999 and times finer than a microsecond, which FEEL has and Python has not (DMN
10.3.2.3.4 and 10.3.2.3.5): read, written, compared, and taken apart; arithmetic with them is null."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeAlias

FARTHEST = 999_999_999
NANOS = 1_000_000_000
_CYCLE = 400  # the Gregorian calendar repeats


@dataclass(frozen=True, slots=True, order=True)
class WideDate:
    """A day of a year that Python's date has not."""

    year: int
    month: int
    day: int

    def weekday(self) -> int:
        return _like(self).weekday()

    def isoweekday(self) -> int:
        return _like(self).isoweekday()

    def isoformat(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class WideTime:
    """A time with digits below the microsecond: its whole second, and nanoseconds."""

    whole: time
    nanos: int

    @property
    def hour(self) -> int:
        return self.whole.hour

    @property
    def minute(self) -> int:
        return self.whole.minute

    @property
    def second(self) -> int:
        return self.whole.second

    @property
    def tzinfo(self) -> tzinfo | None:
        return self.whole.tzinfo

    def utcoffset(self) -> timedelta | None:
        return self.whole.utcoffset()


@dataclass(frozen=True, slots=True)
class WideDateTime:
    """A moment of which the day or the time is wide."""

    day_of: date | WideDate
    time_of: time | WideTime

    def date(self) -> date | WideDate:
        return self.day_of

    def timetz(self) -> time | WideTime:
        return self.time_of

    @property
    def year(self) -> int:
        return self.day_of.year

    @property
    def month(self) -> int:
        return self.day_of.month

    @property
    def day(self) -> int:
        return self.day_of.day

    @property
    def hour(self) -> int:
        return self.time_of.hour

    @property
    def minute(self) -> int:
        return self.time_of.minute

    @property
    def second(self) -> int:
        return self.time_of.second

    @property
    def tzinfo(self) -> tzinfo | None:
        return self.time_of.tzinfo

    def isoweekday(self) -> int:
        return self.day_of.isoweekday()

    def weekday(self) -> int:
        return self.day_of.weekday()

    def utcoffset(self) -> timedelta | None:
        return _offset(self)


@dataclass(frozen=True, slots=True)
class WideDuration:
    """Days and time with digits below the microsecond, as a number of nanoseconds."""

    nanos: int


WIDE = (WideDate, WideTime, WideDateTime, WideDuration)
Day: TypeAlias = date | WideDate
Clock: TypeAlias = time | WideTime
Moment: TypeAlias = datetime | WideDateTime


def day(year: int, month: int, number: int) -> Day:
    """The day, in Python's own type where that has it. Raises ValueError when there is none."""
    if 1 <= year <= 9999:
        return date(year, month, number)
    if abs(year) > FARTHEST or not 1 <= month <= 12:
        raise ValueError(year)
    if not 1 <= number <= monthrange(2000 + year % _CYCLE, month)[1]:
        raise ValueError(number)
    return WideDate(year, month, number)


def clock(whole: time, nanos: int) -> Clock:
    """A time of a whole second and nanoseconds, in Python's own type where that has it."""
    if nanos % 1000:
        return WideTime(whole, nanos)
    return whole.replace(microsecond=nanos // 1000)


def moment(day_of: Day, time_of: Clock) -> Moment:
    """A day and a time together."""
    if isinstance(day_of, WideDate) or isinstance(time_of, WideTime):
        return WideDateTime(day_of, time_of)
    return datetime.combine(day_of, time_of)


def duration(length: timedelta, nanos: int) -> timedelta | WideDuration:
    """A length of whole seconds and nanoseconds more, in Python's own type where that has it."""
    if nanos % 1000:
        return WideDuration(_in_nanos(length) + nanos)
    return length + timedelta(microseconds=nanos // 1000)


def nanos_of(value: Clock | Moment) -> int:
    """The nanoseconds below the second."""
    if isinstance(value, WideDateTime):
        return nanos_of(value.time_of)
    return value.nanos if isinstance(value, WideTime) else value.microsecond * 1000


def shown(value: Clock | Moment) -> tuple[Day | None, int]:
    """What a clock shows, whatever its zone: the day, if there is one, and the nanoseconds since midnight."""
    if isinstance(value, datetime | WideDateTime):
        return value.date(), _within_day(value.timetz())
    return None, _within_day(value)


def rank(value: Day | Clock | Moment | timedelta | WideDuration) -> tuple[bool, int]:
    """Whether a value has a zone, and its place on the line of time in nanoseconds: for values of one kind that
    both have a zone or both have none, their order."""
    if isinstance(value, timedelta | WideDuration):
        return False, length_of(value)
    if isinstance(value, datetime | WideDateTime):
        offset = _offset(value)
        place = _days(value.date()) * 86_400 * NANOS + _within_day(value.timetz())
        return offset is not None, place - _in_nanos(offset)
    if isinstance(value, date | WideDate):
        return False, _days(value)
    offset = value.utcoffset()
    return value.tzinfo is not None, _within_day(value) - _in_nanos(offset)


def length_of(value: timedelta | WideDuration) -> int:
    """A duration in nanoseconds."""
    return value.nanos if isinstance(value, WideDuration) else _in_nanos(value)


def _like(value: Day) -> date:
    """A day of the years 2000 to 2399 that has the same place in the calendar."""
    return date(2000 + value.year % _CYCLE, value.month, value.day)


def _days(value: Day) -> int:
    return _like(value).toordinal() + (value.year // _CYCLE) * 146_097


def _within_day(value: Clock) -> int:
    return (value.hour * 3600 + value.minute * 60 + value.second) * NANOS + nanos_of(value)


def _offset(value: Moment) -> timedelta | None:
    zone = value.tzinfo
    if zone is None:
        return None
    near = datetime.combine(_like(value.date()), time(value.hour, value.minute, value.second))
    return zone.utcoffset(near if isinstance(value, WideDateTime) else value.replace(tzinfo=None))


def _in_nanos(length: timedelta | None) -> int:
    return (length // timedelta(microseconds=1)) * 1000 if length is not None else 0

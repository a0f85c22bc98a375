"""Dates beyond the years 1 to 9999 and times finer than a microsecond, which FEEL has and Python has not (DMN
10.3.2.3.4 and 10.3.2.3.5): read, written, compared, and taken apart. `far` reckons with them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeAlias

FARTHEST = 999_999_999
NANOS = 1_000_000_000
DAY = 86_400 * NANOS
_CYCLE = 400  # the Gregorian calendar repeats
_CYCLE_DAYS = 146_097
_ONE_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class WideDate:
    """A day of a year that Python's date has not."""

    year: int
    month: int
    day: int

    def weekday(self) -> int:
        return like(self).weekday()

    def isoweekday(self) -> int:
        return like(self).isoweekday()

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
        return offset_of(self) if self.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class WideDuration:
    """Days and time with digits below the microsecond, as a number of nanoseconds."""

    nanos: int


WIDE = (WideDate, WideTime, WideDateTime, WideDuration)
MOMENTS = (time, datetime, WideTime, WideDateTime)
Day: TypeAlias = date | WideDate
Clock: TypeAlias = time | WideTime
Moment: TypeAlias = datetime | WideDateTime


def day(year: int, month: int, number: int) -> Day:
    """The day, in Python's own type where that has it. Raises ValueError when there is none."""
    if 1 <= year <= 9999:
        return date(year, month, number)
    if abs(year) > FARTHEST or not 1 <= month <= 12:
        raise ValueError(year)
    if not 1 <= number <= days_in(year, month):
        raise ValueError(number)
    return WideDate(year, month, number)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(2000 + year % _CYCLE, month)[1]


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
        return value.date(), within_day(value.timetz())
    return None, within_day(value)


def rank(value: Day | Clock | Moment | timedelta | WideDuration) -> tuple[bool, int]:
    """Whether a value has a zone, and its place on the line of time in nanoseconds: for values of one kind that
    both have a zone or both have none, their order."""
    if isinstance(value, timedelta | WideDuration):
        return False, length_of(value)
    if not isinstance(value, MOMENTS):
        return False, days_of(value)
    day_of, clock_shows = shown(value)
    place = clock_shows if day_of is None else days_of(day_of) * DAY + clock_shows
    offset = offset_of(value)
    return offset is not None, place - _in_nanos(offset)


def length_of(value: timedelta | WideDuration) -> int:
    """A duration in nanoseconds."""
    return value.nanos if isinstance(value, WideDuration) else _in_nanos(value)


def like(value: Day) -> date:
    """The day of the years 2000 to 2399 that has the same place in the calendar."""
    return date(2000 + value.year % _CYCLE, value.month, value.day)


def days_of(value: Day) -> int:
    """The place of a day on the line of days; 1 January of the year 0 stands where Python has that of 2000."""
    return like(value).toordinal() + (value.year // _CYCLE) * _CYCLE_DAYS


def day_at(place: int) -> Day:
    """The day of a place that `days_of` gives. Raises ValueError beyond the years of FEEL."""
    cycles, rest = divmod(place - date(2000, 1, 1).toordinal(), _CYCLE_DAYS)
    found = date(2000, 1, 1) + timedelta(days=rest)
    return day(found.year - 2000 + cycles * _CYCLE, found.month, found.day)


def next_day(value: Day) -> Day:
    """The day after. Raises ValueError beyond the years of FEEL."""
    return day_at(days_of(value) + 1)


def within_day(value: Clock) -> int:
    """The nanoseconds since midnight that a clock shows."""
    return (value.hour * 3600 + value.minute * 60 + value.second) * NANOS + nanos_of(value)


def offset_of(value: Clock | Moment) -> timedelta | None:
    """The offset of a time or a date-time; None without a zone. A time in a named zone has none until it has a day,
    so all times are taken on one and the same day."""
    if value.tzinfo is None or isinstance(value, datetime):
        return value.utcoffset()
    day_of = like(value.date()) if isinstance(value, WideDateTime) else _ONE_DAY
    return value.tzinfo.utcoffset(datetime.combine(day_of, time(value.hour, value.minute, value.second)))


def _in_nanos(length: timedelta | None) -> int:
    return (length // timedelta(microseconds=1)) * 1000 if length is not None else 0

"""Dates, times, date-times and durations as FEEL writes them (DMN 10.3.2.3.4 to 10.3.2.3.9)."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TypeAlias
from zoneinfo import ZoneInfo

from processes.feel import wide
from processes.feel.values import YearMonthDuration

Temporal: TypeAlias = wide.Day | wide.Clock | wide.Moment | YearMonthDuration | timedelta | wide.WideDuration

_DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:(Z)|([+-])(\d{2}):(\d{2})(?::(\d{2}))?|@([A-Za-z0-9_+/-]{1,60}))?",
    re.ASCII,
)
_END_OF_DAY = re.compile(r"\A24(?=:00:00(?:\.0+)?(?![\d.]))")
_YEAR_MONTH = re.compile(r"(-)?P(?=\d)(?:(\d{1,10})Y)?(?:(\d{1,10})M)?", re.ASCII)
_DAY_TIME = re.compile(
    r"(-)?P(?=[\dT])(?:(\d{1,9})D)?"
    r"(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.(\d{0,9}))?S)?)?",
    re.ASCII,
)
MICROSECOND = timedelta(microseconds=1)


def read_date(text: str) -> wide.Day | None:
    """A date from YYYY-MM-DD, years -999999999 to 999999999; None when it is not one."""
    match = _DATE.fullmatch(text)
    try:
        return wide.day(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def read_time(text: str) -> wide.Clock | None:
    """A time from hh:mm:ss with optional fraction and zone; None when it is not one. 24:00:00 is 00:00:00, as in XML
    Schema."""
    match = _TIME.fullmatch(_END_OF_DAY.sub("00", text))
    if match is None:
        return None
    hour, minute, second, fraction, zulu, sign, off_hour, off_minute, off_second, place = match.groups()
    try:
        zone: tzinfo | None = None
        if zulu:
            zone = UTC
        elif sign:
            zone = offset_zone(sign, int(off_hour), int(off_minute), int(off_second or 0))
        elif place:
            zone = ZoneInfo(place)
        whole = time(int(hour), int(minute), int(second), 0, zone)
        return wide.clock(whole, int((fraction or "0").ljust(9, "0")))
    except (ValueError, KeyError, OSError):
        return None


def read_date_time(text: str) -> wide.Moment | None:
    """A date-time from <date>T<time>, or midnight of a plain date; None when it is neither. T24:00:00 is the midnight
    that ends the day."""
    day_text, separator, time_text = text.partition("T")
    day = read_date(day_text)
    moment = read_time(time_text) if separator else time()
    if day is None or moment is None:
        return None
    try:
        return wide.moment(wide.next_day(day) if _END_OF_DAY.match(time_text) else day, moment)
    except ValueError:
        return None


def read_duration(text: str) -> YearMonthDuration | timedelta | wide.WideDuration | None:
    """A duration from its ISO 8601 form; years and months never mix with days and times."""
    match = _YEAR_MONTH.fullmatch(text)
    if match:
        sign, years, months = match.groups()
        total = int(years or 0) * 12 + int(months or 0)
        return YearMonthDuration(-total if sign else total)
    match = _DAY_TIME.fullmatch(text)
    if match is None:
        return None
    sign, days, hours, minutes, seconds, fraction = match.groups()
    try:
        length = timedelta(
            days=int(days or 0),
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            seconds=int(seconds or 0),
        )
        nanos = int((fraction or "0").ljust(9, "0"))
        return wide.duration(-length, -nanos) if sign else wide.duration(length, nanos)
    except OverflowError:
        return None


def read_literal(text: str) -> Temporal | None:
    """The value of an @"..." literal; None when the text is no date, time, date-time or duration."""
    for reader in (read_date, read_duration, read_time, read_date_time):
        value = reader(text)
        if value is not None:
            return value
    return None


def offset_zone(sign: str, hours: int, minutes: int, seconds: int = 0) -> tzinfo:
    """The zone of a fixed offset; ValueError beyond the ±14 hours of XML Schema."""
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes > 59 or seconds > 59 or length > timedelta(hours=14):
        raise ValueError(hours)
    return timezone(-length if sign == "-" else length) if length else UTC


def write(value: Temporal) -> str:
    """The text that `read_literal` reads back to the same value."""
    if isinstance(value, YearMonthDuration):
        return _write_months(value.months)
    if isinstance(value, timedelta | wide.WideDuration):
        return _write_length(wide.length_of(value))
    if isinstance(value, datetime | wide.WideDateTime):
        return f"{value.date().isoformat()}T{_write_time(value.timetz())}"
    if isinstance(value, date | wide.WideDate):
        return value.isoformat()
    return _write_time(value)


def _write_time(value: wide.Clock) -> str:
    nanos = wide.nanos_of(value)
    fraction = f".{nanos:09d}".rstrip("0") if nanos else ""
    text = f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{fraction}"
    zone = value.tzinfo
    if zone is None:
        return text
    if isinstance(zone, ZoneInfo):
        return f"{text}@{zone.key}"
    offset = zone.utcoffset(None)
    if not offset:
        return f"{text}Z"
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    tail = f":{seconds:02d}" if seconds else ""
    return f"{text}{sign}{minutes // 60:02d}:{minutes % 60:02d}{tail}"


def _write_months(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    return f"{'-' if months < 0 else ''}P{text or '0M'}"


def _write_length(nanos: int) -> str:
    sign = "-" if nanos < 0 else ""
    whole, rest = divmod(abs(nanos), wide.NANOS)
    days, whole = divmod(whole, 86_400)
    hours, whole = divmod(whole, 3600)
    minutes, seconds = divmod(whole, 60)
    fraction = f".{rest:09d}".rstrip("0") if rest else ""
    day = f"{days}D" if days else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    return f"{sign}P{day}{'T' + clock if clock else ''}" if day or clock else "PT0S"


def add_months(day: wide.Day, months: int) -> wide.Day:
    """The same day some months later, or the month's last day (DMN 10.3.2.3.9). ValueError beyond the years of
    FEEL."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return wide.day(year, month + 1, min(day.day, wide.days_in(year, month + 1)))

"""Date and time functions (DMN 10.3.4.8 and 10.3.4.10)."""

from datetime import date, datetime
from decimal import Decimal

from processes.feel.compare import identical
from processes.feel.failures import FeelError
from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.values import FeelValue
from processes.feel.wide import days_in, like

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _clock(run: Run) -> datetime:
    if run.at is None:
        raise FeelError("这里没有给出当前时间，不能使用 now() 或 today()。")
    return run.at


@builtin("now")
def _now(run: Run) -> FeelValue:
    return _clock(run)


@builtin("today")
def _today(run: Run) -> FeelValue:
    return _clock(run).date()


@builtin("day of week", "date: date|date and time")
def _day_of_week(run: Run, day: date) -> FeelValue:
    return _DAYS[day.weekday()]


@builtin("month of year", "date: date|date and time")
def _month_of_year(run: Run, day: date) -> FeelValue:
    return _MONTHS[day.month - 1]


@builtin("day of year", "date: date|date and time")
def _day_of_year(run: Run, day: date) -> FeelValue:
    return Decimal(like(day).timetuple().tm_yday)


@builtin("week of year", "date: date|date and time")
def _week_of_year(run: Run, day: date) -> FeelValue:
    return Decimal(like(day).isocalendar().week)


@builtin("last day of month", "date: date|date and time")
def _last_day_of_month(run: Run, day: date) -> FeelValue:
    return Decimal(days_in(day.year, day.month))


@builtin("is", "value1: any, value2: any")
def _is(run: Run, left: FeelValue, right: FeelValue) -> FeelValue:
    """The same element of the semantic domain; unlike `=`, equal instants with different offsets are not."""
    return identical(left, right, run)

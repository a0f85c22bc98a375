"""Sums, products and powers of every pair of kinds that DMN allows (10.3.2.13.4, table 45); None for the
others."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, Overflow
from typing import Any, TypeAlias

from processes.feel import limits
from processes.feel.compare import align
from processes.feel.failures import FeelError
from processes.feel.far import Length, between, later, nanoseconds, negative
from processes.feel.run import Run
from processes.feel.temporal import MICROSECOND, add_months
from processes.feel.values import FeelValue, YearMonthDuration, kind
from processes.feel.wide import WIDE, WideDate, WideDateTime, WideDuration, length_of, moment

Operation: TypeAlias = Callable[[FeelValue, FeelValue, Run], FeelValue]
_EPOCH = date(1970, 1, 1)
_LENGTHS = (timedelta, WideDuration, YearMonthDuration)


def _add(left: Any, right: Any, run: Run) -> FeelValue:
    if type(left) is Decimal and type(right) is Decimal:
        return left + right
    if type(left) is str and type(right) is str:
        if len(left) + len(right) > limits.STRING:
            raise FeelError(f"文字超过 {limits.STRING} 个字符。")
        return run.text(left + right)
    if isinstance(left, _LENGTHS) and not isinstance(right, _LENGTHS):
        left, right = right, left
    if isinstance(right, Length):
        return _shift(left, right)
    if isinstance(right, YearMonthDuration):
        return _shift_months(left, right.months)
    return None


def _subtract(left: Any, right: Any, run: Run) -> FeelValue:
    if type(left) is Decimal and type(right) is Decimal:
        return left - right
    if isinstance(right, Length):
        return _shift(left, negative(right))
    if isinstance(right, YearMonthDuration):
        return _shift_months(left, -right.months)
    return _difference(*align(left, right))


def _shift(value: Any, length: Length) -> FeelValue:
    """A value some time later, in Python's own reckoning as far as that goes."""
    if isinstance(value, WIDE) or isinstance(length, WideDuration):
        return later(value, length_of(length))
    try:
        return _shift_plain(value, length)
    except OverflowError:
        return later(value, length_of(length))


def _shift_plain(value: Any, length: timedelta) -> FeelValue:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return (value.astimezone(UTC) + length).astimezone(value.tzinfo)  # real time, not the wall clock's
    if isinstance(value, timedelta | datetime):
        return value + length
    if isinstance(value, date):
        return (datetime.combine(value, time()) + length).date()
    if isinstance(value, time):
        return (
            (datetime.combine(_EPOCH, value.replace(tzinfo=None)) + length % timedelta(days=1))
            .time()
            .replace(tzinfo=value.tzinfo)
        )
    return None


def _shift_months(value: Any, months: int) -> FeelValue:
    if isinstance(value, YearMonthDuration):
        return YearMonthDuration(value.months + months)
    if isinstance(value, datetime | WideDateTime):
        return moment(add_months(value.date(), months), value.timetz())
    return add_months(value, months) if isinstance(value, date | WideDate) else None


def _difference(left: Any, right: Any) -> FeelValue:
    if isinstance(left, WIDE) or isinstance(right, WIDE):
        return between(left, right) if kind(left) == kind(right) else None
    if isinstance(left, datetime) and isinstance(right, datetime):
        if (left.tzinfo is None) != (right.tzinfo is None):
            return None
        return (left.astimezone(UTC) - right.astimezone(UTC)) if left.tzinfo else left - right
    if type(left) is date and type(right) is date:
        return left - right
    if isinstance(left, time) and isinstance(right, time):
        return _difference(datetime.combine(_EPOCH, left), datetime.combine(_EPOCH, right))
    return None


def _multiply(left: Any, right: Any, run: Run) -> FeelValue:
    if type(left) is Decimal and type(right) is Decimal:
        return left * right
    if type(left) is Decimal:
        left, right = right, left
    return _scale(left, right) if type(right) is Decimal else None


def _scale(length: Any, factor: Decimal) -> FeelValue:
    if isinstance(length, YearMonthDuration):
        return YearMonthDuration(_whole(length.months * factor))
    if isinstance(length, timedelta):
        return timedelta(microseconds=_whole(Decimal(length // MICROSECOND) * factor))
    return nanoseconds(_whole(length.nanos * factor)) if isinstance(length, WideDuration) else None


def _share(length: Any, parts: Decimal) -> FeelValue:
    if isinstance(length, YearMonthDuration):
        return YearMonthDuration(_whole(length.months / parts))
    if isinstance(length, timedelta):
        return timedelta(microseconds=_whole(Decimal(length // MICROSECOND) / parts))
    return nanoseconds(_whole(length.nanos / parts)) if isinstance(length, WideDuration) else None


def _whole(number: Decimal) -> int:
    if number.adjusted() > 30:
        raise OverflowError(number)
    return int(number)


def _divide(left: Any, right: Any, run: Run) -> FeelValue:
    if type(right) is Decimal:
        return left / right if type(left) is Decimal else _share(left, right)
    if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
        return Decimal(left.months) / right.months
    if isinstance(left, Length) and isinstance(right, Length):
        return Decimal(length_of(left)) / length_of(right)
    return None


def _power(left: Any, right: Any, run: Run) -> FeelValue:
    if type(left) is not Decimal or type(right) is not Decimal:
        return None
    if not right:
        return Decimal(1)
    run.tick(10)
    return None if not left and right < 0 else left**right


OPERATIONS: dict[str, Operation] = {
    "+": _add, "-": _subtract, "*": _multiply, "/": _divide, "**": _power,
}  # fmt: skip


def calculate(sign: str, left: FeelValue, right: FeelValue, run: Run) -> FeelValue:
    """The result, or None when the kinds do not fit or a date leaves the years of FEEL. Raises FeelError out
    of range."""
    try:
        return OPERATIONS[sign](left, right, run)
    except Overflow as error:
        raise FeelError("运算结果超出数字的范围。") from error
    except (ArithmeticError, ValueError):
        return None

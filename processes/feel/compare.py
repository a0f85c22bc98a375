"""Equality, order and membership with three truth values: True, False and None (DMN 10.3.2.13, tables 53 to
55)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from processes.feel.run import Run
from processes.feel.values import FeelValue, PointTest, Range, YearMonthDuration, kind
from processes.feel.wide import MOMENTS, WIDE, WideDate, WideDateTime, moment, offset_of, rank, shown

_ORDERED = frozenset(
    [
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    ]
)

_PLAIN = frozenset({Decimal, str, bool, date, timedelta, YearMonthDuration})  # equal as Python says

_DAYS = (date, WideDate)
_ONE_DAY = date(1970, 1, 1)


def equal(left: FeelValue, right: FeelValue, run: Run) -> bool | None:
    """Whether two values are equal; None when their kinds differ and neither is null."""
    same = type(left)
    if same is type(right) and same in _PLAIN:
        return bool(left == right)
    if left is None or right is None:
        return left is right
    left, right = align(left, right)
    if kind(left) != kind(right):
        return None
    return _equal_alike(left, right, run)


def _equal_alike(left: Any, right: Any, run: Run) -> bool | None:
    """Equality of two values of one kind that Python may see differently."""
    if isinstance(left, WIDE) or isinstance(right, WIDE):
        return rank(left) == rank(right)
    if isinstance(left, list):
        return _equal_lists(left, right, run)
    if isinstance(left, dict):
        return _equal_contexts(left, right, run)
    if isinstance(left, time | datetime):
        return _equal_moments(left, right)
    return bool(left == right)


def _equal_moments(left: time | datetime, right: time | datetime) -> bool:
    """The same instant, however its zone is written; one with a zone never equals one without."""
    return bool(_moment(left) == _moment(right))


def _equal_lists(left: list[FeelValue], right: list[FeelValue], run: Run) -> bool | None:
    if len(left) != len(right):
        return False
    return _every_pair(zip(left, right, strict=True), run)


def _equal_contexts(left: dict[str, FeelValue], right: dict[str, FeelValue], run: Run) -> bool | None:
    if left.keys() != right.keys():
        return False
    return _every_pair(((value, right[key]) for key, value in left.items()), run)


def _every_pair(pairs: Iterable[tuple[FeelValue, FeelValue]], run: Run) -> bool | None:
    run.enter(1)
    for left, right in pairs:
        run.spend(50)
        if equal(left, right, run) is not True:
            run.frames -= 1
            return False
    run.frames -= 1
    return True


def identical(left: FeelValue, right: FeelValue, run: Run) -> bool:
    """Whether two values are one element of the semantic domain (DMN 10.3.2.2): of a time or a date-time that is what
    its clock shows and its offset, so a zone and an offset that agree there are the same."""
    run.spend(50)
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and _identical_pairs(zip(left, right, strict=True), run)
    if isinstance(left, dict):
        return left.keys() == right.keys() and _identical_pairs(
            ((left[key], right[key]) for key in left), run
        )
    if isinstance(left, MOMENTS):
        return shown(left) == shown(right) and offset_of(left) == offset_of(right)
    return bool(left == right)


def _identical_pairs(pairs: Iterable[tuple[FeelValue, FeelValue]], run: Run) -> bool:
    run.enter(1)
    same = all(identical(left, right, run) for left, right in pairs)
    run.frames -= 1
    return same


def order(left: FeelValue, right: FeelValue) -> int | None:
    """-1, 0 or 1; None when the two cannot be ordered."""
    left, right = align(left, right)
    kind_of = kind(left)
    if kind_of not in _ORDERED or kind_of != kind(right):
        return None
    if isinstance(left, WIDE) or isinstance(right, WIDE):
        (zoned, first), (other, second) = rank(left), rank(right)
        return int(first > second) - int(first < second) if zoned is other else None
    if kind_of == "time":
        left, right = _moment(left), _moment(right)
    try:
        return int(left > right) - int(left < right)
    except TypeError:  # one has a zone, the other has none
        return None


def align(left: FeelValue, right: FeelValue) -> tuple[FeelValue, FeelValue]:
    """Two values with a date turned into the midnight that starts it, where the other is a date-time."""
    if type(left) in _DAYS and isinstance(right, datetime | WideDateTime):
        return moment(left, time(tzinfo=UTC if right.tzinfo else None)), right
    if type(right) in _DAYS and isinstance(left, datetime | WideDateTime):
        return left, moment(right, time(tzinfo=UTC if left.tzinfo else None))
    return left, right


def _moment(value: time | datetime) -> datetime:
    # A time in a named zone has no offset until it has a day, so every time is compared on one and the same
    # day.
    return value if isinstance(value, datetime) else datetime.combine(_ONE_DAY, value)


def less(left: FeelValue, right: FeelValue) -> bool | None:
    """left < right."""
    sign = order(left, right)
    return None if sign is None else sign < 0


def within(value: FeelValue, interval: Range) -> bool | None:
    """Whether a value lies in a range; None when it cannot be compared to an end."""
    if isinstance(interval, PointTest) and not interval.start_included:
        sign = order(value, interval.start)
        return None if sign is None else sign != 0
    low = high = True
    if interval.start is not None:
        sign = order(value, interval.start)
        if sign is None:
            return None
        low = sign > 0 or (sign == 0 and interval.start_included)
    if interval.end is not None:
        sign = order(value, interval.end)
        if sign is None:
            return None
        high = sign < 0 or (sign == 0 and interval.end_included)
    return low and high


def satisfies(value: FeelValue, wanted: FeelValue, run: Run) -> bool | None:
    """`value in wanted`: in the range, in the list (or in a range of the list), or equal."""
    if isinstance(wanted, Range):
        if isinstance(value, Range):
            return value == wanted
        return within(value, wanted)
    if isinstance(wanted, list):
        run.tick(len(wanted) // 10)
        if isinstance(value, list) and equal(value, wanted, run):
            return True
        return any_of((satisfies_item(value, item, run) for item in wanted), strict=False)
    return equal(value, wanted, run)


def satisfies_item(value: FeelValue, item: FeelValue, run: Run) -> bool | None:
    """One element of a list on the right of `in`."""
    run.spend(10)
    if isinstance(item, Range) and not isinstance(value, Range):
        return within(value, item)
    return equal(value, item, run)


def any_of(answers: Iterable[bool | None], *, strict: bool = True) -> bool | None:
    """Three-valued `or` of many; with strict off an unknown counts as false."""
    unknown = False
    for answer in answers:
        if answer is True:
            return True
        unknown = unknown or answer is not False
    return None if unknown and strict else False


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued `and` of many."""
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is not True
    return None if unknown else True

"""Values in and out of FEEL: plain Python and JSON on one side, FEEL values on the other."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from processes.feel import limits, temporal
from processes.feel.failures import FeelError
from processes.feel.values import FeelValue, Function, PointTest, Range, YearMonthDuration
from processes.feel.wide import WIDE

_AS_IS = frozenset(
    {type(None), bool, str, date, time, datetime, timedelta, YearMonthDuration, Range, PointTest, *WIDE}
)
_TEMPORAL = (date, time, timedelta, YearMonthDuration, *WIDE)


def from_json(value: Any) -> FeelValue:
    """The FEEL value of plain Python or JSON data: int and float become Decimal, mappings dict, sequences
    list.

    Raises FeelError for anything that FEEL has no type for, for NaN and infinity, and for nests too deep or
    large.
    """
    return _adopt(value, limits.DEPTH)


def _adopt(value: Any, depth: int) -> FeelValue:
    if type(value) in _AS_IS:
        return value
    if depth < 0:
        raise FeelError("数据嵌套过深。")
    if isinstance(value, Mapping):
        return {_key(key): _adopt(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        if len(value) > limits.LIST:
            raise FeelError(f"列表超过 {limits.LIST} 项。")
        return [_adopt(item, depth - 1) for item in value]
    return _adopt_scalar(value)


def _adopt_scalar(value: Any) -> FeelValue:
    if isinstance(value, Decimal | int | float):
        number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
        if not number.is_finite():
            raise FeelError("数字必须是有限的。")
        return limits.NUMBERS.plus(number)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Function | date | time | timedelta):
        return value
    raise FeelError(f"类型 {type(value).__name__} 的数据不能用在表达式里。")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise FeelError("上下文的键必须是文字。")
    return key


def whole_or_float(value: Decimal) -> int | float:
    """An int when integral, else the nearest float. Raises FeelError beyond 10**300."""
    if value.adjusted() > 300:
        raise FeelError("数字太大，不能保存。")
    return int(value) if value.adjusted() < 34 and value == value.to_integral_value() else float(value)


def to_json(value: FeelValue, *, number: Callable[[Decimal], Any] = whole_or_float) -> Any:
    """JSON data of a FEEL value: numbers as `number` gives them; temporal values as ISO text; a range as its
    parts.

    Raises FeelError for functions and for values of more than 100,000 cells.
    """
    check_size(value)
    return _to_json(value, number)


def _to_json(value: FeelValue, number: Callable[[Decimal], Any]) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal | int | float):
        return number(from_json(value))
    if isinstance(value, _TEMPORAL):
        return temporal.write(value)
    if isinstance(value, Mapping):
        return {key: _to_json(item, number) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_json(item, number) for item in value]
    if isinstance(value, Range):
        ends = {"start": _to_json(value.start, number), "end": _to_json(value.end, number)}
        return ends | {"start included": value.start_included, "end included": value.end_included}
    raise FeelError("函数不能作为结果保存。")


def check_size(value: FeelValue) -> None:
    """Raise FeelError when a nested value has too many cells or levels; shared parts count each time they
    occur."""
    cells = 0
    pending: list[tuple[Iterable[FeelValue], int]] = [((value,), 0)]
    while pending:
        items, depth = pending.pop()
        if depth > limits.DEPTH:
            raise FeelError("结果嵌套过深。")
        for item in items:
            cells += 1
            if cells > limits.RESULT:
                raise FeelError("结果太大。")
            if isinstance(item, list | dict):
                pending.append((item.values() if isinstance(item, dict) else item, depth + 1))

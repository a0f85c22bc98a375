"""Relations between points and ranges (DMN 10.3.4.11, table 78, after Allen)."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from processes.feel.compare import align, order, within
from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.temporal import read_literal
from processes.feel.values import FeelValue, Range, kind

_POINT = "number|string|date|time|date and time|days and time duration|years and months duration"


class _Incomparable(Exception):
    """Two ends cannot be ordered; the answer is null."""


def _sign(left: FeelValue, right: FeelValue) -> int:
    sign = order(*align(left, right))
    if sign is None:
        raise _Incomparable
    return sign


def _bound(value: Range) -> Range:
    if value.start is None or value.end is None:
        raise _Incomparable
    return value


def _relation(name: str, left: str, right: str, answer: Callable[[Any, Any], bool | None]) -> None:
    @builtin(name, f"{left}, {right}")
    def _ask(run: Run, first: FeelValue, second: FeelValue) -> FeelValue:
        try:
            return answer(first, second)
        except _Incomparable:
            return None


def _before(left: Range, right: Range) -> bool:
    sign = _sign(left.end, right.start) if left.end is not None and right.start is not None else 1
    return sign < 0 or (sign == 0 and not (left.end_included and right.start_included))


def _meets(left: Range, right: Range) -> bool:
    left, right = _bound(left), _bound(right)
    return left.end_included and right.start_included and _sign(left.end, right.start) == 0


def _overlaps(left: Range, right: Range) -> bool:
    return not _before(left, right) and not _before(right, left)


def _starts_no_later(left: Range, right: Range) -> bool:
    if right.start is None or left.start is None:
        return left.start is None
    sign = _sign(left.start, right.start)
    return sign < 0 or (sign == 0 and (left.start_included or not right.start_included))


def _ends_no_later(left: Range, right: Range) -> bool:
    if left.end is None or right.end is None:
        return right.end is None
    sign = _sign(left.end, right.end)
    return sign < 0 or (sign == 0 and (not left.end_included or right.end_included))


def _overlaps_before(left: Range, right: Range) -> bool:
    """`left` begins first and ends inside `right`."""
    begins = _starts_no_later(left, right) and not _starts_no_later(right, left)
    return (
        begins and _overlaps(left, right) and _ends_no_later(left, right) and not _ends_no_later(right, left)
    )


def _same_end(left: Range, right: Range) -> bool:
    return left.end_included == right.end_included and _sign(left.end, right.end) == 0


def _same_start(left: Range, right: Range) -> bool:
    return left.start_included == right.start_included and _sign(left.start, right.start) == 0


def _includes(outer: Range, inner: Range) -> bool:
    return _starts_no_later(outer, inner) and _ends_no_later(inner, outer)


def _coincides(left: Range, right: Range) -> bool:
    return _same_start(left, right) and _same_end(left, right)


def _finishes(left: Range, right: Range) -> bool:
    return _same_end(_bound(left), _bound(right)) and _starts_no_later(right, left)


def _starts(left: Range, right: Range) -> bool:
    return _same_start(_bound(left), _bound(right)) and _ends_no_later(left, right)


def _as_range(point: FeelValue) -> Range:
    return Range(point, point)


def _point_ends(point: FeelValue, value: Range) -> bool:
    return value.end_included and value.end is not None and _sign(point, value.end) == 0


def _point_starts(point: FeelValue, value: Range) -> bool:
    return value.start_included and value.start is not None and _sign(point, value.start) == 0


def _swap(answer: Callable[[Any, Any], bool | None]) -> Callable[[Any, Any], bool | None]:
    return lambda first, second: answer(second, first)


def _pair(name: str, inverse: str, answer: Callable[[Range, Range], bool]) -> None:
    _relation(name, "range1: range", "range2: range", answer)
    _relation(inverse, "range1: range", "range2: range", _swap(answer))


_points = (f"point1: {_POINT}", f"point2: {_POINT}")
_point_first = (f"point: {_POINT}", "range: range")
_range_first = ("range: range", f"point: {_POINT}")

_relation("before", *_points, lambda a, b: _sign(a, b) < 0)
_relation("before", *_point_first, lambda p, r: _before(_as_range(p), r))
_relation("before", *_range_first, lambda r, p: _before(r, _as_range(p)))
_relation("after", *_points, lambda a, b: _sign(a, b) > 0)
_relation("after", *_point_first, lambda p, r: _before(r, _as_range(p)))
_relation("after", *_range_first, lambda r, p: _before(_as_range(p), r))
_pair("before", "after", _before)
_pair("meets", "met by", _meets)
_pair("overlaps before", "overlaps after", _overlaps_before)
_pair("overlaps", "overlaps", _overlaps)
_relation("finishes", *_point_first, _point_ends)
_relation("finished by", *_range_first, _swap(_point_ends))
_pair("finishes", "finished by", _finishes)
_relation("includes", *_range_first, lambda r, p: within(p, r))
_relation("during", *_point_first, within)
_pair("includes", "during", _includes)
_relation("starts", *_point_first, _point_starts)
_relation("started by", *_range_first, _swap(_point_starts))
_pair("starts", "started by", _starts)
_relation("coincides", *_points, lambda a, b: _sign(a, b) == 0)
_pair("coincides", "coincides", _coincides)


@builtin("range", "from: string")
def _range(run: Run, text: str) -> FeelValue:
    """A range from its text with literal ends, such as "[1..3)" or "(..@...]" (DMN 10.3.4.12)."""
    text = text.strip()
    if len(text) < 4 or text[0] not in "[](" or text[-1] not in "[])" or ".." not in text:
        return None
    low, _, high = map(str.strip, text[1:-1].partition(".."))
    start, end = _literal(low), _literal(high)
    closed = text[0] == "[", text[-1] == "]"
    if (start is None and (low or closed[0])) or (end is None and (high or closed[1])):
        return None
    if start is None and end is None:
        return None
    if start is not None and end is not None:
        sign = order(start, end) if kind(start) == kind(end) else None
        if sign is None or sign > 0:
            return None
    return Range(start, end, *closed)


_CONSTRUCTED = re.compile(r'(?:@|(date|time|date and time|duration)\s*\(\s*)"([^"]*)"\s*(\)?)')


def _literal(text: str) -> FeelValue:
    """The value of a literal; None for anything that would have to be evaluated."""
    if (found := _CONSTRUCTED.fullmatch(text)) and bool(found[1]) == bool(found[3]):
        return read_literal(found[2])
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return text[1:-1]
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return +number if number.is_finite() else None

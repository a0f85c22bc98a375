"""Cuts the values of one input into regions that no test of its column can tell apart inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from processes.feel import (
    Expression,
    FeelFailure,
    FeelValue,
    Range,
    UnaryTests,
    YearMonthDuration,
    is_builtin,
    to_json,
)
from processes.feel.nodes.collections import ListOf, RangeOf
from processes.feel.nodes.node import Node, children
from processes.feel.nodes.operators import Literal
from processes.feel.nodes.unary import OperatorTest
from processes.feel.values import kind

if TYPE_CHECKING:
    from processes.decisions.table import Input

_STEPS: dict[str, Any] = {
    "number": Decimal(1),
    "date": timedelta(days=1),
    "date and time": timedelta(days=1),
    "days and time duration": timedelta(days=1),
    "years and months duration": 1,
    "time": None,
    "string": None,
}


@dataclass(frozen=True, slots=True)
class Region:
    """Values that behave alike: one of them, and how to name them to a person."""

    sample: FeelValue
    text: str


def regions(column: "Input", tests: list[UnaryTests]) -> list[Region] | None:
    """The regions of a column, those outside its allowed values left out; None when a test is not about
    literals.

    Null is not a region: a table need not say what a missing value means.
    """
    every = [*tests, *([column.allowed] if column.allowed else [])]
    values: list[FeelValue] = []
    for test in every:
        found = _literals(test)
        if found is None:
            return None
        values += found
    ordered = any(_compares_order(node) for test in every for node in test.root.tests)
    parts = _cut(column, [value for value in values if value is not None], ordered=ordered)
    if parts is None or column.allowed is None:
        return parts
    return [part for part in parts if column.allowed.matches(part.sample, {})]


def _compares_order(node: Node) -> bool:
    below = node.operator not in ("=", "!=") if isinstance(node, OperatorTest) else isinstance(node, RangeOf)
    return below or any(map(_compares_order, children(node)))


def _literals(test: UnaryTests) -> list[FeelValue] | None:
    found: list[FeelValue] = []
    pending: list[Node] = list(test.root.tests)
    while pending:
        node = pending.pop()
        if isinstance(node, Literal):
            found.append(node.value)
        elif isinstance(node, OperatorTest | RangeOf | ListOf):
            pending.extend(children(node))
        else:
            constant = _constant(node)
            if constant is None:
                return None
            found += constant
    return found


def _constant(node: Node) -> list[FeelValue] | None:
    """Constructor calls such as date("2024-01-01") are literals in effect."""
    expression = Expression("", node)
    if expression.names or not all(map(is_builtin, expression.calls)):
        return None
    try:
        value = expression.evaluate({})
    except FeelFailure:
        return None
    return [value.start, value.end] if isinstance(value, Range) else [value]


def _cut(column: "Input", values: list[FeelValue], *, ordered: bool) -> list[Region] | None:
    kinds = {kind(value) for value in values}
    if not kinds:
        return [Region(None, "任意值")] if column.type != "boolean" else _booleans()
    if len(kinds) > 1:
        return None
    found = kinds.pop()
    if found == "boolean":
        return _booleans()
    if found == "string" and not ordered:
        return [
            *(Region(text, f"为“{text}”") for text in sorted(set(values))),
            Region(_other(values), "为其他文字"),
        ]
    try:
        return list(_intervals(sorted(set(values)), found)) if found in _STEPS else None
    except TypeError:  # some have a zone, some have none
        return None


def _other(texts: list[Any]) -> str:
    """A text that is none of these."""
    return next(text for text in ("其他", "其他…", "".join(texts) + "…") if text not in texts)


def _booleans() -> list[Region]:
    return [Region(True, "为是"), Region(False, "为否")]


def _intervals(points: list[Any], found: str) -> Iterator[Region]:
    """Below the first point, each point, between neighbours, above the last."""
    lowest, highest = _moved(points[0], found, -1), _moved(points[-1], found, 1)
    if lowest is not None and lowest < points[0]:
        yield Region(lowest, f"小于 {say(points[0])}")
    for place, point in enumerate(points):
        yield Region(point, f"等于 {say(point)}")
        if place + 1 < len(points):
            middle = _middle(point, points[place + 1])
            if point < middle < points[place + 1]:
                yield Region(middle, f"在 {say(point)} 与 {say(points[place + 1])} 之间")
    if highest is not None and highest > points[-1]:
        yield Region(highest, f"大于 {say(points[-1])}")


def _moved(point: Any, found: str, sign: int) -> Any:
    """A value a step below or above a point; None where there is none."""
    if isinstance(point, str):
        return point + "一" if sign > 0 else ("" if point else None)
    if isinstance(point, YearMonthDuration):
        return YearMonthDuration(point.months + sign)
    if isinstance(point, time):
        return point.replace(hour=point.hour + sign) if 0 <= point.hour + sign <= 23 else None
    try:
        return point + sign * _STEPS[found]
    except OverflowError:
        return None


def _middle(low: Any, high: Any) -> Any:
    if isinstance(low, str):
        return low + "\x00"
    if isinstance(low, YearMonthDuration):
        return YearMonthDuration((low.months + high.months) // 2)
    if isinstance(low, time):
        day = date(2000, 1, 1)
        return (
            datetime.combine(day, low) + (datetime.combine(day, high) - datetime.combine(day, low)) / 2
        ).timetz()
    if isinstance(low, date) and not isinstance(low, datetime):
        return low + timedelta(days=(high - low).days // 2)
    return low + (high - low) / 2


def say(value: FeelValue) -> str:
    """A value as a person writes it in an input."""
    return str(to_json(value)) if not isinstance(value, bool) else ("true" if value else "false")

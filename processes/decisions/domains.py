"""Cuts the values of one input into regions that no test of its column can tell apart inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    parts = _cut(column, [value for value in values if value is not None])
    if parts is None or column.allowed is None:
        return parts
    return [part for part in parts if column.allowed.matches(part.sample, {})]


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


def _cut(column: "Input", values: list[FeelValue]) -> list[Region] | None:
    kinds = {kind(value) for value in values}
    if not kinds:
        return [Region(None, "任意值")] if column.type != "boolean" else _booleans()
    if len(kinds) > 1:
        return None
    found = kinds.pop()
    if found == "boolean":
        return _booleans()
    if found == "string":
        return [*(Region(text, f"为“{text}”") for text in sorted(set(values))), Region("\x00", "为其他文字")]
    return list(_intervals(sorted(set(values)), found)) if found in _STEPS else None


def _booleans() -> list[Region]:
    return [Region(True, "为是"), Region(False, "为否")]


def _intervals(points: list[Any], found: str) -> Iterator[Region]:
    """Below the first point, each point, between neighbours, above the last."""
    step = _STEPS[found]
    yield Region(_moved(points[0], step, -1), f"小于 {_say(points[0])}")
    for place, point in enumerate(points):
        yield Region(point, f"等于 {_say(point)}")
        if place + 1 < len(points):
            middle = _middle(point, points[place + 1])
            if point < middle < points[place + 1]:
                yield Region(middle, f"在 {_say(point)} 与 {_say(points[place + 1])} 之间")
    yield Region(_moved(points[-1], step, 1), f"大于 {_say(points[-1])}")


def _moved(point: Any, step: Any, sign: int) -> Any:
    if isinstance(point, YearMonthDuration):
        return YearMonthDuration(point.months + sign * step)
    return point + sign * step


def _middle(low: Any, high: Any) -> Any:
    if isinstance(low, YearMonthDuration):
        return YearMonthDuration((low.months + high.months) // 2)
    if isinstance(low, date) and not isinstance(low, datetime):
        return low + timedelta(days=(high - low).days // 2)
    return low + (high - low) / 2


def _say(value: FeelValue) -> str:
    return str(to_json(value))

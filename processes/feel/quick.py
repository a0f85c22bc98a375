"""Unary tests about literal values, as plain comparisons: most cells of most tables, and the bulk of a table's
cost.

A predicate answers for values of one type and gives None for every other value, which then takes the ordinary
way through the nodes. `tests/processes/feel/test_unary_tests.py` holds the two to the same answers.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Any, TypeAlias

from processes.feel.nodes.collections import RangeOf
from processes.feel.nodes.node import Node
from processes.feel.nodes.operators import Literal
from processes.feel.nodes.unary import OperatorTest, Tests
from processes.feel.values import FeelValue, YearMonthDuration

Check: TypeAlias = Callable[[Any], bool]
Predicate: TypeAlias = Callable[[FeelValue], bool | None]
_ORDERED = frozenset({Decimal, str, date, timedelta, YearMonthDuration})
_PLAIN = _ORDERED | {bool}
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}


def predicate(tests: Tests) -> Predicate | None:
    """The tests as one predicate, or None when they are not all about literals of one type."""
    if not tests.tests:
        return None
    literals = _literals(tests)
    if literals is not None:
        return _membership(literals, tests.negated)
    checks = [_check(test) for test in tests.tests]
    found = [check for check in checks if check is not None]
    wanted = found[0][0] if found else None
    if len(found) < len(checks) or any(own is not wanted for own, _ in found):
        return None
    check = found[0][1] if len(found) == 1 else _either(tuple(check for _, check in found))
    if tests.negated:
        return lambda value: not check(value) if type(value) is wanted else None
    return lambda value: check(value) if type(value) is wanted else None


def _literals(tests: Tests) -> list[Any] | None:
    values = [test.value if isinstance(test, Literal) else None for test in tests.tests]
    wanted = type(values[0])
    return values if wanted in _PLAIN and all(type(value) is wanted for value in values) else None


def _membership(values: list[Any], negated: bool) -> Predicate:
    wanted, only, several = type(values[0]), values[0], frozenset(values)
    if negated:
        return lambda value: value not in several if type(value) is wanted else None
    if len(several) == 1:
        return lambda value: value == only if type(value) is wanted else None
    return lambda value: value in several if type(value) is wanted else None


def _either(checks: tuple[Check, ...]) -> Check:
    return lambda value: any(check(value) for check in checks)


def _check(test: Node) -> tuple[type, Check] | None:
    """The type that a test is about and its comparison."""
    if isinstance(test, Literal) and type(test.value) in _PLAIN:
        return type(test.value), _compared(eq, test.value)
    if isinstance(test, OperatorTest) and isinstance(test.operand, Literal) and test.operator in _SIGNS:
        end = test.operand.value
        wanted = _ORDERED if test.operator != "=" else _PLAIN
        return (type(end), _compared(_SIGNS[test.operator], end)) if type(end) in wanted else None
    if isinstance(test, RangeOf) and isinstance(test.start, Literal) and isinstance(test.end, Literal):
        return _between(test, test.start.value, test.end.value)
    return None


def _compared(operator: Callable[[Any, Any], bool], end: Any) -> Check:
    return lambda value: operator(value, end)


def _between(test: RangeOf, low: Any, high: Any) -> tuple[type, Check] | None:
    if type(low) is not type(high) or type(low) not in _ORDERED:
        return None
    above, below = ge if test.start_included else gt, le if test.end_included else lt
    return type(low), lambda value: above(value, low) and below(value, high)

"""Unary tests: on their own, on the right of `in`, and in the cells of decision tables (DMN 10.3.2.8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from processes.feel.compare import any_of, satisfies
from processes.feel.nodes.collections import RangeOf
from processes.feel.nodes.node import Node
from processes.feel.nodes.operators import compare, mentions
from processes.feel.run import Scope
from processes.feel.values import FeelValue, PointTest, Range


@dataclass(frozen=True, slots=True)
class OperatorTest(Node):
    """`> 5` on its own: a test where a test is wanted, else the range of values that pass it."""

    operator: str
    operand: Node

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        end = self.operand.evaluate(scope)
        if end is None:
            return None
        if self.operator in ("=", "!="):
            equal = self.operator == "="
            return PointTest(end, end, start_included=equal, end_included=equal)
        if self.operator[0] == "<":
            return Range(None, end, start_included=False, end_included=self.operator == "<=")
        return Range(end, None, start_included=self.operator == ">=", end_included=False)


def passes(value: FeelValue, test: Node, scope: Scope) -> bool | None:
    """Whether a value passes one unary test (DMN 10.3.2.8). A test that speaks of `?` is a condition of its
    own."""
    if isinstance(test, OperatorTest):
        return compare(test.operator, value, test.operand.evaluate(scope), scope.run)
    wanted = test.evaluate(scope)
    if wanted is None and isinstance(test, RangeOf):
        return None  # an end that is null makes no range
    if isinstance(wanted, bool) and mentions(test, "?"):
        return wanted
    return satisfies(value, wanted, scope.run)


@dataclass(frozen=True, slots=True)
class Membership(Node):
    value: Node
    tests: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        value = self.value.evaluate(scope)
        return any_of(self._answers(value, scope.inner({"?": value})))

    def _answers(self, value: FeelValue, scope: Scope) -> Iterator[bool | None]:
        return (passes(value, test, scope) for test in self.tests)


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """The unary tests of one cell, about the value called `?`; none at all is passed by anything."""

    tests: tuple[Node, ...]
    negated: bool = False

    def evaluate(self, scope: Scope) -> FeelValue:
        value = scope.lookup("?")
        answer = any_of(passes(value, test, scope) for test in self.tests) if self.tests else True
        return not answer if self.negated and answer is not None else answer

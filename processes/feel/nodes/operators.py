"""Literals, names, logic, arithmetic, `if`, `between` and `instance of` (DMN 10.3.2)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from processes.feel.arithmetic import calculate
from processes.feel.compare import all_of, equal, order
from processes.feel.far import Length, negative
from processes.feel.nodes.node import Node, children
from processes.feel.run import Run, Scope
from processes.feel.types import Type
from processes.feel.values import FeelValue, YearMonthDuration


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: FeelValue

    def evaluate(self, scope: Scope) -> FeelValue:
        return self.value


@dataclass(frozen=True, slots=True)
class Unreadable(Literal):
    """An `@"..."` that means nothing: null to the standard, an error to whoever writes it here."""

    position: int


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable; when nobody has it, a function of that name; else null."""

    name: str

    def evaluate(self, scope: Scope) -> FeelValue:
        from processes.feel.functions import named_function

        scope.run.tick()
        value = scope.lookup(self.name, self)
        return value if value is not self else named_function(self.name, scope.run)


def mentions(node: Node, name: str) -> bool:
    """Whether a name occurs anywhere in a tree."""
    pending = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, Name) and here.name == name:
            return True
        pending.extend(children(here))
    return False


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """Operands of which a single one may settle the answer; null where none does and one is neither true nor false."""

    decisive: ClassVar[bool]
    operands: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        unknown = False
        for operand in self.operands:
            answer = operand.evaluate(scope)
            if answer is self.decisive:
                return answer
            unknown = unknown or not isinstance(answer, bool)
        return None if unknown else not self.decisive


class Disjunction(Junction):
    __slots__ = ()
    decisive = True


class Conjunction(Junction):
    __slots__ = ()
    decisive = False


def compare(operator: str, left: FeelValue, right: FeelValue, run: Run) -> bool | None:
    """The answer of one comparison operator."""
    if operator in ("=", "!="):
        same = equal(left, right, run)
        return same if operator == "=" or same is None else not same
    sign = order(left, right)
    if sign is None:
        return None
    if operator == "<":
        return sign < 0
    if operator == "<=":
        return sign <= 0
    return sign > 0 if operator == ">" else sign >= 0


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    operator: str
    left: Node
    right: Node

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        return compare(self.operator, self.left.evaluate(scope), self.right.evaluate(scope), scope.run)


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Operators of one precedence, applied from the left."""

    first: Node
    rest: tuple[tuple[str, Node], ...]

    def evaluate(self, scope: Scope) -> FeelValue:
        value = self.first.evaluate(scope)
        for sign, operand in self.rest:
            scope.run.tick()
            value = calculate(sign, value, operand.evaluate(scope), scope.run)
        return value


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: Node

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        value = self.operand.evaluate(scope)
        if isinstance(value, Length):
            return negative(value)
        if isinstance(value, Decimal):
            return -value
        return YearMonthDuration(-value.months) if isinstance(value, YearMonthDuration) else None


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """`otherwise` is for all that is not true; a boxed one gives null for a condition that is no boolean."""

    condition: Node
    then: Node
    otherwise: Node
    boxed: str | None = None  # where it stands

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        answer = self.condition.evaluate(scope)
        if self.boxed is not None and not truth(answer, self.boxed, scope):
            return None
        return (self.then if answer is True else self.otherwise).evaluate(scope)


def truth(answer: FeelValue, where: str, scope: Scope) -> bool:
    """Whether the condition of a boxed expression gave a boolean, as DMN 10.2.2 asks, or null; warns if not."""
    if answer is None or isinstance(answer, bool):
        return True
    scope.run.warn(f"{where}的条件既不是 true 也不是 false，按空值处理。")
    return False


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        value = self.value.evaluate(scope)
        low = compare(">=", value, self.low.evaluate(scope), scope.run)
        high = compare("<=", value, self.high.evaluate(scope), scope.run)
        return all_of((low, high))


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: Type

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        return self.type.admits(self.value.evaluate(scope), scope.run)

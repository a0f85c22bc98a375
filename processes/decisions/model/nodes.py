"""Boxed expressions that FEEL has no node for (DMN 10.2)."""

from dataclasses import dataclass

from processes.decisions.model.types import AnyType, fitted
from processes.decisions.policies import DecisionConflict, unmatched
from processes.decisions.table import DecisionTable
from processes.feel import FeelValue
from processes.feel.nodes.node import Node
from processes.feel.run import Scope
from processes.feel.values import Function


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """An expression that cannot be evaluated, and why: null with a warning."""

    reason: str

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.warn(self.reason)
        return None


@dataclass(frozen=True, slots=True)
class Typed(Node):
    """An expression whose value is fitted to the type that its element declares."""

    expression: Node
    type: AnyType
    where: str

    def evaluate(self, scope: Scope) -> FeelValue:
        return fitted(self.expression.evaluate(scope), self.type, self.where, scope.run)


@dataclass(frozen=True, slots=True)
class BoxedContext(Node):
    """Entries see the entries before them; an entry without a name is the result."""

    entries: tuple[tuple[str, Node], ...]
    result: Node | None

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        values: dict[str, FeelValue] = {}
        inner = scope.inner(values)
        for name, node in self.entries:
            values[name] = node.evaluate(inner)
        return values if self.result is None else self.result.evaluate(inner)


@dataclass(frozen=True, slots=True)
class Row(Node):
    """One row of a relation: cells under the names of the columns, which do not see one another."""

    names: tuple[str, ...]
    cells: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        return {name: cell.evaluate(scope) for name, cell in zip(self.names, self.cells, strict=True)}


@dataclass(frozen=True, slots=True)
class Invocation(Node):
    """A boxed call: the function that an expression gives, with arguments by name."""

    called: Node
    names: tuple[str, ...]
    arguments: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        function = self.called.evaluate(scope)
        values = [argument.evaluate(scope) for argument in self.arguments]
        if not isinstance(function, Function):
            scope.run.warn("调用的不是函数，按空值处理。")
            return None
        return function.call(scope.run, [], dict(zip(self.names, values, strict=True)))


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A decision table; what its hit policy forbids is null with a warning, and so is a value that its columns do not
    allow."""

    table: DecisionTable

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        try:
            outcome = self.table.evaluate_in(scope, refused=lambda error: scope.run.warn(str(error)))
        except DecisionConflict as error:
            scope.run.warn(str(error))
            return None
        if outcome.matched or any(output.default for output in self.table.outputs):
            return outcome.result
        return unmatched(self.table.hit_policy, self.table.aggregation)

"""Function definitions and calls (DMN 10.3.2.12 and 10.3.2.13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from processes.feel.functions import named_function
from processes.feel.nodes.collections import ContextOf, ListOf
from processes.feel.nodes.node import Node
from processes.feel.nodes.operators import Literal, Name
from processes.feel.run import Run, Scope
from processes.feel.types import Fitting, Type
from processes.feel.values import FeelValue, Function, kind


@dataclass(frozen=True, slots=True, eq=False)
class Closure(Function):
    """A function written in FEEL, with the names it could see where it was written."""

    definition: "Definition"
    scope: Scope

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(name for name, _ in self.definition.signature)

    def declared(self) -> tuple[list[Any], Any]:
        return [wanted for _, wanted in self.definition.signature], _type_of(self.definition.body)

    def call(self, run: Run, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        names = self.parameters
        if named is not None:
            if set(named) != set(names):
                return None
            positional = [named[name] for name in names]
        if len(positional) != len(names):
            return None
        values = {}
        for (name, wanted), value in zip(self.definition.signature, positional, strict=True):
            values[name] = value if wanted is None else wanted.fit(value, run)
        run.tick()
        run.enter(self.definition.depth)
        result = self.definition.body.evaluate(Scope(run, values, self.scope))
        run.frames -= self.definition.depth
        return result


def _type_of(body: Node) -> Type | None:
    """The type of a body that is a literal, or a context of such; None where evaluation alone would tell."""
    if isinstance(body, Literal):
        return Type(kind(body.value))
    if isinstance(body, ContextOf):
        return Type(
            "context", members=tuple((key, _type_of(node) or Type("Any")) for key, node in body.entries)
        )
    return Type("list") if isinstance(body, ListOf) else None


@dataclass(frozen=True, slots=True)
class Definition(Node):
    signature: tuple[tuple[str, Fitting | None], ...]
    body: Node
    depth: int

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        return Closure(self, scope)


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call with arguments by position, or by name when `names` is given."""

    target: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None = None

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        function = self._function(scope)
        values = [argument.evaluate(scope) for argument in self.arguments]
        if not isinstance(function, Function):
            return None
        if self.names is None:
            return function.call(scope.run, values, None)
        return function.call(scope.run, [], dict(zip(self.names, values, strict=True)))

    def _function(self, scope: Scope) -> FeelValue:
        if type(self.target) is not Name:
            return self.target.evaluate(scope)
        # Data may be named like a function (`today`); in front of arguments the function is meant.
        found = scope.lookup(self.target.name)
        return found if isinstance(found, Function) else named_function(self.target.name, scope.run)

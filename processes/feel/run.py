"""One evaluation: its budget, its clock, and the scopes in which names are looked up."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from processes.feel import limits
from processes.feel.exchange import from_json
from processes.feel.failures import FeelError
from processes.feel.values import Callables, FeelValue

_MISSING = object()
_NOTHING: Mapping[str, Any] = MappingProxyType({})
WARNINGS = 50


class NamedType(Protocol):
    """A type that is defined outside the expression, such as an item definition of DMN."""

    def admits(self, value: FeelValue, run: "Run") -> bool:
        """Whether a value that is not null is an instance."""

    def fit(self, value: FeelValue, run: "Run") -> FeelValue:
        """The value as a parameter of this type takes it, or None."""


class Run:
    """Counts what one evaluation costs and stops it with FeelError at the published limits."""

    __slots__ = ("at", "frames", "functions", "ticks", "types", "volume", "warnings")

    def __init__(
        self,
        *,
        functions: Callables = _NOTHING,
        at: datetime | None = None,
        types: Mapping[str, "NamedType"] = _NOTHING,
        ticks: int = limits.TICKS,
    ) -> None:
        self.functions = functions
        self.at = at
        self.types = types
        self.ticks = ticks
        self.volume = limits.VOLUME
        self.frames = 0
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        """Remember why a value became null, at most fifty times."""
        if len(self.warnings) < WARNINGS:
            self.warnings.append(message)

    def tick(self, count: int = 1) -> None:
        """Charge steps of evaluation."""
        self.ticks -= count
        if self.ticks < 0:
            raise FeelError("表达式运算的步数太多，已停止。")

    def spend(self, amount: int) -> None:
        """Charge characters or list cells, so that memory and time stay bounded."""
        self.volume -= amount
        if self.volume < 0:
            raise FeelError("表达式处理的数据太多，已停止。")

    def text(self, value: str) -> str:
        """A string that was made, if it is within the limit."""
        if len(value) > limits.STRING:
            raise FeelError(f"文字超过 {limits.STRING} 个字符。")
        self.spend(len(value))
        return value

    def items(self, value: list[FeelValue]) -> list[FeelValue]:
        """A list that was made, if it is within the limit."""
        if len(value) > limits.LIST:
            raise FeelError(f"列表超过 {limits.LIST} 项。")
        self.spend(len(value))
        return value

    def enter(self, depth: int) -> None:
        """Begin the body of a function, `depth` nodes deep."""
        self.frames += depth
        if self.frames > limits.FRAMES:
            raise FeelError("函数调用层数过多。")


class Scope:
    """Names visible at one place; inner scopes hide outer ones."""

    __slots__ = ("parent", "run", "variables")

    def __init__(self, run: Run, variables: dict[str, FeelValue], parent: "Scope | None") -> None:
        self.run = run
        self.variables = variables
        self.parent = parent

    def inner(self, variables: dict[str, FeelValue]) -> "Scope":
        return Scope(self.run, variables, self)

    def lookup(self, name: str, default: FeelValue = None) -> FeelValue:
        """The value of a name, or `default`."""
        scope: Scope | None = self
        while scope is not None:
            value = scope.own(name)
            if value is not _MISSING:
                return value
            scope = scope.parent
        return default

    def own(self, name: str) -> FeelValue:
        return self.variables.get(name, _MISSING)


class FeelValues(Mapping[str, FeelValue]):
    """A mapping of FEEL values: whoever keeps them from one evaluation to the next need not have them adopted again."""


class Outermost(Scope):
    """The caller's data, turned into FEEL values when first used."""

    __slots__ = ("adopt", "given")

    def __init__(self, run: Run, given: Mapping[str, Any]) -> None:
        super().__init__(run, {}, None)
        self.given = given
        self.adopt = not isinstance(given, FeelValues)

    def own(self, name: str) -> FeelValue:
        value = self.variables.get(name, _MISSING)
        if value is _MISSING and name in self.given:
            found = self.given[name]
            value = self.variables[name] = from_json(found) if self.adopt else found
        return value

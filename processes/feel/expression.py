"""What parsing gives: immutable expressions and unary tests that any thread may evaluate."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import localcontext
from types import MappingProxyType
from typing import Any, cast

from processes.feel import limits
from processes.feel.exchange import check_size, from_json
from processes.feel.failures import FeelError
from processes.feel.naming import called_names, free_names
from processes.feel.nodes.node import Node
from processes.feel.nodes.unary import Tests
from processes.feel.quick import Predicate, predicate
from processes.feel.run import Outermost, Run, Scope
from processes.feel.values import Callables, FeelValue

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _evaluate(root: Node, context: Mapping[str, Any], functions: Callables, at: datetime | None) -> FeelValue:
    with localcontext(limits.NUMBERS):
        return evaluate_in(root, Outermost(Run(functions=functions, at=at), context))


def evaluate_in(root: Node, scope: Scope) -> FeelValue:
    """The value of a node in a scope, under `limits.NUMBERS`. Raises FeelError at a limit."""
    try:
        value = root.evaluate(scope)
    except RecursionError:
        raise FeelError("表达式嵌套过深。") from None
    if isinstance(value, list | dict):
        check_size(value)
    return value


@dataclass(frozen=True, slots=True)
class Expression:
    """A FEEL expression."""

    text: str
    root: Node = field(repr=False)

    def evaluate(
        self, context: Mapping[str, Any], *, functions: Callables = _NOTHING, at: datetime | None = None
    ) -> FeelValue:
        """The value over the names in `context`, which may hold plain Python data; null where the standard
        says so.

        `functions` are callables by FEEL name; `at` (aware) is what now() and today() answer. Raises
        FeelError.
        """
        return _evaluate(self.root, context, functions, at)

    @property
    def names(self) -> frozenset[str]:
        """Variables that the expression reads and does not bind itself. Names inside a filter's condition
        may be members of the filtered elements, and are left out."""
        return free_names(self.root)

    @property
    def calls(self) -> frozenset[str]:
        """Names of the functions that it calls."""
        return called_names(self.root)


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """The tests in one input cell of a decision table."""

    text: str
    root: Tests = field(repr=False)
    quick: Predicate | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "quick", predicate(self.root))

    def matches(
        self,
        value: Any,
        context: Mapping[str, Any],
        *,
        functions: Callables = _NOTHING,
        at: datetime | None = None,
    ) -> bool:
        """Whether the value passes; unknown counts as no. Raises FeelError."""
        scope = ChainMap({"?": from_json(value)}, cast(dict[str, Any], context))
        return _evaluate(self.root, scope, functions, at) is True

    @property
    def always(self) -> bool:
        """Whether any value passes."""
        return not self.root.tests

    def passes(self, value: FeelValue, scope: Scope) -> bool:
        """As `matches`, for a FEEL value in a scope that is there already."""
        answer = self.quick(value) if self.quick is not None else None
        if answer is None:
            return evaluate_in(self.root, scope.inner({"?": value})) is True
        return answer

    @property
    def names(self) -> frozenset[str]:
        """Variables that the tests read, the tested value apart."""
        return free_names(self.root) - {"?"}

"""`for`, `some` and `every` over lists, ranges and several iterators (DMN 10.3.2.14)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from processes.feel import limits
from processes.feel.failures import FeelError
from processes.feel.nodes.node import Node
from processes.feel.nodes.operators import truth
from processes.feel.run import Scope
from processes.feel.values import FeelValue, Range

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Binding:
    """A name and what it runs over: a list, a range, or everything from `source` to `end`."""

    name: str
    source: Node
    end: Node | None = None

    def items(self, scope: Scope) -> Iterable[FeelValue] | None:
        """The values in turn; None where the standard gives null."""
        source = self.source.evaluate(scope)
        if self.end is not None:
            return _steps(source, self.end.evaluate(scope))
        if isinstance(source, Range):
            return _inside(source)
        return source if isinstance(source, list) or source is None else [source]


def _inside(interval: Range) -> Iterable[FeelValue] | None:
    start, end = _bound(interval.start), _bound(interval.end)
    if start is None or end is None:
        return None
    step = _step(start, end)
    if step is None or end < start:
        return None  # a range never descends; `3..1` without brackets does
    if not interval.start_included:
        start = start + step
    if not interval.end_included:
        end = end - step
    return _walk(start, end, step) if _step(start, end) == step or start == end else []


def _steps(start: FeelValue, end: FeelValue) -> Iterable[FeelValue] | None:
    start, end = _bound(start), _bound(end)
    step = _step(start, end)
    return None if step is None else _walk(start, end, step)


def _bound(value: FeelValue) -> Any:
    return value if type(value) in (Decimal, date) else None


def _step(start: Any, end: Any) -> Decimal | timedelta | None:
    if type(start) is not type(end) or start is None:
        return None
    if type(start) is Decimal:
        return _ONE if start <= end else -_ONE
    return timedelta(days=1 if start <= end else -1)


def _walk(start: Any, end: Any, step: Any) -> Iterator[FeelValue]:
    value, ascending = start, step > step * 0
    while (value <= end) if ascending else (value >= end):
        yield value
        try:
            value = value + step
        except OverflowError:
            return


def bindings(iterators: tuple[Binding, ...], scope: Scope) -> Iterator[Scope | None]:
    """A scope for every combination, the last iterator fastest; a single None where one of them is null."""
    first, rest = iterators[0], iterators[1:]
    items = first.items(scope)
    if items is None:
        yield None
        return
    for item in items:
        scope.run.tick()
        inner = scope.inner({first.name: item})
        if rest:
            yield from bindings(rest, inner)
        else:
            yield inner


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    iterators: tuple[Binding, ...]
    body: Node
    uses_partial: bool

    def evaluate(self, scope: Scope) -> FeelValue:
        run = scope.run
        run.tick()
        results: list[FeelValue] = []
        for inner in bindings(self.iterators, scope):
            if inner is None:
                return None
            if self.uses_partial:
                inner.variables.setdefault("partial", run.items(list(results)))
            results.append(self.body.evaluate(inner))
            if len(results) > limits.LIST:
                raise FeelError(f"列表超过 {limits.LIST} 项。")
        return run.items(results)


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some` is a three-valued `or` over all combinations, `every` an `and`."""

    iterators: tuple[Binding, ...]
    condition: Node
    decisive: bool
    boxed: str | None = None  # where a boxed one stands, whose condition must be a boolean

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        unknown = False
        for inner in bindings(self.iterators, scope):
            if inner is None:
                return None
            answer = self.condition.evaluate(inner)
            if self.boxed is not None and not truth(answer, self.boxed, inner):
                return None
            if answer is self.decisive:
                return answer
            unknown = unknown or not isinstance(answer, bool)
        return None if unknown else not self.decisive

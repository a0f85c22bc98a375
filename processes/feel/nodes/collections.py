"""Lists, contexts, ranges, filters and paths (DMN 10.3.2.5 to 10.3.2.7)."""

from dataclasses import dataclass
from decimal import Decimal

from processes.feel.nodes.node import Node
from processes.feel.nodes.operators import Name
from processes.feel.properties import property_of
from processes.feel.run import Scope
from processes.feel.values import FeelValue, Range, kind

_COMPARABLE = frozenset(
    [
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    ]
)


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        return scope.run.items([item.evaluate(scope) for item in self.items])


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """Entries see the entries before them."""

    entries: tuple[tuple[str, Node], ...]

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        scope.run.spend(len(self.entries))
        values: dict[str, FeelValue] = {}
        inner = scope.inner(values)
        for key, node in self.entries:
            if key in values:
                return None
            values[key] = node.evaluate(inner)
        return values


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    start: Node
    end: Node
    start_included: bool
    end_included: bool

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        start, end = self.start.evaluate(scope), self.end.evaluate(scope)
        if kind(start) != kind(end) or kind(start) not in _COMPARABLE:
            return None
        return Range(start, end, self.start_included, self.end_included)


@dataclass(frozen=True, slots=True)
class Path(Node):
    """A member of a context, a property of a value, or either of every element of a list."""

    source: Node
    name: str

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        source = self.source.evaluate(scope)
        if isinstance(source, list):
            scope.run.tick(len(source) // 10)
            return scope.run.items([self._of(item) for item in source])
        return self._of(source)

    def _of(self, item: FeelValue) -> FeelValue:
        return item.get(self.name) if isinstance(item, dict) else property_of(item, self.name)


@dataclass(frozen=True, slots=True)
class Pointed(Name):
    """A name with a point in it: where nobody has it, the member of what stands before the point. Which names are
    known is a matter of the whole file, not of the place."""

    path: Path

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        value = scope.lookup(self.name, self)
        return value if value is not self else self.path.evaluate(scope)


def named(name: str) -> Name:
    """The node of a name."""
    before, point, member = name.rpartition(".")
    return Pointed(name, Path(named(before.rstrip()), member.lstrip())) if point else Name(name)


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """Elements by position (from 1, or from the end below 0), or those that satisfy a condition."""

    source: Node
    condition: Node

    def evaluate(self, scope: Scope) -> FeelValue:
        scope.run.tick()
        source = self.source.evaluate(scope)
        items = [] if source is None else source if isinstance(source, list) else [source]
        answer = self.condition.evaluate(_item_scope(items[0] if items else None, scope))
        if isinstance(answer, Decimal):
            return _at(items, answer)
        kept = []
        for place, item in enumerate(items):
            answer = self.condition.evaluate(_item_scope(item, scope)) if place else answer
            if answer is True:
                kept.append(item)
            elif answer is not None and answer is not False:
                return None  # neither a position nor a condition (DMN 10.3.2.5)
        return scope.run.items(kept)


def _item_scope(item: FeelValue, scope: Scope) -> Scope:
    scope.run.tick()
    if not isinstance(item, dict):
        return scope.inner({"item": item})
    scope.run.spend(10 * len(item))
    return scope.inner({"item": item, **item})


def _at(items: list[FeelValue], position: Decimal) -> FeelValue:
    if position != position.to_integral_value() or abs(position) > len(items) or not position:
        return None
    index = int(position)
    return items[index - 1] if index > 0 else items[index]

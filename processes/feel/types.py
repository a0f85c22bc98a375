"""Types as `instance of` and function parameters name them (DMN 10.3.2.2 and 10.3.2.9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

from processes.feel.run import Run
from processes.feel.values import FeelValue, Function, Range, kind

SIMPLE = frozenset(
    [
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "range",
        "function",
        "Any",
        "Null",
    ]
)


@dataclass(frozen=True, slots=True)
class Type:
    """A type by name, with its element types (`list<T>`, `range<T>`) or its named members (`context<a:
    T>`)."""

    name: str
    elements: tuple["Type", ...] = ()
    members: tuple[tuple[str, "Type"], ...] = ()

    def admits(self, value: FeelValue, run: Run) -> bool:
        """Whether a value is an instance; null is one of Null alone."""
        run.spend(1)
        name = self.name
        if value is None:
            return name == "Null"
        if name == "Any":
            return True
        if kind(value) != name:
            named = run.types.get(name)
            return named is not None and named.admits(value, run)
        return self._admits_inside(value, run)

    def fit(self, value: FeelValue, run: Run) -> FeelValue:
        """The value as this type takes it (DMN 10.3.2.9.4): itself, its only element, a list of it, or the
        midnight of a date; None when it does not fit."""
        named = run.types.get(self.name)
        return fit(value, self, run) if named is None else named.fit(value, run)

    def unknown(self, known: Iterable[str]) -> str | None:
        """The first type named inside that neither the standard nor `known` has."""
        if self.name not in SIMPLE and self.name not in known:
            return self.name
        parts = [*self.elements, *(member for _, member in self.members)]
        return next(filter(None, (part.unknown(known) for part in parts)), None)

    def _admits_inside(self, value: FeelValue, run: Run) -> bool:
        if isinstance(value, list) and self.elements:
            return all(item is None or self.elements[0].admits(item, run) for item in value)
        if isinstance(value, dict):
            return all(
                name in value and (value[name] is None or member.admits(value[name], run))
                for name, member in self.members
            )
        if isinstance(value, Range) and self.elements:
            return all(end is None or self.elements[0].admits(end, run) for end in (value.start, value.end))
        return not (isinstance(value, Function) and self.elements) or self._admits_function(value)

    def _admits_function(self, value: Function) -> bool:
        """Parameters may be wider than asked for, the result narrower (DMN 10.3.2.9.2)."""
        declared, result = value.declared()
        wanted = self.elements[:-1]
        if len(declared) != len(wanted) or not conforms(result, self.elements[-1]):
            return False
        return all(own is None or conforms(asked, own) for own, asked in zip(declared, wanted, strict=True))


def conforms(narrow: object, wide: object) -> bool:
    """Whether every instance of one type is one of the other; a type that is not known may be anything."""
    if not isinstance(narrow, Type) or not isinstance(wide, Type) or wide.name == "Any":
        return True
    if narrow.name != wide.name:
        return narrow.name == "Null"
    members = dict(narrow.members)
    if wide.name == "function":
        return len(narrow.elements) == len(wide.elements)
    return all(name in members and conforms(members[name], member) for name, member in wide.members) and all(
        conforms(own, asked) for own, asked in zip(narrow.elements, wide.elements, strict=False)
    )


class Fitting(Protocol):
    """What a parameter may be declared to be."""

    def fit(self, value: FeelValue, run: Run) -> FeelValue:
        """The value as the type takes it, or None."""


class Admitting(Protocol):
    """What a value can be fitted to."""

    def admits(self, value: FeelValue, run: Run) -> bool:
        """Whether a value is an instance."""


def fit(value: FeelValue, wanted: Admitting, run: Run) -> FeelValue:
    """The value after the implicit conversions of DMN 10.3.2.9.4, or None when it does not conform."""
    if value is None or wanted.admits(value, run):
        return value
    if isinstance(value, list):
        return _only(value, wanted, run)
    if type(value) is date and wanted.admits(midnight := datetime.combine(value, time(tzinfo=UTC)), run):
        return midnight
    return [value] if wanted.admits([value], run) else None


def _only(value: FeelValue, wanted: Admitting, run: Run) -> FeelValue:
    """The only element of a list, or of the only list in it, that is an instance."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
        if value is not None and wanted.admits(value, run):
            return value
    return None

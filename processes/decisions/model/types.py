"""Item definitions as types: what they admit, how values are fitted to them, and how JSON is read as them (DMN
7.3.3 and 10.3.2.9.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, repeat, zip_longest
from typing import Any, TypeAlias

from processes.feel import FeelValue, UnaryTests, temporal
from processes.feel.run import Run, Scope
from processes.feel.types import Type, fit
from processes.feel.values import Function, kind

_READERS = {
    "date": temporal.read_date,
    "time": temporal.read_time,
    "date and time": temporal.read_date_time,
    "days and time duration": temporal.read_duration,
    "years and months duration": temporal.read_duration,
}


@dataclass(frozen=True, slots=True)
class ItemType:
    """An item definition. `allowed` is about every element of a collection, `constraint` about the whole."""

    name: str
    of: "AnyType | None" = None
    components: tuple[tuple[str, "AnyType | None"], ...] = ()
    collection: bool = False
    function: bool = False
    parameters: tuple["AnyType | None", ...] = ()
    result: "AnyType | None" = None
    allowed: UnaryTests | None = None
    constraint: UnaryTests | None = None

    def admits(self, value: FeelValue, run: Run) -> bool:
        """Whether a value that is not null is an instance; `instance of` asks about the shape alone."""
        return self._admits(value, run, constrained=False)

    def fit(self, value: FeelValue, run: Run) -> FeelValue:
        """The value after the standard's implicit conversions; None when it does not conform, in shape or by
        the allowed values. A function fits its arguments and its result from then on."""
        found = fit(value, Constrained(self), run)
        return Fitted(found, self) if self.function and isinstance(found, Function) else found

    def _admits(self, value: FeelValue, run: Run, *, constrained: bool) -> bool:
        run.tick()
        if self.collection:
            if not isinstance(value, list):
                return False
            fits = all(item is None or self._admits_one(item, run, constrained) for item in value)
        else:
            fits = self._admits_one(value, run, constrained)
        return fits and not (constrained and _refused(self.constraint, value, run))

    def _admits_one(self, value: FeelValue, run: Run, constrained: bool) -> bool:
        if self.function and not isinstance(value, Function):
            return False
        # Allowed values are the complete range: they stand instead of those of the type they are about (7.3.3).
        if not _admitted(self.of, value, run, constrained and self.allowed is None):
            return False
        if self.components and not self._admits_members(value, run, constrained):
            return False
        return not (constrained and _refused(self.allowed, value, run))

    def _admits_members(self, value: FeelValue, run: Run, constrained: bool) -> bool:
        return isinstance(value, dict) and all(
            name in value and (value[name] is None or _admitted(wanted, value[name], run, constrained))
            for name, wanted in self.components
        )


def _refused(tests: UnaryTests | None, value: FeelValue, run: Run) -> bool:
    return tests is not None and not tests.passes(value, Scope(run, {}, None))


@dataclass(frozen=True, slots=True)
class Constrained:
    """An item definition together with its allowed values."""

    type: ItemType

    def admits(self, value: FeelValue, run: Run) -> bool:
        return self.type._admits(value, run, constrained=True)


def _admitted(wanted: "AnyType | None", value: FeelValue, run: Run, constrained: bool) -> bool:
    if wanted is None:
        return True
    if constrained and isinstance(wanted, ItemType):
        return Constrained(wanted).admits(value, run)
    return wanted.admits(value, run)


AnyType: TypeAlias = Type | ItemType


def fitted(value: FeelValue, wanted: AnyType | None, where: str, run: Run) -> FeelValue:
    """A value as its type wants it; null with a warning when it does not conform."""
    if wanted is None or value is None:
        return value
    result = wanted.fit(value, run)
    if result is None:
        run.warn(f"{where}的值不符合类型 {wanted.name}，按空值处理。")
    return result


@dataclass(frozen=True, slots=True, eq=False)
class Fitted(Function):
    """A function whose arguments and result are fitted to those of a function type."""

    function: Function
    type: ItemType

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return self.function.parameters

    def declared(self) -> tuple[list[Any], Any]:
        own, result = self.function.declared()
        asked = chain(self.type.parameters, repeat(None))
        return [mine or wanted for mine, wanted in zip(own, asked, strict=False)], result or self.type.result

    def call(self, run: Run, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        if self.type.parameters:
            wanted = dict(zip(self.parameters, self.type.parameters, strict=False))
            where = f"{self.type.name} 的参数"
            if named is None:
                pairs = zip_longest(positional, self.type.parameters[: len(positional)])
                positional = [fitted(value, part, where, run) for value, part in pairs]
            else:
                named = {
                    key: fitted(value, wanted.get(key), f"{where}“{key}”", run)
                    for key, value in named.items()
                }
        return fitted(self.function.call(run, positional, named), self.type.result, "函数", run)


def read_as(value: Any, wanted: AnyType | None) -> Any:
    """JSON data with ISO text turned into the temporal values that the type declares, and with null for the
    components that are missing."""
    if wanted is None or value is None:
        return value
    if isinstance(wanted, Type):
        return _read_simple(value, wanted)
    if wanted.collection and isinstance(value, list):
        return [_read_one(item, wanted) for item in value]
    return _read_one(value, wanted)


def _read_one(value: Any, wanted: ItemType) -> Any:
    if wanted.components and isinstance(value, Mapping):
        members = {name: read_as(value.get(name), part) for name, part in wanted.components}
        return {**value, **members}
    return read_as(value, wanted.of)


def _read_simple(value: Any, wanted: Type) -> Any:
    if isinstance(value, list) and wanted.name == "list" and wanted.elements:
        return [_read_simple(item, wanted.elements[0]) for item in value]
    reader = _READERS.get(wanted.name)
    if reader is None or not isinstance(value, str):
        return value
    found = reader(value)
    return found if kind(found) == wanted.name else value

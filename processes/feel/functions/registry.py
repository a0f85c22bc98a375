"""How a standard function is declared, and how arguments find the overload that they fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Overflow
from typing import TypeAlias

from processes.feel.failures import FeelError
from processes.feel.run import Run
from processes.feel.values import FeelValue, Function, kind
from processes.feel.wide import WIDE

Implementation: TypeAlias = Callable[..., FeelValue]
_UNFIT = object()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A name, the kinds it takes (none: any value, null too) and whether it may be left out."""

    name: str
    kinds: frozenset[str]
    optional: bool

    def fit(self, value: FeelValue) -> FeelValue:
        """The value as this parameter takes it (DMN 10.3.2.9.4), or _UNFIT."""
        if not self.kinds or kind(value) in self.kinds:
            return value
        if isinstance(value, list):
            return self.fit(value[0]) if len(value) == 1 and not isinstance(value[0], list) else _UNFIT
        if "list" in self.kinds and value is not None:
            return [value]
        if "date and time" in self.kinds and type(value) is date:
            return datetime.combine(value, time())
        return _UNFIT


@dataclass(frozen=True, slots=True)
class Overload:
    """One signature of a function. With `gathers`, arguments by position may be one list or its elements."""

    parameters: tuple[Parameter, ...]
    implementation: Implementation
    gathers: bool

    def refuses_null(self, place: int) -> bool:
        """Whether no list of arguments with null at ``place`` (from 0) fits."""
        fixed = len(self.parameters) - 1 if self.gathers else len(self.parameters)
        return place < fixed and bool(self.parameters[place].kinds)

    def arrange(
        self, positional: list[FeelValue], named: Mapping[str, FeelValue] | None
    ) -> list[FeelValue] | None:
        """The arguments in the order of the parameters, or None when they do not fit."""
        if named is not None:
            return self._by_name(named)
        if self.gathers:
            fixed = len(self.parameters) - 1
            if len(positional) <= fixed:
                return None
            tail = positional[fixed:]
            gathered = tail[0] if fixed == 0 and len(tail) == 1 and isinstance(tail[0], list) else tail
            positional = [*positional[:fixed], gathered]
        if len(positional) > len(self.parameters):
            return None
        return self._fitted(positional)

    def _by_name(self, named: Mapping[str, FeelValue]) -> list[FeelValue] | None:
        names = [parameter.name for parameter in self.parameters]
        if not set(named) <= set(names):
            return None
        last = max((names.index(name) for name in named), default=-1)
        skipped = [p for p in self.parameters[: last + 1] if p.name not in named and not p.optional]
        return None if skipped else self._fitted([named.get(name, _UNFIT) for name in names[: last + 1]])

    def _fitted(self, values: list[FeelValue]) -> list[FeelValue] | None:
        if any(not parameter.optional for parameter in self.parameters[len(values) :]):
            return None
        fitted = []
        for parameter, value in zip(self.parameters, values, strict=False):
            fitting = None if value is _UNFIT else parameter.fit(value)
            if fitting is _UNFIT:
                return None
            fitted.append(fitting)
        return fitted


@dataclass(frozen=True, slots=True, eq=False)
class Builtin(Function):
    """A function of the standard."""

    name: str
    overloads: list[Overload]

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(parameter.name for parameter in self.overloads[0].parameters)

    def call(self, run: Run, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        for overload in self.overloads:
            arguments = overload.arrange(positional, named)
            if arguments is not None:
                _charge(arguments, run)
                return _checked(_calculated(overload.implementation, arguments, run), run)
        return None

    def fails_on_null(self, place: int) -> bool:
        """Whether null as the argument at ``place`` (from 0) fits no signature, so that the answer is null."""
        return all(overload.refuses_null(place) for overload in self.overloads)


def _calculated(implementation: Implementation, arguments: list[FeelValue], run: Run) -> FeelValue:
    try:
        return implementation(run, *arguments)
    except Overflow as error:
        raise FeelError("运算结果超出数字的范围。") from error
    except (ArithmeticError, ValueError):
        return None
    except (AttributeError, TypeError):
        if any(isinstance(argument, WIDE) for argument in arguments):
            return None  # beyond what Python can compute with
        raise


def _charge(arguments: list[FeelValue], run: Run) -> None:
    for argument in arguments:
        if isinstance(argument, str):
            run.spend(len(argument))
        elif isinstance(argument, list | dict):
            run.spend(10 * len(argument))


def _checked(result: FeelValue, run: Run) -> FeelValue:
    if isinstance(result, str):
        return run.text(result)
    return run.items(result) if isinstance(result, list) else result


BUILTINS: dict[str, Builtin] = {}


def builtin(
    name: str, signature: str = "", *, gathers: bool = False
) -> Callable[[Implementation], Implementation]:
    """Declare a function: "a: number, b: string|list, c: any?" where ? means that it may be left out."""

    def register(implementation: Implementation) -> Implementation:
        overload = Overload(_parameters(signature), implementation, gathers)
        BUILTINS.setdefault(name, Builtin(name, [])).overloads.append(overload)
        return implementation

    return register


def _parameters(signature: str) -> tuple[Parameter, ...]:
    parts = [part.strip() for part in signature.split(",") if part.strip()]
    return tuple(_parameter(*map(str.strip, part.split(":"))) for part in parts)


def _parameter(name: str, kinds: str) -> Parameter:
    wanted = kinds.removesuffix("?").split("|")
    return Parameter(name, frozenset() if wanted == ["any"] else frozenset(wanted), kinds.endswith("?"))

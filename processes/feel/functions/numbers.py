"""Numeric functions (DMN 10.3.4.5)."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from processes.feel.far import Length, negative
from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.values import FeelValue, YearMonthDuration
from processes.feel.wide import length_of

_HARD = 10  # ticks of a function that computes digit by digit
_SCALES = range(-6111, 6177)


def _rounded(number: Decimal, scale: Decimal, rounding: str) -> FeelValue:
    if int(scale) not in _SCALES:
        return None
    if -number.as_tuple().exponent <= scale:  # type: ignore[operator]  # finite numbers have an int exponent
        return number
    if number.adjusted() + int(scale) > 33:
        return number
    return number.quantize(Decimal(1).scaleb(-int(scale)), rounding=rounding) + 0


def _rounding(name: str, rounding: str) -> None:
    @builtin(name, "n: number, scale: number")
    def _round(run: Run, number: Decimal, scale: Decimal) -> FeelValue:
        return _rounded(number, scale, rounding)


for _name, _mode in {
    "decimal": ROUND_HALF_EVEN,
    "round up": ROUND_UP,
    "round down": ROUND_DOWN,
    "round half up": ROUND_HALF_UP,
    "round half down": ROUND_HALF_DOWN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}.items():
    _rounding(_name, _mode)


@builtin("floor", "n: number")
def _floor(run: Run, number: Decimal) -> FeelValue:
    return _rounded(number, Decimal(0), ROUND_FLOOR)


@builtin("ceiling", "n: number")
def _ceiling(run: Run, number: Decimal) -> FeelValue:
    return _rounded(number, Decimal(0), ROUND_CEILING)


@builtin("abs", "n: number")
def _abs(run: Run, value: Decimal) -> FeelValue:
    return abs(value)


@builtin("abs", "n: days and time duration")
def _abs_length(run: Run, value: Length) -> FeelValue:
    return negative(value) if length_of(value) < 0 else value


@builtin("abs", "n: years and months duration")
def _abs_months(run: Run, value: YearMonthDuration) -> FeelValue:
    return YearMonthDuration(abs(value.months))


@builtin("modulo", "dividend: number, divisor: number")
def _modulo(run: Run, dividend: Decimal, divisor: Decimal) -> FeelValue:
    if not divisor:
        return None
    rest = dividend % divisor  # Decimal takes the sign of the dividend; DMN that of the divisor
    return rest + divisor if rest and (rest < 0) != (divisor < 0) else rest


@builtin("sqrt", "number: number")
def _sqrt(run: Run, number: Decimal) -> FeelValue:
    run.tick(_HARD)
    return number.sqrt() if number >= 0 else None


@builtin("log", "number: number")
def _log(run: Run, number: Decimal) -> FeelValue:
    run.tick(_HARD)
    return number.ln() if number > 0 else None


@builtin("exp", "number: number")
def _exp(run: Run, number: Decimal) -> FeelValue:
    run.tick(_HARD)
    return number.exp()


@builtin("odd", "number: number")
def _odd(run: Run, number: Decimal) -> FeelValue:
    return number % 2 in (1, -1)


@builtin("even", "number: number")
def _even(run: Run, number: Decimal) -> FeelValue:
    return number % 2 == 0

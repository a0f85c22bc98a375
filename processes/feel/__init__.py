"""FEEL, the expression language of DMN 1.5, as a closed interpreter: nothing outside the given data can be
reached."""

from processes.feel.exchange import from_json, to_json
from processes.feel.expression import Expression, UnaryTests
from processes.feel.failures import FeelError, FeelFailure, FeelSyntaxError
from processes.feel.functions import is_builtin
from processes.feel.parser import parse, parse_unary
from processes.feel.values import DayTimeDuration, FeelValue, Range, YearMonthDuration, kind

__all__ = [
    "DayTimeDuration",
    "Expression",
    "FeelError",
    "FeelFailure",
    "FeelSyntaxError",
    "FeelValue",
    "Range",
    "UnaryTests",
    "YearMonthDuration",
    "from_json",
    "is_builtin",
    "kind",
    "parse",
    "parse_unary",
    "to_json",
]

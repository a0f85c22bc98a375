"""The functions an expression may call by name: those of the standard, and those that the caller hands in."""

from processes.feel.functions import (  # noqa: F401  registers the families
    aggregates,
    contexts,
    conversion,
    intervals,
    lists,
    numbers,
    strings,
    temporal,
)
from processes.feel.functions.host import HostFunction
from processes.feel.functions.registry import BUILTINS
from processes.feel.run import Run
from processes.feel.values import Function


def named_function(name: str, run: Run) -> Function | None:
    """The function of that name: the caller's before the standard's; None when there is none."""
    given = run.functions.get(name)
    return HostFunction(name, given) if given is not None else BUILTINS.get(name)


def is_builtin(name: str) -> bool:
    """Whether the standard defines a function of that name."""
    return name in BUILTINS

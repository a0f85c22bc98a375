"""Functions that the caller of an evaluation hands in, such as working-day arithmetic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from processes.feel.exchange import from_json
from processes.feel.failures import FeelError
from processes.feel.run import Run
from processes.feel.values import FeelValue, Function


@dataclass(frozen=True, slots=True, eq=False)
class HostFunction(Function):
    """A Python callable that takes FEEL values by position, or by name with `_` for spaces."""

    name: str
    implementation: Callable[..., Any]
    parameters: tuple[str, ...] = ()

    def call(self, run: Run, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        keywords = {name.replace(" ", "_"): value for name, value in (named or {}).items()}
        run.tick(10)
        try:
            result = self.implementation(*positional, **keywords)
        except (TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise FeelError(f"函数 {self.name} 不能用这些参数计算：{error}") from error
        return from_json(result)

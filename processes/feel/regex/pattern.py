"""Patterns with a bounded search."""

from dataclasses import dataclass

from processes.feel.failures import FeelError
from processes.feel.run import Run


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    groups: int = 0

    def search(self, text: str, position: int, run: Run) -> list[int] | None:
        """Spans of the match and its groups."""
        raise FeelError("正则表达式尚不可用。")


def compile_pattern(pattern: str, flags: str) -> Pattern | None:
    """The pattern, or None when it is malformed."""
    return Pattern()

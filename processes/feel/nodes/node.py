"""What every node of a parsed expression can do, and how a tree of them is walked."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from processes.feel.run import Scope
from processes.feel.values import FeelValue


@dataclass(frozen=True, slots=True)
class Node:
    """One construct of the language."""

    def evaluate(self, scope: Scope) -> FeelValue:
        """The value in a scope; None where the standard says null. Raises FeelError at a limit."""
        raise NotImplementedError


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below one, in the order of the text."""
    for part in fields(node):
        yield from _nodes(getattr(node, part.name))


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _nodes(getattr(value, part.name))


def measure(root: Node) -> tuple[int, int]:
    """How many nodes a tree has and how deep it is; walks without recursion, since depth is what it
    checks."""
    count = deepest = 0
    pending = [(root, 1)]
    while pending:
        node, depth = pending.pop()
        count += 1
        deepest = max(deepest, depth)
        pending.extend((child, depth + 1) for child in children(node))
    return count, deepest

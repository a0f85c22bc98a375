"""Which names an expression takes from outside."""

from collections.abc import Iterator, Mapping

from processes.feel.functions import is_builtin
from processes.feel.nodes.collections import ContextOf, Filter, Path
from processes.feel.nodes.functions import Call, Definition
from processes.feel.nodes.iterations import Iteration, Quantified
from processes.feel.nodes.node import Node, children
from processes.feel.nodes.operators import InstanceOf, Name, Unreadable
from processes.feel.types import Type

_NONE: frozenset[str] = frozenset()


def free_names(node: Node, bound: frozenset[str] = _NONE) -> frozenset[str]:
    """Variables that are read and not bound inside; built-in functions and called functions are none."""
    match node:
        case Name(name):
            found = _NONE if name in bound or is_builtin(name) else frozenset({name})
        case Filter():
            found = free_names(node.source, bound)
        case ContextOf():
            found = _of_entries(node, bound)
        case Iteration() | Quantified():
            found = _of_iteration(node, bound)
        case Definition():
            found = free_names(node.body, bound | {name for name, _ in node.signature})
        case Call(Name()):
            found = _union(node.arguments, bound)
        case _:
            found = _union(tuple(children(node)), bound)
    return found


def _union(nodes: tuple[Node, ...], bound: frozenset[str]) -> frozenset[str]:
    return _NONE.union(*(free_names(node, bound) for node in nodes))


def _of_entries(node: ContextOf, bound: frozenset[str]) -> frozenset[str]:
    found = _NONE
    for key, value in node.entries:
        found |= free_names(value, bound)
        bound |= {key}
    return found


def _of_iteration(node: Iteration | Quantified, bound: frozenset[str]) -> frozenset[str]:
    found = _NONE
    for binding in node.iterators:
        found |= free_names(binding.source, bound)
        found |= free_names(binding.end, bound) if binding.end else _NONE
        bound |= {binding.name}
    body = node.body if isinstance(node, Iteration) else node.condition
    return found | free_names(body, bound | {"partial"})


def members_read(*roots: Node) -> Mapping[str, frozenset[str]]:
    """Members that paths take of a name, by that name: ``{"parameters": {"PRM_X"}}``."""
    found: dict[str, set[str]] = {}
    for root in roots:
        for here in every_node(root):
            if isinstance(here, Path) and isinstance(here.source, Name):
                found.setdefault(here.source.name, set()).add(here.name)
    return {name: frozenset(members) for name, members in found.items()}


def called_names(node: Node) -> frozenset[str]:
    """Names of the functions that are called."""
    own = {node.target.name} if isinstance(node, Call) and isinstance(node.target, Name) else set()
    return frozenset(own).union(*(called_names(child) for child in children(node)))


def named_types(node: Node) -> Iterator[Type]:
    """Types that `instance of` and parameters name."""
    for here in every_node(node):
        if isinstance(here, InstanceOf):
            yield here.type
        elif isinstance(here, Definition):
            yield from (wanted for _, wanted in here.signature if isinstance(wanted, Type))


def unreadable(node: Node) -> int | None:
    """Where an `@"..."` stands that means nothing."""
    return next((here.position for here in every_node(node) if isinstance(here, Unreadable)), None)


def every_node(root: Node) -> Iterator[Node]:
    """A tree's nodes, walked without recursion."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))

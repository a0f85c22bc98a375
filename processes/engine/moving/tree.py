"""A plain snapshot as a tree of nodes with whole data, to be changed, and back into a snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.util.task import TaskState

from processes.engine.snapshot import Plain, applied, difference


@dataclass(eq=False)
class Node:
    """One task: ``id`` as hexadecimal, ``spec`` the name of its spec."""

    id: str
    state: int
    since: float
    spec: str
    triggered: bool
    internal: dict[str, Any]
    data: dict[str, Any]
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.state >= int(TaskState.COMPLETED)

    @property
    def waits(self) -> bool:
        return self.state == int(TaskState.WAITING)


@dataclass(eq=False)
class Tree:
    """One workflow; ``key`` is the task that called it, empty for the main one."""

    key: str
    root: Node
    last: Node | None
    ended: bool
    success: bool
    data: dict[str, Any]

    def in_order(self) -> Iterator[Node]:
        pending = [self.root]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))


def read_tree(key: str, plain: Plain) -> Tree:
    last, ended, success, data, rows = plain
    nodes: list[Node | None] = [None] * len(rows)
    for place, row in enumerate(rows):
        # As in ``snapshot``: guesses of the way ahead are not kept.
        if row[2] >= TaskState.WAITING:
            nodes[place] = _node(row, None if row[1] is None else nodes[row[1]])
    root = nodes[0]
    if root is None:
        raise LookupError("a tree without a root")
    return Tree(key, root, None if last is None else nodes[last], ended, success, dict(data))


def _node(row: list[Any], parent: Node | None) -> Node:
    key, _, state, since, spec, triggered, internal, data = row
    known = applied({} if parent is None else parent.data, data)
    node = Node(key, state, since, spec, triggered, dict(internal), known, parent)
    if parent is not None:
        parent.children.append(node)
    return node


def write_tree(tree: Tree) -> Plain:
    places: dict[Node, int] = {}
    rows: list[list[Any]] = []
    for node in tree.in_order():
        places[node] = len(rows)
        parent = node.parent
        rows.append(
            [
                node.id,
                None if parent is None else places[parent],
                node.state,
                node.since,
                node.spec,
                node.triggered,
                node.internal,
                difference({} if parent is None else parent.data, node.data),
            ]
        )
    last = None if tree.last is None else places.get(tree.last)
    return [last, tree.ended, tree.success, tree.data, rows]

"""What the choices of a way say about each other: one condition is not true at one gateway and false at the next.

Only conditions that are asked at more than one gateway of a level are remembered.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from processes.checks.graph import Graph, kind_of
from processes.checks.readings import conditions_of
from processes.feel.naming import free_names
from processes.feel.nodes.node import Node
from processes.feel.nodes.operators import Comparison, Conjunction, Disjunction, Literal


@dataclass(frozen=True)
class Fact:
    """``node`` is true, or is not."""

    node: Node
    holds: bool

    @property
    def subject(self) -> Node:
        """What is compared with a constant, or the condition itself."""
        node = self.node
        return node.left if isinstance(node, Comparison) and isinstance(node.right, Literal) else node

    def excludes(self, other: "Fact") -> bool:
        if self.node == other.node:
            return self.holds != other.holds
        both = self.holds and other.holds and self.node != other.node
        # The same is not equal to two constants.
        return both and self._equates and other._equates and self.subject == other.subject

    @property
    def _equates(self) -> bool:
        node = self.node
        return isinstance(node, Comparison) and node.operator == "=" and isinstance(node.right, Literal)


@dataclass(frozen=True)
class Truths:
    facts: frozenset[Fact] = frozenset()

    def with_(self, facts: Collection[Fact]) -> "Truths | None":
        """These and what is known already; None where they exclude each other."""
        together = self.facts | frozenset(facts)
        clash = any(new.excludes(other) for new in facts for other in together)
        return None if clash else Truths(together)

    def forgetting(self, names: Collection[str]) -> "Truths":
        """What is still known after ``names`` were given anew."""
        kept = frozenset(fact for fact in self.facts if not free_names(fact.node) & set(names))
        return self if len(kept) == len(self.facts) else Truths(kept)


def implied(node: Node, holds: bool) -> Iterator[Fact]:
    """What is certain where a condition is true, or is not."""
    if isinstance(node, Comparison) and node.operator == "!=":
        yield Fact(Comparison("=", node.left, node.right), not holds)
    elif isinstance(node, Conjunction) and holds:
        for operand in node.operands:
            yield from implied(operand, True)
    elif isinstance(node, Disjunction) and not holds:
        for operand in node.operands:
            yield from implied(operand, False)
    else:
        yield Fact(node, holds)


@dataclass(frozen=True)
class Weighed:
    """``subjects`` are asked about at more than one gateway of the level."""

    subjects: frozenset[Node]

    @classmethod
    def of(cls, graph: Graph) -> "Weighed":
        asked = Counter(
            subject for key in graph.nodes for subject in {fact.subject for fact in _asked(graph, key)}
        )
        return cls(frozenset(subject for subject, times in asked.items() if times > 1))

    def taking(self, graph: Graph, flow: etree._Element, known: Truths) -> Truths | None:
        """What is known once ``flow`` was taken; None where it cannot be, after what was known."""
        facts = [fact for fact in _chosen(graph, flow) if fact.subject in self.subjects]
        return known.with_(facts) if facts else known


def _asked(graph: Graph, key: str) -> Iterator[Fact]:
    for _, condition in conditions_of(graph, key):
        yield from implied(condition.root, True)
        yield from implied(condition.root, False)


def _chosen(graph: Graph, flow: etree._Element) -> Iterator[Fact]:
    """A gateway takes the first flow whose condition is true, and the default where none is."""
    source = str(flow.get("sourceRef"))
    one_only = kind_of(graph.nodes[source]) == "exclusiveGateway"
    default = all(other is not flow for other, _ in conditions_of(graph, source))
    for other, condition in conditions_of(graph, source):
        if other is flow:
            yield from implied(condition.root, True)
            return
        if one_only or default:
            yield from implied(condition.root, False)

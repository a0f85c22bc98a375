"""What an expression can come to where some of its names have no value yet (null), whatever all the others are.

Names that are there are taken to hold anything but null. What cannot be told is "anything", so that a single ``NULL``
is a proof: the expression has no answer, whatever else is said.
"""

from collections.abc import Callable, Collection, Mapping
from enum import Enum, auto
from typing import Any

from processes.feel.functions.registry import BUILTINS
from processes.feel.nodes.collections import ContextOf, Filter, ListOf, Path, RangeOf
from processes.feel.nodes.functions import Call, Definition
from processes.feel.nodes.iterations import Iteration, Quantified
from processes.feel.nodes.node import Node
from processes.feel.nodes.operators import (
    Between,
    Chain,
    Comparison,
    Conditional,
    Conjunction,
    Disjunction,
    InstanceOf,
    Literal,
    Name,
    Negation,
)
from processes.feel.run import Run


class Answer(Enum):
    NULL = auto()
    TRUE = auto()
    FALSE = auto()
    # Any value but null, true and false.
    OTHER = auto()


Absent = Collection[str]
Answers = frozenset[Answer]
NULL, TRUE, FALSE, OTHER = (frozenset({answer}) for answer in Answer)
TRUTH = TRUE | FALSE
THERE = TRUTH | OTHER
ANY = NULL | THERE


def answers(node: Node, absent: Absent) -> Answers:
    """What ``node`` can come to while every name of ``absent`` is null."""
    found = _BY_KIND.get(type(node))
    return found(node, absent) if found is not None else ANY


def _literal(node: Literal, absent: Absent) -> Answers:
    return _known(node.value)


def _known(value: object) -> Answers:
    if isinstance(value, bool):
        return TRUE if value else FALSE
    return NULL if value is None else OTHER


def _name(node: Name, absent: Absent) -> Answers:
    return NULL if node.name in absent else THERE


def _member(node: Path, absent: Absent) -> Answers:
    """A member of null is null; which members a value has is not known here."""
    return _strict((node.source,), absent, THERE)


def _strict(operands: tuple[Node, ...], absent: Absent, otherwise: Answers) -> Answers:
    """Null for null; ``otherwise`` where every operand is there."""
    found = [answers(operand, absent) for operand in operands]
    if any(one == NULL for one in found):
        return NULL
    return otherwise if not any(Answer.NULL in one for one in found) else otherwise | NULL


def _compared(node: Comparison, absent: Absent) -> Answers:
    left, right = answers(node.left, absent), answers(node.right, absent)
    if node.operator not in ("=", "!="):
        return _strict((node.left, node.right), absent, TRUTH)
    same, other = (TRUE, FALSE) if node.operator == "=" else (FALSE, TRUE)
    if left == right == NULL:
        return same
    # Null equals nothing but null.
    if (left == NULL and Answer.NULL not in right) or (right == NULL and Answer.NULL not in left):
        return other
    return TRUTH


def _conjunction(node: Conjunction, absent: Absent) -> Answers:
    return _joined(node.operands, absent, FALSE, TRUE)


def _disjunction(node: Disjunction, absent: Absent) -> Answers:
    return _joined(node.operands, absent, TRUE, FALSE)


def _joined(operands: tuple[Node, ...], absent: Absent, decisive: Answers, neutral: Answers) -> Answers:
    """One that is ``decisive`` decides; otherwise one that is null makes it null."""
    found = [answers(operand, absent) for operand in operands]
    if any(one == decisive for one in found):
        return decisive
    made = decisive if any(decisive <= one for one in found) else frozenset()
    undecided = [one - decisive for one in found]
    if all(neutral <= one for one in undecided):
        made |= neutral
    if any(Answer.NULL in one for one in undecided):
        made |= NULL
    return made or ANY


def _chosen(node: Conditional, absent: Absent) -> Answers:
    condition = answers(node.condition, absent)
    made: Answers = answers(node.then, absent) if Answer.TRUE in condition else frozenset()
    return made if condition == TRUE else made | answers(node.otherwise, absent)


def _between(node: Between, absent: Absent) -> Answers:
    """As two comparisons, of which one that is false decides."""
    if answers(node.value, absent) == NULL:
        return NULL
    return FALSE | _strict((node.value, node.low, node.high), absent, TRUTH)


def _chain(node: Chain, absent: Absent) -> Answers:
    return _strict((node.first, *(operand for _, operand in node.rest)), absent, THERE)


def _negation(node: Negation, absent: Absent) -> Answers:
    return _strict((node.operand,), absent, OTHER)


def _range(node: RangeOf, absent: Absent) -> Answers:
    return _strict((node.start, node.end), absent, OTHER)


def _iterated(node: Iteration | Quantified, absent: Absent) -> Answers:
    sources = tuple(end for one in node.iterators for end in (one.source, one.end) if end is not None)
    return _strict(sources, absent, TRUTH if isinstance(node, Quantified) else OTHER)


def _filtered(node: Filter, absent: Absent) -> Answers:
    """Of null there is an empty list; what is behind a position may be missing for reasons of its own."""
    return THERE


def _made(node: Node, absent: Absent) -> Answers:
    return OTHER


def _instance(node: InstanceOf, absent: Absent) -> Answers:
    return TRUTH


def _called(node: Call, absent: Absent) -> Answers:
    found = [answers(argument, absent) for argument in node.arguments]
    if not any(Answer.NULL in one for one in found):
        return THERE
    function = BUILTINS.get(node.target.name) if isinstance(node.target, Name) else None
    if function is None or node.names is not None:
        return ANY
    if any(one == NULL and function.fails_on_null(place) for place, one in enumerate(found)):
        return NULL
    if all(one == NULL for one in found):
        return _known(function.call(Run(), [None] * len(found), None))
    return ANY


_BY_KIND: Mapping[type[Node], Callable[[Any, Absent], Answers]] = {
    Literal: _literal, Name: _name, Path: _member, Comparison: _compared, Conjunction: _conjunction,
    Disjunction: _disjunction, Conditional: _chosen, Between: _between, Chain: _chain, Negation: _negation,
    RangeOf: _range, Iteration: _iterated, Quantified: _iterated, Filter: _filtered, ListOf: _made, ContextOf: _made,
    Definition: _made, InstanceOf: _instance, Call: _called,
}  # fmt: skip

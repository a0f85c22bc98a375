"""Whether a reading comes to nothing on some way because names are not there yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from processes import feel
from processes.checks.graph import Graph
from processes.checks.readings import Reading, Use, parsed
from processes.checks.supplied import Supply
from processes.checks.walking import Context
from processes.checks.ways import Way, Ways
from processes.feel.nulls import NULL, Answer, Answers, answers


@dataclass(frozen=True)
class Asked:
    """``reading`` is done at the element ``key``, on behalf of ``node``, where the names of ``came`` are there."""

    context: Context
    graph: Graph
    key: str
    node: etree._Element
    reading: Reading
    came: int


@dataclass(frozen=True)
class Missing:
    """``names`` are not there at the end of ``way``; ``certain``: whatever else is said then, there is no answer."""

    names: frozenset[str]
    way: Way
    certain: bool


def missing_at(asked: Asked, ways: Ways) -> Missing | None:
    expression, provided = parsed(asked.reading.text), ways.supply.provided
    if expression is None:
        return None
    absent = provided.absent(expression.names, asked.came)
    for name in sorted(absent):
        if not _may_spoil(expression, name, absent):
            continue
        way = ways.without(provided.bits[name], asked.context, asked.key)
        together = absent - _given_on(way, ways.supply) if way is not None else absent
        answer = answers(expression.root, together)
        if way is not None and _spoils(answer, asked.reading.use):
            alone = answers(expression.root, {name}) == answer
            return Missing(frozenset({name}) if alone else together, way, answer == NULL)
    return None


def _may_spoil(expression: feel.Expression, name: str, absent: Iterable[str]) -> bool:
    """Asked before a way is looked for, which costs more."""
    return any(Answer.NULL in answers(expression.root, names) for names in ({name}, frozenset(absent)))


def _spoils(answer: Answers, use: Use) -> bool:
    """A condition may be false; one that is never true and may be null was not meant so."""
    if use == Use.CONDITION:
        return Answer.NULL in answer and Answer.TRUE not in answer
    return answer == NULL


def _given_on(way: Way, supply: Supply) -> frozenset[str]:
    """What was interrupted, or is still under way, has given nothing."""
    elements = (supply.drawn.element(step.graph, step.key) for step in way if step.flow is not None)
    return frozenset().union(*(supply.names_within(one) for one in elements if one is not None))

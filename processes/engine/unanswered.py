"""What an operation had to have and did not get, in the words of the tables and forms that should have said it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from processes import registry
from processes.engine.definition import Definition
from processes.feel import Expression
from processes.feel.naming import members_read
from processes.vocabulary import Element


class Unanswered(Exception):
    """The message is a sentence for people; what the operation made of it is the cause."""


def unanswered(
    definition: Definition,
    operation: registry.Operation,
    given: Mapping[str, tuple[Expression, Any]],
    matched: Mapping[str, Sequence[str]],
) -> str:
    """Which parameters without a default came to nothing; empty where all had a value.

    ``given`` are the expression and the value of each, ``matched`` the rules by which each table has decided just now.
    """
    lacking = [
        expression
        for name, (expression, value) in given.items()
        if value is None and _is_required(operation, name)
    ]
    said = dict.fromkeys(
        sentence for expression in lacking for sentence in _sources(definition, expression, matched)
    )
    return "；".join(said)


def _is_required(operation: registry.Operation, name: str) -> bool:
    known = operation.parameters.get(name)
    return known is not None and known.required


def _sources(
    definition: Definition, expression: Expression, matched: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    for name, members in members_read(expression.root).items():
        for element in definition.elements():
            if element.decision is not None and element.decision.result == name:
                yield from _columns(definition, element.decision.name, members, matched)
            elif element.kind == "userTask" and element.id == name:
                yield from _fields(definition, element, members)


def _columns(
    definition: Definition, key: str, members: frozenset[str], matched: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    table = definition.decisions.get(key)
    if table is None:
        return
    rules = [rule.id for rule in table.rules]
    rows = [f"第{rules.index(rule) + 1}行" for rule in matched.get(key, ()) if rule in rules]
    for output in table.outputs:
        if output.name in members:
            yield f"决策表“{table.name}”{'、'.join(rows)}没有给出“{output.label or output.name}”"


def _fields(definition: Definition, element: Element, members: frozenset[str]) -> Iterator[str]:
    form = definition.forms.get(element.form or "")
    for field in form.fields if form is not None else ():
        if field.name in members:
            yield f"“{element.name or element.id}”里没有填“{field.label.zh}”"

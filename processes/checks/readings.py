"""Where a diagram reads names, and what becomes of it there when the answer is null."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from lxml import etree

from processes import feel, registry
from processes.checks.draft import Draft
from processes.checks.graph import Graph
from processes.decisions import DecisionTable
from processes.forms import FormSchema
from processes.letters import PLACEHOLDER
from processes.vocabulary import NAMESPACES, Assignment, Call, Element


class Use(StrEnum):
    """What an expression is for, as a sentence about one that has no answer."""

    CONDITION = "这里的条件算不出来，只会走默认路径"
    TIMER = "定时算不出来，永远不会到"
    SCOPE = "算不出由哪个单位办，没有人能领这项任务"
    COLLECTION = "要逐项办理的列表是空的，一份也不会办"
    PARAMETER = "操作缺少必须给的参数，办不下去"
    BUTTON = "按钮的条件算不出来，谁也看不到它"
    SEPARATION = "不相容岗位的条件算不出来，等于没有写"
    COLUMN = "没有一行规则能命中，决策没有结果"
    RULE = "表单里的校验算不出来，交不上去"
    LETTER = "文书里的这一处会空着"

    @property
    def stops(self) -> bool:
        """Whether nobody could carry the step out as it is meant; the rest is only worth a hint."""
        return self is not Use.LETTER


@dataclass(frozen=True)
class Reading:
    """FEEL ``text`` for one ``use``; ``own``: what the element itself provides is there already."""

    text: str
    use: Use
    own: bool = False


@lru_cache(maxsize=4096)
def parsed(text: str) -> feel.Expression | None:
    """None for what another check has spoken of."""
    try:
        return feel.parse(text.strip().removeprefix("=").strip())
    except feel.FeelFailure:
        return None


def readings_of(draft: Draft, element: Element) -> Iterator[Reading]:
    """What a diagram reads at one element; the conditions behind a gateway apart."""
    yield from _own(element)
    if element.decision is not None and element.decision.name in draft.decisions:
        yield from _columns(draft.decisions[element.decision.name])
    form = draft.forms.get(element.form or "") if element.kind == "userTask" else None
    if form is not None:
        yield from (Reading(rule, Use.RULE) for rule in _rules(form))
    for name in element.operation.parameters.values() if element.operation is not None else ():
        if name in draft.letters:
            yield from (Reading(text, Use.LETTER, own=True) for text in _of_letter(draft.letters[name]))


def _own(element: Element) -> Iterator[Reading]:
    yield from _assigned(element.assignment if element.kind == "userTask" else None)
    if element.loop is not None:
        yield Reading(element.loop.collection, Use.COLLECTION)
    if element.timer is not None and element.timer.startswith("="):
        yield Reading(element.timer, Use.TIMER)
    if element.operation is not None:
        yield from _parameters(element.operation, own=element.kind == "userTask")
    if element.action is not None:
        yield from _assigned(element.action.assignment)
        yield from (Reading(text, Use.BUTTON) for text in (element.action.when,) if text)
    yield from (Reading(s.when, Use.SEPARATION) for s in element.separations if s.when)


def _assigned(assignment: Assignment | None) -> Iterator[Reading]:
    """Without an assignee anybody of the roles may take it."""
    if assignment is not None and assignment.scope.strip():
        yield Reading(assignment.scope, Use.SCOPE)


def _parameters(call: Call, *, own: bool) -> Iterator[Reading]:
    operation = registry.operations().get(call.name)
    for name, text in call.parameters.items():
        known = operation.parameters.get(name) if operation is not None else None
        if known is not None and known.required and text.startswith("="):
            yield Reading(text, Use.PARAMETER, own)


def _columns(table: DecisionTable) -> Iterator[Reading]:
    """A column in which null matches no row at all."""
    for place, column in enumerate(table.inputs):
        if table.rules and not any(_takes_null(rule.entries[place]) for rule in table.rules):
            yield Reading(column.text, Use.COLUMN)


def _takes_null(tests: feel.UnaryTests) -> bool:
    try:
        return tests.always or bool(tests.names) or tests.matches(None, {})
    except feel.FeelFailure:
        return True


def _rules(form: FormSchema) -> Iterator[str]:
    """A rule must be true. What is only to be shown or prefilled is left out where it is null."""
    own = {field.name for field in form.fields}
    for field in form.fields:
        for rule in field.rules:
            expression = parsed(rule.expression)
            if expression is not None and not expression.names & own:
                yield rule.expression


def _of_letter(letter: Mapping[str, Any]) -> Iterator[str]:
    """Placeholders outside of tables: a table has names of its own in each row."""
    paragraphs = [part for part in letter.get("paragraphs", []) if "text" in part and "when" not in part]
    texts = [letter.get("title", ""), letter.get("addressee", ""), *(part["text"] for part in paragraphs)]
    for text in texts:
        yield from PLACEHOLDER.findall(text)


def conditions_of(graph: Graph, key: str) -> Iterator[tuple[etree._Element, feel.Expression]]:
    """The flows behind a gateway that have a condition, in the order in which they are tried."""
    for flow in graph.outgoing.get(key, ()):
        condition = flow.find("bpmn:conditionExpression", NAMESPACES)
        expression = parsed(condition.text or "") if condition is not None else None
        if expression is not None:
            yield flow, expression

"""FEEL in a diagram: it parses, and names and calls only what exists."""

from collections.abc import Iterator

from processes import feel, registry
from processes.checks.draft import Draft
from processes.checks.problem import Problem, shortened
from processes.vocabulary import Assignment, Element


def check_expressions(draft: Draft) -> Iterator[Problem]:
    known = _known_names(draft)
    for process in draft.processes:
        for element in process.elements.values():
            for text in expressions_of(element):
                for message in expression_errors(text, known):
                    yield Problem(
                        process.path, shortened(element.id), message, element.line, shortened(element.name)
                    )
        for flow in process.flows:
            if (flow.condition or "").strip():
                for message in expression_errors(flow.condition or "", known):
                    yield Problem(process.path, shortened(flow.id), message, flow.line)


def expression_errors(text: str, known: frozenset[str] | None) -> list[str]:
    """What is wrong with a FEEL text; ``known`` are the names it may use, None when nobody can say."""
    written = text.strip().removeprefix("=")
    shown = shortened(written.strip(), 60)
    try:
        parsed = feel.parse(written)
    except feel.FeelFailure as error:
        return [f"表达式“{shown}”有误：{error}"]
    unknown = sorted(parsed.names - known) if known is not None else []
    calls = sorted(c for c in parsed.calls - registry.functions().keys() if not feel.is_builtin(c))
    return [f"表达式“{shown}”里的 {shortened(name)} 没有任何步骤提供" for name in unknown] + [
        f"表达式“{shown}”调用的函数 {shortened(name)} 不存在" for name in calls
    ]


def expressions_of(element: Element) -> Iterator[str]:
    for call in (element.operation, element.call):
        yield from (v for v in (call.parameters.values() if call else ()) if v.startswith("="))
    if element.loop:
        yield element.loop.collection
    yield from (text for text in (element.due, element.timer) if text and text.startswith("="))
    action = element.action
    yield from _assigned(element.assignment)
    if action is not None:
        yield from _assigned(action.assignment)
        yield from filter(None, [action.when])
    yield from (s.when for s in element.separations if s.when)


def _assigned(assignment: Assignment | None) -> Iterator[str]:
    if assignment is not None:
        yield from filter(None, [assignment.scope, assignment.assignee])


def _known_names(draft: Draft) -> frozenset[str]:
    """What any path of the bundle may put into engine data, and every fact: a name beyond these is a typing error."""
    names = set(registry.fact_names()) | {"agreed"}
    for element in draft.elements():
        names |= {element.id} if element.kind == "userTask" else set()
        names |= {c.result for c in (element.operation, element.decision) if c and c.result}
        names |= set(element.call.parameters) if element.call else set()
        names |= {element.loop.element} if element.loop else set()
        names |= {element.action.message} if element.action else set()
    return frozenset(names)

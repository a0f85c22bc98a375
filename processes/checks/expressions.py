"""FEEL in a diagram: it parses, and names and calls only what exists."""

from collections.abc import Iterator

from processes import registry
from processes.checks.draft import Draft
from processes.checks.problem import Problem, shortened
from processes.expressions import expression_faults
from processes.forms import FormSchema
from processes.vocabulary import Assignment, Element


def check_expressions(draft: Draft) -> Iterator[Problem]:
    known = known_names(draft)
    for process in draft.processes:
        for element in process.elements.values():
            for text in expressions_of(element):
                for message in expression_faults(text, names=known):
                    yield Problem(
                        process.path, shortened(element.id), message, element.line, shortened(element.name)
                    )
        for flow in process.flows:
            if (flow.condition or "").strip():
                for message in expression_faults(flow.condition or "", names=known):
                    yield Problem(process.path, shortened(flow.id), message, flow.line)
    begins = {start.form for element in draft.elements() for start in element.starts}
    for path, form in draft.form_files():
        # Before there is a case, a form may ask who begins it.
        starter = {"starter"} if form.key in begins else set()
        yield from _check_form(path, form, None if known is None else known | starter)


def _check_form(path: str, form: FormSchema, known: frozenset[str] | None) -> Iterator[Problem]:
    """A form reads its own fields, and what the engine and the facts give."""
    own = {f.name for f in form.fields} | {c.name for f in form.fields for c in f.columns}
    names = None if known is None else known | own | ({form.decision.name} if form.decision else set())
    for field in (*form.fields, *(c for f in form.fields for c in f.columns)):
        for text in field.expressions():
            for message in expression_faults(text, names=names):
                yield Problem(path, field.name, message, field.line)


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


def known_names(draft: Draft) -> frozenset[str] | None:
    """What any path of the bundle may put into engine data, and every fact: a name beyond these is a typing error.

    None while a diagram cannot be read, since that might be the one to give them.
    """
    if draft.is_unread(".bpmn"):
        return None
    names = set(registry.fact_names())
    for element in draft.elements():
        names |= {element.id} if element.kind == "userTask" or element.starts else set()
        names |= {c.result for c in (element.operation, element.decision) if c and c.result}
        names |= set(element.call.parameters) if element.call else set()
        names |= {element.loop.element} if element.loop else set()
        names |= {element.action.message} if element.action else set()
    return frozenset(names)

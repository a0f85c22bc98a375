"""Short names for elements of a diagram: what they do, decide or end with."""

from processes.checks.precedence import Mark
from processes.vocabulary import Element


def does(operation: str, **parameters: str) -> Mark:
    """An element that runs ``operation``, with these parameters as they are written."""

    def mark(element: Element) -> bool:
        call = element.operation
        return (
            call is not None
            and call.name == operation
            and all(call.parameters.get(name) == value for name, value in parameters.items())
        )

    return mark


def any_of(*marks: Mark) -> Mark:
    return lambda element: any(mark(element) for mark in marks)


def decides(table: str) -> Mark:
    return lambda element: element.decision is not None and element.decision.name == table


def ends(*names: str) -> Mark:
    """An end whose name begins with one of ``names``."""
    return lambda element: element.kind == "endEvent" and element.name.startswith(names)


def approved(role: str, *, not_by: str) -> Mark:
    """A task of ``role`` alone that nobody may take who did ``not_by``, under any condition."""

    def mark(element: Element) -> bool:
        roles = element.assignment.roles if element.assignment is not None else ()
        apart = any(s.when is None and not_by in s.elements for s in element.separations)
        return element.kind == "userTask" and roles == (role,) and apart

    return mark

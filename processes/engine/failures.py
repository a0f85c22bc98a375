"""How a step of the engine fails: at an element, or at a published limit."""

from processes.causes import explain
from processes.vocabulary import Element


class StepFailed(Exception):
    """An automatic step or a rule of the diagram failed; ``element`` is the node where known, the cause is chained.

    ``visit`` counts how often this trigger had come to the element.
    """

    def __init__(self, element: Element | None, cause: Exception, visit: int = 1) -> None:
        self.element, self.cause, self.visit = element, explain(cause), visit
        name = element.name or element.id if element else "自动步骤"
        super().__init__(f"“{name}”没有完成：{self.cause.sentence}")


class LimitExceeded(Exception):
    """A published limit stopped the run; the message names it. The caller rolls back."""

    element: Element | None = None

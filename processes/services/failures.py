"""Why a trigger of an instance came to nothing."""

from typing import Any
from uuid import UUID

from processes.causes import Cause, explain
from processes.engine import LimitExceeded, StepFailed
from processes.feel import FeelFailure
from processes.vocabulary import Element


class StaleInstance(Exception):
    """Another trigger saved this instance in between; roll back and try again."""


class InstanceBlocked(Exception):
    """An incident of this instance waits for a person; nothing moves until it is resolved."""


class TriggerFailed(Exception):
    """An automatic step failed. Roll back, then keep ``trigger`` with ``record_incident``.

    ``cause`` is a sentence for officers, ``why`` holds the technical text; ``visit`` counts how often this trigger had
    come to the element.
    """

    def __init__(
        self,
        instance_id: UUID,
        element: Element | None,
        cause: str,
        trigger: dict[str, Any],
        *,
        why: Cause | None = None,
        visit: int = 1,
    ) -> None:
        super().__init__(cause)
        self.instance_id, self.element, self.cause, self.trigger = instance_id, element, cause, trigger
        self.why, self.visit = why or Cause(cause), visit

    @classmethod
    def of(cls, instance_id: UUID, error: Exception, trigger: dict[str, Any]) -> "TriggerFailed":
        """The failure of a trigger by whatever error of the step, its rules or its operations."""
        if isinstance(error, LimitExceeded | FeelFailure):
            element = error.element if isinstance(error, LimitExceeded) else None
            return cls(instance_id, element, str(error), trigger, why=explain(error))
        failed = error if isinstance(error, StepFailed) else StepFailed(None, error)
        return cls(instance_id, failed.element, str(failed), trigger, why=failed.cause, visit=failed.visit)

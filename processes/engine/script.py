"""The script engine that SpiffWorkflow calls: FEEL only, nothing is ever executed as Python."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from processes import feel

if TYPE_CHECKING:
    from processes.engine.environment import Environment


class PythonRefused(Exception):
    """Something in a diagram asked for Python; nothing in Banjie runs it."""


class Script(PythonScriptEngine):  # type: ignore[misc]
    """Belongs to one run; remembers what was entered and which messages were sent."""

    def __init__(self, environment: "Environment") -> None:
        super().__init__()
        self.environment_of_run = environment
        self.entered_elements: list[tuple[str, str]] = []
        self.sent_messages: list[tuple[str, dict[str, Any]]] = []
        # Timers that fired in this trigger, by task and name: the moment that each was meant for.
        self.fired: dict[tuple[UUID, str], datetime] = {}

    @property
    def at(self) -> datetime:
        return self.environment_of_run.at

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:
        """Conditions only: FEEL ``true`` and nothing else lets a token pass."""
        with self.naming(task):
            return self.environment_of_run.evaluate(expression.strip().removeprefix("="), task.data) is True

    def naming(self, task: Any) -> AbstractContextManager[None]:
        """What fails inside, fails as the element of ``task``, whichever step led there."""
        environment = self.environment_of_run
        element = environment.definition.element(task.workflow.spec.name, task.task_spec.bpmn_id or "")
        return environment.naming(element)

    def execute(self, task: Any, script: str, external_context: Any = None) -> Any:
        raise PythonRefused(script)

    def call_service(self, task: Any, **kwargs: Any) -> Any:
        raise PythonRefused(str(kwargs))

    def validate(self, expression: str) -> None:
        feel.parse(expression)

    def timer_value(
        self, text: str, data: dict[str, Any]
    ) -> datetime | timedelta | feel.YearMonthDuration | None:
        """The moment or the length that a timer text means; None while it cannot be known."""
        text = text.strip()
        value = (
            self.environment_of_run.evaluate(text[1:], data)
            if text.startswith("=")
            else feel.parse(f'@"{text}"').evaluate({})
        )
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
        return value if isinstance(value, datetime | timedelta | feel.YearMonthDuration) else None

    @staticmethod
    def json(value: Any) -> Any:
        return feel.to_json(value)

    def entered(self, task: Any) -> None:
        self.entered_elements.append((task.workflow.spec.name, task.task_spec.bpmn_id))

    def sent(self, message: str, task: Any) -> None:
        self.sent_messages.append((message, dict(task.data)))

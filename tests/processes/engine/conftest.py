"""Operations and a way to run diagrams in memory, state saved and reloaded between all steps."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from processes import registry
from processes.engine import Environment, Run, compile_bundle
from processes.registry import OperationContext

NOW = datetime(2026, 4, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
calls: list[tuple[str, Any]] = []


@registry.operation("test.note", title="记一笔")
def note(context: OperationContext, *, text: str = "") -> Mapping[str, Any]:
    calls.append((context.element_id, text))
    return {"text": text, "count": len(calls)}


@registry.operation("test.fail", title="总是失败")
def fail(context: OperationContext) -> None:
    raise OSError(2, "没有网络")


class Machine:
    """One instance; before each step its diagrams are compiled afresh and its state is loaded, as by another server."""

    def __init__(self, made: Any, data: Mapping[str, Any]) -> None:
        self.bundle = made
        self.key = uuid4()
        self.state = ""
        self.run = Run.start(self._environment(NOW), data)
        self.keep()

    def _environment(self, at: datetime) -> Environment:
        definition = compile_bundle(self.bundle)
        return Environment(definition=definition, instance_id=self.key, key=self.key, at=at)

    def keep(self) -> None:
        self.state = self.run.save()

    def load(self, at: datetime = NOW) -> Run:
        self.run = Run.load(self.state, self._environment(at))
        return self.run

    def ready(self) -> list[str]:
        return sorted(task.element.id for task in self.load().ready())

    def task(self, element: str) -> UUID:
        return next(task.id for task in self.load().ready() if task.element.id == element)

    def complete(self, element: str, at: datetime = NOW, **values: Any) -> None:
        task_id = self.task(element)
        self.load(at).complete(task_id, values, values)
        self.keep()

    def advance(self, at: datetime) -> None:
        self.load(at).proceed()
        self.keep()

    def deliver(self, message: str, at: datetime = NOW, **payload: Any) -> None:
        self.load(at).deliver(message, payload)
        self.keep()


@pytest.fixture
def machine() -> Callable[..., Machine]:
    calls.clear()

    def make(made: Any, **data: Any) -> Machine:
        return Machine(made, data)

    return make

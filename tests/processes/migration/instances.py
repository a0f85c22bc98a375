"""One instance in memory, played at random, moved to another bundle and played to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from processes.engine import Environment, Run
from processes.engine.moving import Renaming
from processes.migration.judging import Judged, Resting, consider
from processes.migration.prospects import Side
from processes.models import UserTask
from tests.processes.engine.conftest import NOW


@dataclass
class Instance:
    """Saved and loaded between all steps; ``drafts`` are what people have begun to fill in, by step."""

    side: Side
    key: UUID = field(default_factory=uuid4)
    at: datetime = NOW
    state: str = ""
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    trail: dict[str, Any] = field(default_factory=dict)

    def start(self, **data: Any) -> "Instance":
        return self._keep(Run.start(self._environment(), data))

    def _keep(self, run: Run) -> "Instance":
        self.state, self.trail = run.save(), run.trail.added_to(self.trail)
        return self

    def _environment(self) -> Environment:
        return Environment(definition=self.side.definition, instance_id=self.key, key=self.key, at=self.at)

    def load(self) -> Run:
        return Run.load(self.state, self._environment())

    def ready(self) -> list[str]:
        return sorted(task.element.id for task in self.load().ready())

    def waiting(self) -> list[str]:
        return sorted(waiting.element.id for waiting in self.load().waiting())

    def complete(self, element: str, **values: Any) -> "Instance":
        run = self.load()
        task = next(task for task in run.ready() if task.element.id == element)
        run.complete(task.id, values, values)
        return self._keep(run)

    def advance(self, **length: float) -> "Instance":
        self.at += timedelta(**length)
        run = self.load()
        run.proceed()
        return self._keep(run)

    def deliver(self, message: str, payload: Mapping[str, Any] | None = None) -> "Instance":
        run = self.load()
        run.deliver(message, payload or {})
        return self._keep(run)

    def tasks(self) -> list[UserTask]:
        return [
            UserTask(
                id=task.id,
                process_id=task.element.process,
                element_id=task.element.id,
                form=task.element.form or "",
                draft=self.drafts.get(task.element.id, {}),
            )
            for task in self.load().ready()
        ]

    def consider(self, target: Side, renaming: Renaming | None = None) -> Judged:
        case = Resting(self.key, self.key, self.state, self.tasks(), self.trail["elements"])
        return consider(case, self.side, target, renaming or Renaming(), at=self.at)

    def take(self, judged: Judged, target: Side) -> None:
        assert judged.moved is not None, judged.verdict.reasons
        self.side, self.state = target, judged.moved.run.save()

    def finish(self, most: int = 400) -> None:
        """Complete, and let time pass and answer in turns, until it has ended."""
        quiet = 0
        for _ in range(most):
            run = self.load()
            if run.ended:
                return
            if ready := run.ready():
                self.complete_first(run, ready[0].id)
                continue
            quiet += 1
            if run.awaited() and quiet % 2:
                self.deliver(sorted(run.awaited())[0])
            else:
                self.advance(hours=8)
        raise AssertionError(f"does not end: {self.ready()} {self.waiting()}")

    def complete_first(self, run: Run, task_id: UUID, way: int = 0) -> None:
        run.complete(task_id, {"way": way}, {"way": way})
        self._keep(run)

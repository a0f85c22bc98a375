"""Goes the way of a shape, from its start or from a state that was saved on it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from processes.bundle import Bundle
from processes.engine import Environment, Run, compile_bundle
from processes.engine.state import sign
from tests.processes.engine.conftest import NOW
from tests.processes.engine.golden.shapes import Action, Shape


class Walk:
    """One instance; before each action its state is saved, and loaded on diagrams that were compiled afresh."""

    def __init__(self, made: Bundle) -> None:
        self.bundle, self.key, self.at = made, uuid4(), NOW
        self.run: Run | None = None

    def _environment(self) -> Environment:
        definition = compile_bundle(self.bundle)
        return Environment(definition=definition, instance_id=self.key, key=self.key, at=self.at)

    def begin(self, data: dict[str, Any]) -> None:
        self.run = Run.start(self._environment(), data)

    def resume(self, body: str, at: float) -> None:
        """From the snapshot's text that another release saved ``at`` seconds after the start."""
        self.at = NOW + timedelta(seconds=at)
        environment = self._environment()
        self.run = Run.load(sign(body, environment.definition.digest, self.key), environment)

    def saved(self) -> str:
        assert self.run is not None
        return self.run.save()

    def act(self, action: Action) -> None:
        kind, what = action[:2]
        if kind == "pass":
            self.at += timedelta(seconds=what)
        run = Run.load(self.saved(), self._environment())
        if kind == "pass":
            run.proceed()
        elif kind == "message":
            run.deliver(what, action[2])
        else:
            task = next(task for task in run.ready() if task.element.id == what)
            run.complete(task.id, action[2], {})
        self.run = run

    def seen(self) -> dict[str, Any]:
        """What a person would find: tasks with their data, what is waited for, and the end."""
        run = self.run
        assert run is not None
        end = run.end()
        return {
            "ready": sorted(([t.element.id, dict(t.data)] for t in run.ready()), key=json.dumps),
            "waiting": sorted(
                [w.element.id, w.due_at.isoformat() if w.due_at else w.message] for w in run.waiting()
            ),
            "end": end.id if end else None,
        }


def record(shape: Shape) -> Iterator[dict[str, Any]]:
    """The state before each action, with what is seen there."""
    walk = Walk(shape.bundle)
    walk.begin(dict(shape.data))
    for number, action in enumerate(shape.actions):
        body = walk.saved().partition("\n")[2]
        yield {"after": number, "at": (walk.at - NOW).total_seconds(), "body": body, "seen": walk.seen()}
        walk.act(action)
    yield {
        "after": len(shape.actions),
        "at": (walk.at - NOW).total_seconds(),
        "body": None,
        "seen": walk.seen(),
    }

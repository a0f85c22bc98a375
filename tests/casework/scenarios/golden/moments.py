"""A rectification at moments of its life, and what its state shows there."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from casework.scenarios.runner import play
from casework.scenarios.script import scenarios_of
from processes.engine import Definition, Environment, Run
from processes.models import ProcessInstance

STORY = "ST-09"
# Tasks done: at the verification, the seal, the plan, the second repair, the recheck, the second notice, the closure.
MOMENTS = (0, 4, 6, 8, 10, 13, 24)
AT = datetime(2026, 6, 1, tzinfo=UTC)


def instance_at(done: int) -> ProcessInstance:
    """The case of the story after ``done`` of its tasks; rectification must be deployed."""
    story = next(scenario for _, scenario in scenarios_of("rectify") if scenario.story == STORY)
    case = play(replace(story, steps=story.steps[:done], expect={})).case
    return ProcessInstance.objects.select_related("version").get(key=case.pk)


def shown(instance: ProcessInstance, definition: Definition) -> dict[str, Any]:
    """Open tasks, and what is waited for, by element, on a definition that need not be deployed."""
    environment = Environment(definition=definition, instance_id=instance.pk, key=instance.key, at=AT)
    run = Run.load(instance.state, environment)
    waiting = [[w.element.id, w.due_at.isoformat() if w.due_at else w.message] for w in run.waiting()]
    return {
        "ready": sorted(task.element.id for task in run.ready()),
        "waiting": sorted(waiting, key=str),
    }

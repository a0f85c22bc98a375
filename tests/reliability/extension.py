"""The rectification of story ST-16 up to the days of its repairs, and what may collide there."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from casework.calendar.models import Deadline
from casework.cases.clock import LOCAL
from casework.cases.models import Case, Notice
from casework.cases.services import advance, complete_task, send_message
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, Step, read_scenario
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import UserTask
from processes.services import deploy

RECTIFY = Path(DEFINITIONS) / "rectify"
PLANNED = 7  # steps until the repairs of both findings wait


def story() -> Scenario:
    return read_scenario((RECTIFY / "scenarios" / "st16_extension_once.json").read_bytes())


def step_of(task: str) -> Step:
    return next(step for step in story().steps if task in {step.task, step.message})


def repairing(*, repaired: bool = False) -> UUID:
    """A case whose two repairs wait; with ``repaired`` both are done, no timer is due any more, and the report waits."""
    deploy(bundle=read_bundle(RECTIFY), at=datetime(2026, 1, 1, tzinfo=UTC))
    steps = story().steps[:PLANNED]
    if repaired:
        repair = step_of("rectify_round/repair")
        steps += (replace(repair, item=2), replace(repair, item=1))
        # Due timers fire in a transaction of their own, before the step that finds them due.
        steps += (Step(at=step_of("extension_requested").at),)
    return play(replace(story(), steps=steps)).case.pk


def repair(case: UUID) -> list[str]:
    return _hand_in(case, step_of("rectify_round/repair"))


def report(case: UUID) -> list[str]:
    return _hand_in(case, replace(step_of("rectify_round/report"), at=step_of("extension_requested").at))


def ask_for_time(case: UUID) -> list[str]:
    """The principal asks for an extension: a message whose task opens beside the repairs."""
    found, step = Case.objects.get(pk=case), step_of("extension_requested")
    by = World().actor(role="RL-20", scope=found.respondent, at=step.at)
    outcome = send_message(
        case=found, message="extension_requested", raw={}, by=by, standing=World().standing(by, step.at), at=step.at
    )  # fmt: skip
    return [task.element_id for task in outcome.opened]


def _hand_in(case: UUID, step: Step) -> list[str]:
    found = Case.objects.get(pk=case)
    element = (step.task or "").rpartition("/")[2]
    task = UserTask.objects.open().filter(instance=found.instance_id, element_id=element).order_by("pk")[0]
    by = task.assignee or World().actor(role="RL-20", scope=found.respondent, at=step.at)
    raw = World().resolve(step.form, case=found, by=by, at=step.at)
    standing = World().standing(by, step.at)
    outcome = complete_task(task_id=task.pk, raw=raw, by=by, standing=standing, at=step.at)
    assert outcome.incident is None, outcome.incident
    return [opened.element_id for opened in outcome.opened]


def wake_on_the_last_day(case: UUID) -> list[str]:
    """Nobody was there while it was time to remind, three days before the term ends and one; what the school then reads."""
    found = Case.objects.get(pk=case)
    due = Deadline.objects.get(holder=case, name="rectify").due_at.astimezone(LOCAL)
    assert found.instance_id is not None
    advance(instance_id=found.instance_id, at=due.replace(hour=10, minute=0))
    mine = Notice.objects.filter(case=case, scope=str(found.respondent_id), text__contains="期限")
    return list(mine.values_list("text", flat=True))

"""Looks at every saved state as an upgrade would find it, and changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from processes.engine import InvalidDiagram, Run, UnreadableState
from processes.models import ProcessInstance
from processes.services.deployment import definition_of
from processes.services.steps import environment_of

_AT_ONCE = 100


@dataclass(frozen=True)
class Checked:
    """An instance that is running; ``problem`` says in Chinese why its state cannot be used, empty when it can."""

    instance: UUID
    key: UUID
    process: str
    problem: str


def check_states(*, at: datetime) -> Iterator[Checked]:
    """Load the state of every running instance, a hundred at a time, and compare its tasks with the inbox's."""
    running = ProcessInstance.objects.filter(status=ProcessInstance.Status.RUNNING)
    for instance in running.select_related("version").order_by("pk").iterator(chunk_size=_AT_ONCE):
        problem = _problem(instance, at)
        yield Checked(instance.pk, instance.key, str(instance.version), problem)


def resting_places(*, instance: ProcessInstance) -> list[tuple[str, str]]:
    """(process, element) of the events between two steps that a running instance waits for, such as an answer or a day.

    Raises UnreadableState.
    """
    # Nothing is evaluated to know it, so that the moment does not matter.
    run = Run.load(instance.state, environment_of(instance, at=instance.started_at, by=None))
    places = (waiting.element for waiting in run.waiting())
    return [(e.process, e.id) for e in places if e.kind == "intermediateCatchEvent"]


def _problem(instance: ProcessInstance, at: datetime) -> str:
    try:
        definition_of(instance.version)
    except InvalidDiagram as error:
        return f"流程定义不能编译：{error}"
    try:
        run = Run.load(instance.state, environment_of(instance, at=at, by=None))
    except UnreadableState as error:
        return str(error)
    ready = sorted(str(task.id) for task in run.ready())
    return "" if ready == instance.open_tasks else "流程状态里的待办与收件箱里的不一致。"

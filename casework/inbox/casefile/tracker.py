"""The stages that a case goes through, and how far it is."""

from dataclasses import dataclass

from casework.cases.models import Case
from casework.inbox.wording.labels import label
from processes.services import definition_of


@dataclass(frozen=True)
class Stage:
    """``state`` is done, now or ahead."""

    name: str
    state: str


def stages(case: Case) -> list[Stage]:
    if case.instance is None:
        return []
    definition = definition_of(case.instance.version)
    names = definition.processes[definition.main].milestones
    if case.closed_at is not None:
        reached = names.index(case.stage) if case.stage in names else -1
        return [Stage(label(name), "done" if at <= reached else "ahead") for at, name in enumerate(names)]
    now = names.index(case.stage) if case.stage in names else 0
    return [Stage(label(name), _state(at, now)) for at, name in enumerate(names)]


def _state(at: int, now: int) -> str:
    if at == now:
        return "now"
    return "done" if at < now else "ahead"

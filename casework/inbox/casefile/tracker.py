"""The stages that a case goes through, and how far it is."""

from dataclasses import dataclass

from casework.cases.models import Case
from casework.cases.names import milestone_names


@dataclass(frozen=True)
class Stage:
    """``state`` is done, now or ahead."""

    name: str
    state: str


def stages(case: Case, language: str) -> list[Stage]:
    chinese = milestone_names(case, "zh")
    reached = chinese.index(case.stage) if case.stage in chinese else -1
    names = milestone_names(case, language)
    if case.closed_at is not None:
        return [Stage(name, "done" if at <= reached else "ahead") for at, name in enumerate(names)]
    return [Stage(name, _state(at, max(reached, 0))) for at, name in enumerate(names)]


def _state(at: int, now: int) -> str:
    if at == now:
        return "now"
    return "done" if at < now else "ahead"

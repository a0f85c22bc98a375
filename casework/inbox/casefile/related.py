"""The case that opened this one, and those that it opened: named for who may know of them, linked where they may be read."""

from dataclasses import dataclass

from casework.cases.models import Case
from casework.cases.names import outcome_name, stage_name
from casework.cases.policies import visible_cases
from casework.inbox.viewer import Viewer


@dataclass(frozen=True)
class Opened:
    """``state`` is the stage or the outcome in words."""

    case: Case
    state: str


@dataclass(frozen=True)
class Related:
    """``sender`` is None where there is none, or the viewer may not read it."""

    sender: Case | None
    opened: list[Opened]


def related(case: Case, viewer: Viewer) -> Related:
    """Two statements, however many there are."""
    readable = visible_cases(viewer.standing)
    below = readable.filter(sender=case).select_related("respondent", "instance__version")
    shown = below.defer("instance__state", "instance__trail").order_by("opened_at", "number")
    return Related(
        sender=readable.filter(pk=case.sender_id).first() if case.sender_id else None,
        opened=[Opened(one, _state(one, viewer.language)) for one in shown],
    )


def _state(case: Case, language: str) -> str:
    return outcome_name(case, language) if case.outcome else stage_name(case, language)

"""What the page of a change says of its being stopped: what happened, which cases, and who decides now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.names import failed_step
from casework.cases.policies import visible_cases
from casework.changes.models import ChangeSet, Halt
from casework.inbox.viewer import Viewer
from processes.models import Incident, UserTask
from processes.services import may_take

DECISIONS = ("decide_halt", "approve_resumption", "approve_withdrawal")


@dataclass(frozen=True)
class Failure:
    """``readable``: the viewer may open the case."""

    incident: Incident
    case: Case | None
    step: str
    readable: bool


@dataclass(frozen=True)
class HaltLine:
    """``task`` is the open decision where the viewer may take it, ``waits`` for whom it waits otherwise."""

    halt: Halt
    failures: Sequence[Failure]
    task: UserTask | None
    waits: str

    @property
    def is_open(self) -> bool:
        return self.halt.outcome == Halt.Outcome.OPEN


def halt_lines(change: ChangeSet, viewer: Viewer) -> list[HaltLine]:
    """Every halt of the change, the latest first, in a constant number of statements."""
    halts = list(
        change.halts.select_related("version", "before", "ended_by").prefetch_related(
            "incidents__instance__case__office", "incidents__instance__version"
        )
    )
    if not halts:
        return []
    incidents = [incident for halt in halts for incident in halt.incidents.all()]
    readable = _readable(incidents, viewer)
    task = _decision(change) if halts[0].outcome == Halt.Outcome.OPEN else None
    mine = task if task is not None and may_take(task, viewer.standing.pairs) else None
    return [
        HaltLine(
            halt,
            [_failure(incident, readable, viewer) for incident in halt.incidents.all()],
            mine if halt.outcome == Halt.Outcome.OPEN else None,
            _waits(task) if halt.outcome == Halt.Outcome.OPEN and mine is None else "",
        )
        for halt in halts
    ]


def _decision(change: ChangeSet) -> UserTask | None:
    found = UserTask.objects.open().filter(instance__key=change.case_id, element_id__in=DECISIONS)
    return found.order_by("opened_at").first()


def _waits(task: UserTask | None) -> str:
    if task is None:
        return _("系统正在把它交给流程管理员决定。")
    if task.element_id == "decide_halt":
        return _("等流程管理员决定：恢复施行，或者撤回。")
    if task.element_id == "approve_resumption":
        return _("流程管理员申请恢复施行，等分管领导批准。")
    return _("流程管理员申请撤回，等分管领导批准。")


def _failure(incident: Incident, readable: set[UUID], viewer: Viewer) -> Failure:
    case = getattr(incident.instance, "case", None)
    return Failure(
        incident, case, failed_step(incident, viewer.language), case is not None and case.pk in readable
    )


def _readable(incidents: Sequence[Incident], viewer: Viewer) -> set[UUID]:
    keys = [incident.instance.key for incident in incidents]
    return set(visible_cases(viewer.standing).filter(pk__in=keys).values_list("pk", flat=True))

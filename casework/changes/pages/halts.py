"""What the page of a change says of its being stopped: what happened, which cases, and who decides now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.names import failed_step
from casework.cases.policies import visible_cases
from casework.changes.halting.renewing import can_decide
from casework.changes.models import ChangeSet, Halt
from casework.inbox.viewer import Viewer
from casework.repairs.policies import repairable_cases
from processes.models import Incident, UserTask
from processes.services import may_take

# A change on an earlier diagram that could not be brought to the one in force is still being watched; it can be taken back.
DECISIONS = ("decide_halt", "approve_resumption", "approve_withdrawal", "watch_change")


@dataclass(frozen=True)
class Failure:
    """``address`` is the case's page, for who may not read it the one where its way is set right, or nothing."""

    incident: Incident
    case: Case | None
    step: str
    address: str


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
    addresses = _addresses(incidents, viewer)
    task = _decision(change) if halts[0].outcome == Halt.Outcome.OPEN and halts[0].told_at else None
    mine = task if task is not None and may_take(task, viewer.standing.pairs) else None
    return [
        HaltLine(
            halt,
            [_failure(incident, addresses, viewer) for incident in halt.incidents.all()],
            mine if halt.outcome == Halt.Outcome.OPEN else None,
            _waits(task) if halt.outcome == Halt.Outcome.OPEN and mine is None else "",
        )
        for halt in halts
    ]


def _decision(change: ChangeSet) -> UserTask | None:
    found = UserTask.objects.open().filter(instance__case__change=change, element_id__in=DECISIONS)
    return found.select_related("instance__version").order_by("opened_at").first()


def _waits(task: UserTask | None) -> str:
    if task is not None and task.element_id == "watch_change" and not can_decide(task.instance):
        return _("它是按旧版的变更流程送审的，不能恢复，只能撤回：等流程管理员申请回退。")
    if task is None:
        return _("系统正在把它交给流程管理员决定。")
    if task.element_id in ("decide_halt", "watch_change"):
        return _("等流程管理员决定：恢复施行，或者撤回。")
    if task.element_id == "approve_resumption":
        return _("流程管理员申请恢复施行，等分管领导批准。")
    return _("流程管理员申请撤回，等分管领导批准。")


def _failure(incident: Incident, addresses: Mapping[UUID, str], viewer: Viewer) -> Failure:
    case = getattr(incident.instance, "case", None)
    address = addresses.get(case.pk, "") if case else ""
    return Failure(incident, case, failed_step(incident, viewer.language), address)


def _addresses(incidents: Sequence[Incident], viewer: Viewer) -> Mapping[UUID, str]:
    keys = {incident.instance.key for incident in incidents}
    found = {}
    for cases, name in (
        (repairable_cases(viewer.standing), "repairs:case"), (visible_cases(viewer.standing), "cases:case"),
    ):  # fmt: skip
        here = cases.filter(pk__in=keys).order_by().values_list("pk", flat=True)
        found.update({key: reverse(name, args=[key]) for key in here})
    return found

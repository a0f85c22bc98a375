"""在办案件: what runs on which version, and how far the moves of a change are, in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.changes.models import ChangeSet, MoveBatch, MoveItem
from casework.organisations.standing import Standing
from processes.models import ProcessInstance, ProcessVersion

Status, Outcome = MoveItem.Status, MoveItem.Outcome
PENDING = (Status.WAITING, Status.CHOSEN, Status.LEAVING)


@dataclass(frozen=True)
class Running:
    """``count`` cases run on ``base``, an earlier version of the process that ``target`` is the new one of."""

    base: ProcessVersion
    target: ProcessVersion
    count: int


def running(change: ChangeSet) -> list[Running]:
    """Every version with running cases of the processes that the change published, the newest first."""
    targets = {p.version.process_id: p.version for p in change.versions.select_related("version")}
    running_now = Q(instances__status=ProcessInstance.Status.RUNNING, instances__case__isnull=False)
    versions = (
        ProcessVersion.objects.filter(process_id__in=targets)
        .exclude(pk__in=[target.pk for target in targets.values()])
        .annotate(running=Count("instances", filter=running_now))
        .filter(running__gt=0)
        .order_by("name", "-number")
    )
    return [Running(v, targets[v.process_id], int(getattr(v, "running"))) for v in versions]  # noqa: B009  annotated


def batches(change: ChangeSet) -> QuerySet[MoveBatch]:
    """Newest first, each with its counts."""
    counts = {f"n_{key.lower()}": Count("items", filter=Q(items__status=key)) for key in Status.values}
    made = MoveBatch.objects.filter(change=change).select_related("base", "target", "made_by", "change")
    return made.annotate(wanted=Count("items"), **counts)


@dataclass(frozen=True)
class Line:
    """One case; ``case`` is None where the viewer may not read it."""

    item: MoveItem
    case: Case | None

    @property
    def may_be_chosen(self) -> bool:
        return self.item.status in (Status.EXAMINED, Status.FAILED) and self.item.outcome in (
            Outcome.MOVES,
            Outcome.DECIDE,
        )

    @property
    def may_go_back(self) -> bool:
        return self.item.status == Status.MOVED


@dataclass(frozen=True)
class Counts:
    """Of the verdicts, and of what became of the cases."""

    outcomes: Mapping[str, int]
    statuses: Mapping[str, int]

    @property
    def pending(self) -> int:
        return sum(self.statuses.get(key, 0) for key in PENDING)

    @property
    def settled(self) -> int:
        return self.total - self.pending

    @property
    def total(self) -> int:
        return sum(self.statuses.values())


def counts_of(batch: MoveBatch) -> Counts:
    found = list(batch.items.order_by().values_list("status", "outcome").annotate(n=Count("pk")))
    outcomes, statuses = dict.fromkeys(Outcome.values, 0), dict.fromkeys(Status.values, 0)
    for status, outcome, number in found:
        statuses[status] += number
        if outcome:
            outcomes[outcome] += number
    return Counts(outcomes, statuses)


def items_of(batch: MoveBatch, outcome: str = "") -> QuerySet[MoveItem]:
    """By case number; of one ``outcome`` where it is a known one."""
    items = batch.items.select_related("case__office").order_by("case__number")
    return items.filter(outcome=outcome) if outcome in Outcome.values else items


def lines(items: list[MoveItem], standing: Standing) -> list[Line]:
    readable = visible_cases(standing).in_bulk([item.case_id for item in items])
    return [Line(item, readable.get(item.case_id)) for item in items]

"""All versions of every process, and how many running cases are on each."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count, Q

from casework.cases.clock import local_date
from casework.changes.models import ChangeSet
from processes.models import ProcessInstance, ProcessVersion


@dataclass(frozen=True)
class Line:
    """``state`` says in a word how the version stands on the day: 现行, 试行, 待施行, 已停用, 已回退 or 已替换.

    ``until`` is the day from which another one is in force for all; ``change`` is what published it.
    """

    version: ProcessVersion
    state: str
    running: int
    before: ProcessVersion | None
    until: date | None
    change: ChangeSet | None


def shelf(day: date) -> list[tuple[str, list[Line]]]:
    """(name of the process, its versions, the newest first), by name, in one statement."""
    running = Count("instances", filter=Q(instances__status=ProcessInstance.Status.RUNNING))
    versions = ProcessVersion.objects.annotate(running=running).select_related(
        "deployed_by", "published__change"
    )
    ordered = sorted(versions, key=lambda v: (v.process_id, -v.number))
    groups = [list(group) for _, group in groupby(ordered, key=lambda v: v.process_id)]
    return sorted(((group[0].name, list(_lines(group, day))) for group in groups), key=lambda pair: pair[0])


def siblings(version: ProcessVersion) -> list[ProcessVersion]:
    """The other versions of the same process, the newest first."""
    others = ProcessVersion.objects.filter(process_id=version.process_id).exclude(pk=version.pk)
    return list(others.order_by("-number"))


def _lines(group: list[ProcessVersion], day: date) -> list[Line]:
    """``group`` are the versions of one process, the newest first."""
    found, settled, until = [], False, None
    for place, version in enumerate(group):
        before = group[place + 1] if place + 1 < len(group) else None
        state = _state(version, day, settled=settled)
        settled |= state == "现行"
        published = getattr(version, "published", None)
        change = published.change if published else None
        ends = local_date(version.withdrawn_at) if version.withdrawn_at else until
        found.append(Line(version, state, getattr(version, "running", 0), before, ends, change))
        until = _for_all_from(version) or until
    return found


def _for_all_from(version: ProcessVersion) -> date | None:
    """None for one that was taken back, is stopped or is only tried."""
    if (
        version.withdrawn_at is not None
        or version.stopped_at is not None
        or (version.pilots and version.pilot_until is None)
    ):
        return None
    if version.pilots and version.pilot_until is not None:
        return version.pilot_until + timedelta(days=1)
    return version.effective_from or local_date(version.deployed_at)


def _state(version: ProcessVersion, day: date, *, settled: bool) -> str:
    if version.withdrawn_at is not None:
        return "已回退"
    if version.stopped_at is not None:
        return "已停用"
    if settled:
        return "已替换"
    if version.effective_from is not None and version.effective_from > day:
        return "待施行"
    return "现行" if version.is_for_all(on=day) else "试行"

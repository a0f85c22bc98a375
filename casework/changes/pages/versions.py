"""All versions of every process, and how many running cases are on each."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q

from processes.models import ProcessInstance, ProcessVersion


@dataclass(frozen=True)
class Line:
    """``state`` says in a word how the version stands on the day: 现行, 试行, 待施行, 已回退 or 已替换."""

    version: ProcessVersion
    state: str
    running: int
    before: ProcessVersion | None


def shelf(day: date) -> list[tuple[str, list[Line]]]:
    """(name of the process, its versions, the newest first), by name, in one statement."""
    running = Count("instances", filter=Q(instances__status=ProcessInstance.Status.RUNNING))
    versions = ProcessVersion.objects.annotate(running=running).select_related("deployed_by")
    ordered = sorted(versions, key=lambda v: (v.process_id, -v.number))
    groups = [list(group) for _, group in groupby(ordered, key=lambda v: v.process_id)]
    return sorted(((group[0].name, list(_lines(group, day))) for group in groups), key=lambda pair: pair[0])


def siblings(version: ProcessVersion) -> list[ProcessVersion]:
    """The other versions of the same process, the newest first."""
    others = ProcessVersion.objects.filter(process_id=version.process_id).exclude(pk=version.pk)
    return list(others.order_by("-number"))


def _lines(group: list[ProcessVersion], day: date) -> list[Line]:
    """``group`` are the versions of one process, the newest first."""
    found, settled = [], False
    for place, version in enumerate(group):
        before = group[place + 1] if place + 1 < len(group) else None
        state = _state(version, day, settled=settled)
        settled |= state == "现行"
        found.append(Line(version, state, getattr(version, "running", 0), before))
    return found


def _state(version: ProcessVersion, day: date, *, settled: bool) -> str:
    if version.withdrawn_at is not None:
        return "已回退"
    if settled:
        return "已替换"
    if version.effective_from is not None and version.effective_from > day:
        return "待施行"
    return "现行" if version.is_for_all(on=day) else "试行"

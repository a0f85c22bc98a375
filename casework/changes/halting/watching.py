"""Which changes are watched now, and which of their versions make too many incidents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.cases.clock import local_date
from casework.changes.halting.measuring import Measure, measure, rule_on
from casework.changes.halting.period import resumed_at, settled_at
from casework.changes.models import ChangeSet, Halt
from processes.models import ProcessVersion
from processes.services import choices_in_force, version_before


@dataclass(frozen=True)
class Rising:
    """A version with too many incidents; ``before`` is what new matters would take instead, if anything."""

    version: ProcessVersion
    before: ProcessVersion | None
    found: Measure


def watched(*, at: datetime, version_id: UUID | None = None) -> Sequence[ChangeSet]:
    """Changes in force whose time of watching is not over, all or those that published the version."""
    published = ChangeSet.objects.filter(
        status=ChangeSet.Status.PUBLISHED, effective_from__lte=local_date(at), case__closed_at=None
    )
    if version_id is not None:
        published = published.filter(versions__version=version_id)
    return [change for change in published.order_by("published_at") if is_watched(change, at=at)]


def is_watched(change: ChangeSet, *, at: datetime) -> bool:
    until = settled_at(change)
    return until is not None and at < until


def rising(change: ChangeSet, *, at: datetime) -> list[Rising]:
    """Its versions that new matters take and that make too many incidents; one that was announced is not looked at."""
    day = local_date(at)
    current = {choice.version.pk for choice in choices_in_force(on=day)}
    known = set(change.halts.filter(outcome=Halt.Outcome.ANNOUNCED).values_list("version", flat=True))
    since, rule = resumed_at(change) or change.published_at or at, rule_on(day)
    found = []
    for published in change.versions.select_related("version").order_by("version__process_id"):
        version = published.version
        if version.pk in current and version.pk not in known:
            before = version_before(version, on=day)
            counted = measure(version, before, since=since)
            if rule.is_broken(counted):
                found.append(Rising(version, before, counted))
    return found

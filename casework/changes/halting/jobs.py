"""Watches what was published: when one of its cases has failed, and every few minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.changes.halting.deciding import ask_for_decision
from casework.changes.halting.watching import watched
from casework.changes.models import ChangeSet, Halt
from casework.changes.services.halting import halt_if_rising
from casework.jobs.declaring import job
from processes import registry
from syncpoints import reach


# Every change is a transaction of its own, and what was stopped is not stopped again.
@job(title=_("观察新发布的流程版本"), atomic=False, lease=timedelta(minutes=10))
def watch_changes(at: str) -> None:
    """Woken every few minutes."""
    watch(at=datetime.fromisoformat(at))


@registry.looks_at_incidents
def look_at_version(version_id: UUID, at: datetime) -> None:
    """Look at once where a case of a version has just failed; ``watch_changes`` finds what this look did not come to."""
    reach("halt.asked")
    changes = watched(at=at, version_id=version_id)
    if changes:
        _look(changes, at)


def watch(*, at: datetime) -> None:
    _look(watched(at=at), at)


def _look(changes: Sequence[ChangeSet], at: datetime) -> None:
    failed: list[Exception] = []
    for change in changes:
        try:
            halt_if_rising(change=change, at=at)
        except Exception as error:  # noqa: BLE001  whatever it is, the other changes must not wait for it
            failed.append(error)
    halts = Halt.objects.filter(outcome=Halt.Outcome.OPEN, told_at=None).select_related("change__case")
    for halt in halts:
        try:
            ask_for_decision(halt, at=at)
        except Exception as error:  # noqa: BLE001  see above
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)}/{len(changes)}", failed)

"""Stops a change whose versions make too many incidents, and lets it go on again."""

from datetime import datetime

from django.db import transaction

from casework.audit.services import record
from casework.changes.halting.telling import tell
from casework.changes.halting.watching import Rising, is_watched, rising
from casework.changes.models import ChangeSet, Halt
from casework.changes.services.publishing import NotApproved
from casework.organisations.models import Person
from processes.services import CannotWithdraw, resume_version, stop_version
from syncpoints import reach


def halt_if_rising(*, change: ChangeSet, at: datetime) -> Halt | None:
    """Stop ``change`` where one of its versions makes too many incidents; once, however many look at it.

    What was changed together is stopped together: new matters take the versions before, what runs goes on where it is.
    A version without one before it is not stopped but announced.
    """
    # Asked outside a transaction first, so that a look that finds nothing never takes SQLite's one lock.
    if not rising(change, at=at):
        return None
    reach("halt.found")
    with transaction.atomic():
        locked = ChangeSet.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if locked.status != ChangeSet.Status.PUBLISHED or not is_watched(locked, at=at):
            return None
        found = rising(locked, at=at)
        stopping = next((one for one in found if one.before is not None), None)
        for one in found:
            if one.before is None:
                _keep(locked, one, Halt.Outcome.ANNOUNCED, at)
        return _stop(locked, stopping, at) if stopping else None


def resume(*, change: ChangeSet, by: Person | None, at: datetime) -> None:
    """New matters follow its versions again, and it is watched anew. Raises NotApproved where it is not stopped."""
    with transaction.atomic():
        locked = ChangeSet.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if locked.status != ChangeSet.Status.HALTED:
            raise NotApproved(locked.title)
        for published in locked.versions.select_related("version"):
            resume_version(version=published.version)
        locked.status = ChangeSet.Status.PUBLISHED
        locked.save(update_fields=["status"])
        locked.halts.filter(outcome=Halt.Outcome.OPEN).update(
            outcome=Halt.Outcome.RESUMED, ended_at=at, ended_by=by
        )
        record(chain=locked.pk, kind="change.resumed", at=at, by=by, payload={"title": locked.title})


def _stop(change: ChangeSet, one: Rising, at: datetime) -> Halt:
    for published in change.versions.select_related("version"):
        try:
            stop_version(version=published.version, at=at)
        except CannotWithdraw:
            # Nothing could take its place: matters of this process go on on it.
            continue
    change.status = ChangeSet.Status.HALTED
    change.save(update_fields=["status"])
    made = _keep(change, one, Halt.Outcome.OPEN, at)
    reach("halt.stopped")
    return made


def _keep(change: ChangeSet, one: Rising, outcome: str, at: datetime) -> Halt:
    found = one.found
    halt = Halt.objects.create(
        change=change, version=one.version, before=one.before, at=at, outcome=outcome, cases=found.cases,
        failed=found.failed, cases_before=found.cases_before, failed_before=found.failed_before,
    )  # fmt: skip
    halt.incidents.set(found.incidents)
    payload = {
        "title": change.title, "process": one.version.name, "number": one.version.number,
        "before": one.before.number if one.before else None, "cases": found.cases, "failed": found.failed,
        "cases_before": found.cases_before, "failed_before": found.failed_before,
    }  # fmt: skip
    kind = "change.halted" if outcome == Halt.Outcome.OPEN else "change.alarmed"
    record(chain=change.pk, kind=kind, at=at, by=None, payload=payload)
    tell(halt, at=at)
    return halt

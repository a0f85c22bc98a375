"""An automatic step that failed: tried again, by a person or by the system; passed over; or the task given back."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.cases.models import Case
from casework.cases.names import failed_step
from casework.cases.services.files import file_away
from casework.cases.services.filling import open_task
from casework.cases.services.locking import Locked, Outcome, lock_case, lock_task, take_step
from casework.cases.services.substituting import keep_message, keep_substitution
from casework.cases.services.trail import record
from casework.organisations.models import Person
from processes import services as processes
from processes.causes import is_database_away
from processes.models import Incident, UserTask
from processes.services import StepResult

log = logging.getLogger(__name__)

SHORTEST_REASON, LONGEST_REASON = 5, 500


class AlreadyRepeated(Exception):
    """Somebody dealt with the incident a moment ago."""


class NotSkippable(Exception):
    """What failed is no automatic step that the process can do without."""


class ReasonRefused(Exception):
    """A step is passed over for a reason that others can read: five to five hundred characters."""


def retry_incident(*, incident: Incident, by: Person, at: datetime) -> Outcome:
    """Do again what failed, exactly as it was asked for and in the name of who asked. Fails again into the same incident.

    From now on a person deals with it, and the system tries no more by itself. Raises AlreadyRepeated.
    """
    if not processes.take_over(incident=incident, by=by):
        raise AlreadyRepeated(incident.pk)
    return _do_again(incident, incident.trigger, by=by, at=at)


def retry_due(*, at: datetime, limit: int = 20) -> int:
    """Try again what the system may try by itself and is due; returns how many were tried.

    Any number of workers may call it: each incident is given out once.
    """
    for tried in range(limit):
        incident = processes.claim_due(at=at)
        if incident is None:
            return tried
        try:
            _do_again(incident, incident.trigger, by=None, at=at)
        except AlreadyRepeated:
            continue
        except Exception as error:
            if is_database_away(error):
                raise
            log.exception("incident %s cannot be repeated", incident.pk)
    return limit


def skip_incident(*, incident: Incident, reason: str, by: Person, at: datetime) -> Outcome:
    """Pass over the failed automatic step, with its result null, and go on in the same transaction.

    Raises AlreadyRepeated, NotSkippable, ReasonRefused.
    """
    reason = "".join(sign for sign in reason if sign.isprintable() or sign == "\n").strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise ReasonRefused(reason)
    if not processes.may_be_skipped(incident):
        raise NotSkippable(incident.pk)
    if not processes.take_over(incident=incident, by=by):
        raise AlreadyRepeated(incident.pk)
    skip = {
        "process": incident.process_id, "element": incident.element_id, "visit": incident.visit,
        "told": {**_step(incident), "reason": reason}, "by": by.pk,
    }  # fmt: skip
    trigger = {**incident.trigger, "skips": [*incident.trigger.get("skips", ()), skip]}
    return _do_again(incident, trigger, by=by, at=at)


def give_back(*, incident: Incident, by: Person, at: datetime) -> None:
    """Resolve without repeating: the task is open again, with what was submitted as its draft. Raises AlreadyRepeated."""
    with transaction.atomic():
        locked = lock_case(incident.instance_id)
        _take(incident, locked, Incident.Resolution.GIVEN_BACK, by, at)
        trigger = incident.trigger
        if trigger["kind"] == "complete":
            kept = {"values": trigger["values"], "by": trigger["by"], "at": at.isoformat()}
            UserTask.objects.open().filter(pk=trigger["task"]).update(draft=kept)
        _tell("incident.given_back", incident, _step(incident), by, at)


def _do_again(incident: Incident, trigger: Mapping[str, Any], *, by: Person | None, at: datetime) -> Outcome:
    author = Person.objects.filter(pk=trigger.get("by") or 0).first()
    skips = trigger.get("skips", ())
    resolution = Incident.Resolution.SKIPPED if skips else Incident.Resolution.REPEATED

    def lock() -> Locked:
        task = trigger.get("task")
        return lock_task(task) if task else lock_case(incident.instance_id)

    def act(locked: Locked) -> StepResult:
        _take(incident, locked, resolution, by, at)
        # What was left out, and why, stays with the incident.
        Incident.objects.filter(pk=incident.pk).update(trigger=trigger)
        _tell_how(incident, trigger, by, at)
        return _repeat(locked, trigger, author, at)

    return take_step(lock=lock, act=act, by=author, at=at)


def _take(
    incident: Incident, locked: Locked, resolution: Incident.Resolution, by: Person | None, at: datetime
) -> None:
    """Settle it under the lock, if it still stands where the caller saw it."""
    held = Incident.objects.open().select_for_update(of=("self",)).filter(pk=incident.pk).first()
    if held is None or held.attempts != incident.attempts:
        raise AlreadyRepeated(incident.pk)
    processes.resolve_incident(incident=held, by=by, at=at, resolution=resolution)
    locked.instance.blocked = False


def _tell_how(incident: Incident, trigger: Mapping[str, Any], by: Person | None, at: datetime) -> None:
    """Every step that people decided to leave out is told in the name of who decided it."""
    for skip in trigger.get("skips", ()):
        person = Person.objects.filter(pk=skip["by"]).first()
        _tell("incident.skipped", incident, skip["told"], person, at)
    if not trigger.get("skips"):
        _tell("incident.retried" if by else "incident.repeated", incident, _step(incident), by, at)


def _tell(kind: str, incident: Incident, payload: Mapping[str, Any], by: Person | None, at: datetime) -> None:
    case = Case.objects.get(instance=incident.instance_id)
    record(chain=case.pk, kind=kind, at=at, by=by, payload=payload)


def _step(incident: Incident) -> dict[str, str]:
    return {"element": incident.element_name, "element_en": failed_step(incident, "en")}


def _repeat(locked: Locked, trigger: Mapping[str, Any], author: Person | None, at: datetime) -> StepResult:
    noted = {name: trigger[name] for name in ("delegation",) if name in trigger}
    if trigger["kind"] == "complete" and locked.task is not None and author is not None:
        if noted:
            keep_substitution(task=locked.task, delegation=trigger["delegation"], by=author, at=at)
        opened = open_task(task=locked.task, at=at, by=author)
        file_away(
            case=locked.instance.case, element_id=locked.task.element_id, form=opened.form,
            values=trigger["values"], by=author, at=at,
        )  # fmt: skip
        return processes.complete(
            instance=locked.instance, task=locked.task, run=opened.run, values=trigger["values"],
            variables=trigger["variables"], by=author, at=at, skips=trigger.get("skips", ()), noted=noted,
        )  # fmt: skip
    if trigger["kind"] == "message":
        if noted and author is not None:
            keep_message(case=locked.instance.key, delegation=noted["delegation"], by=author, at=at)
        return processes.deliver(
            instance=locked.instance, message=trigger["message"], values=trigger["values"],
            variables=trigger["variables"], by=author, at=at, skips=trigger.get("skips", ()), noted=noted,
        )  # fmt: skip
    return processes.advance(instance=locked.instance, at=at, skips=trigger.get("skips", ()))

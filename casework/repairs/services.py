"""Propose a repair, confirm it as a second person, or drop it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from casework.cases.models import Case
from casework.cases.services.locking import Locked, Outcome, lock_case, take_step
from casework.cases.services.trail import record
from casework.organisations.models import Person
from casework.repairs.models import Repair
from casework.repairs.policies import is_same_person
from casework.repairs.wording import move_text, standing_data, standing_text
from processes import services as processes
from processes.engine import Move
from processes.models import Incident, UserTask
from processes.services import StepResult

SHORTEST_REASON, LONGEST_REASON = 5, 500


class ReasonRefused(Exception):
    """A case is moved by hand for a reason that others can read: five to five hundred characters."""


class AlreadyProposed(Exception):
    """Another repair of the case waits for its second person."""


class OwnProposal(Exception):
    """Nobody confirms what he proposed himself."""


class RepairSettled(Exception):
    """It was confirmed or dropped a moment ago."""


class CaseMovedOn(Exception):
    """The case is not where it was when the repair was proposed."""


def is_stale(repair: Repair) -> bool:
    """Whether the case has moved on since. Reads ``repair.case.instance``."""
    instance = repair.case.instance
    return repair.is_open and (instance is None or instance.revision != repair.revision)


def propose(*, case: Case, move: Move, reason: str, by: Person, at: datetime) -> Repair:
    """Raises ReasonRefused, IllegalMove, AlreadyProposed."""
    reason = "".join(sign for sign in reason if sign.isprintable() or sign == "\n").strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise ReasonRefused(reason)
    try:
        with transaction.atomic():
            return _propose(case, move, reason, by, at)
    except IntegrityError as error:
        raise AlreadyProposed(case.pk) from error


def _propose(case: Case, move: Move, reason: str, by: Person, at: datetime) -> Repair:
    instance = processes.lock_instance(case.instance_id)  # type: ignore[arg-type]
    option = processes.require_legal(instance=instance, move=move, at=at)
    foreseen = processes.preview(instance=instance, option=option, at=at)
    for old in Repair.objects.filter(case=case, status=Repair.Status.OPEN).exclude(
        revision=instance.revision
    ):
        # What can never be performed any more stands in nobody's way.
        _settle(old, Repair.Status.DROPPED, by, at)
    repair = Repair.objects.create(
        case=case,
        revision=instance.revision,
        process_id=option.process,
        move=move.to_json(),
        words=move_text(option, "zh-hans")[:400],
        words_en=move_text(option, "en")[:400],
        reason=reason,
        before=standing_data(foreseen.before),
        after=standing_data(foreseen.after),
        proposed_by=by,
        proposed_at=at,
    )
    _tell("repair.proposed", repair, {}, by, at)
    return repair


def drop(*, repair: Repair, by: Person, at: datetime) -> None:
    """Raises RepairSettled."""
    with transaction.atomic():
        held = _held(repair)
        _settle(held, Repair.Status.DROPPED, by, at)
        _tell("repair.dropped", held, {}, by, at)


def confirm(*, repair: Repair, by: Person, at: datetime) -> Outcome:
    """Perform it. Raises OwnProposal, RepairSettled, CaseMovedOn, IllegalMove, MoveFailed, StaleInstance."""
    if is_same_person(repair.proposed_by, by):
        raise OwnProposal(repair.pk)

    def act(locked: Locked) -> StepResult:
        held, instance = _held(repair), locked.instance
        if instance.revision != held.revision:
            raise CaseMovedOn(held.pk)
        before = standing_data(processes.standing_of(instance=instance, at=at))
        _let_go(locked, by, at)
        result = processes.perform_move(instance=instance, move=Move.from_json(held.move), by=by, at=at)
        held.before, held.after = before, standing_data(processes.standing_of(instance=instance, at=at))
        _settle(held, Repair.Status.PERFORMED, by, at)
        _tell("repair.performed", held, _stood(held), by, at)
        return result

    return take_step(lock=lambda: lock_case(repair.case.instance_id), act=act, by=by, at=at)  # type: ignore[arg-type]


def _let_go(locked: Locked, by: Person, at: datetime) -> None:
    """An incident of the case is settled by the move; what was handed in stays with it, and as a draft of its task."""
    incident = Incident.objects.open().select_for_update().filter(instance=locked.instance).first()
    if incident is None:
        return
    trigger = incident.trigger
    if trigger.get("kind") == "complete":
        kept = {"values": trigger["values"], "by": trigger["by"], "at": at.isoformat()}
        UserTask.objects.open().filter(pk=trigger["task"]).update(draft=kept)
    processes.resolve_incident(incident=incident, by=by, at=at, resolution=Incident.Resolution.REROUTED)
    locked.instance.blocked = False


def _held(repair: Repair) -> Repair:
    held = Repair.objects.select_for_update().filter(pk=repair.pk, status=Repair.Status.OPEN).first()
    if held is None:
        raise RepairSettled(repair.pk)
    return held


def _settle(repair: Repair, status: Repair.Status, by: Person, at: datetime) -> None:
    repair.status, repair.settled_by, repair.settled_at = status, by, at
    repair.save(update_fields=["status", "settled_by", "settled_at", "before", "after"])


def _stood(repair: Repair) -> dict[str, Any]:
    return {
        "proposer": str(repair.proposed_by),
        "before": standing_text(repair.before, "zh-hans"),
        "before_en": standing_text(repair.before, "en"),
        "after": standing_text(repair.after, "zh-hans"),
        "after_en": standing_text(repair.after, "en"),
    }


def _tell(kind: str, repair: Repair, more: Mapping[str, Any], by: Person, at: datetime) -> None:
    said = {
        "repair": str(repair.pk),
        "move": repair.words,
        "move_en": repair.words_en,
        "reason": repair.reason,
    }
    record(chain=repair.case_id, kind=kind, at=at, by=by, payload={**said, **more})

"""One step of a case: one transaction, one lock, due timers first, then the step in a savepoint of its own.

The lock is held when a failed step is rolled back and its incident is written, so that no other trigger comes between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from casework.audit.services import Head
from casework.cases.models import Case
from casework.cases.services import settlement
from casework.cases.services.rights import NotAllowed
from casework.cases.services.trail import deferring
from casework.organisations.models import Person
from processes import feel
from processes import services as processes
from processes.models import Incident, ProcessInstance, UserTask
from processes.services import StepResult, TriggerFailed
from processes.statements import Fetch
from syncpoints import reach


@dataclass(frozen=True)
class Outcome:
    """What a step came to: the case, the tasks it opened, or the incident that holds it."""

    case: Case
    opened: tuple[UserTask, ...] = ()
    incident: Incident | None = None


@dataclass(frozen=True)
class Locked:
    """The instance of a case under its lock, the task that the step is about, and where the case's trail ends."""

    instance: ProcessInstance
    task: UserTask | None = None
    head: Head | None = None


Act = Callable[[Locked], StepResult]


def lock_case(instance_id: UUID) -> Locked:
    return Locked(processes.lock_instance(instance_id))


def lock_task(task_id: UUID) -> Locked:
    """One statement for the task, its instance and its case. Raises UserTask.DoesNotExist."""
    task = _LOCK.get(task_id)
    return Locked(task.instance, task, Head.beside(task))


_LOCK = Fetch[UserTask](
    lambda task_id: (
        # The instance first, as everybody does: PostgreSQL locks in this order, and a timer that holds the instance
        # cancels the task.
        UserTask.objects.select_for_update(of=("instance", "self"))
        .select_related("instance__version", "instance__case")
        .annotate(**Head.columns("instance__key"))
        .filter(pk=task_id)
    ),
    UUID(int=0),
)


def take_step(*, lock: Callable[[], Locked], act: Act, by: Person | None, at: datetime) -> Outcome:
    """Lock, act, settle. A step that fails leaves an incident that keeps what was asked for; ``act`` may also raise."""
    reach("step.lock")
    with transaction.atomic():
        outcome = _in_turn(lock, act, by, at)
        reach("step.commit")
    reach("step.committed")
    return outcome


def let_time_pass(*, lock: Callable[[], Locked | None], at: datetime) -> Outcome | None:
    """Let the due timers of the instance that ``lock`` finds fire; None where it finds none. Otherwise as ``take_step``."""
    reach("step.lock")
    with transaction.atomic():
        locked = lock()
        if locked is None:
            return None
        reach("step.load")
        outcome = _attempt(locked, _advance_to(at), by=None, at=at)
        reach("step.commit")
    reach("step.committed")
    return outcome


def _in_turn(lock: Callable[[], Locked], act: Act, by: Person | None, at: datetime) -> Outcome:
    locked = lock()
    reach("step.load")
    if _is_due(locked.instance, at):
        # What was due before this moment comes first, whoever wakes the case: a receipt signed after the notice
        # counted as served changes nothing.
        overtaken = _attempt(locked, _advance_to(at), by=None, at=at)
        if overtaken.incident is not None:
            return overtaken
        locked = lock()
    return _attempt(locked, act, by=by, at=at)


def _attempt(locked: Locked, act: Act, *, by: Person | None, at: datetime) -> Outcome:
    try:
        with transaction.atomic(), deferring() as trail:
            if locked.head is not None:
                trail.heads[locked.instance.key] = locked.head
            result = act(locked)
            case = settlement.settle(result, trail=trail, by=by, at=at)
            reach("step.settled")
        return Outcome(case, tuple(result.opened))
    except TriggerFailed as failure:
        return _keep(failure, by=by, at=at)
    except feel.FeelFailure as error:
        sentence = _("这一步的规则算不出来（%(error)s），请联系流程管理员。")
        raise NotAllowed(sentence % {"error": error}) from error


def _keep(failure: TriggerFailed, *, by: Person | None, at: datetime) -> Outcome:
    incident = processes.record_incident(failure=failure, at=at)
    case = Case.objects.get(instance=failure.instance_id)
    settlement.record_failure(case=case, incident=incident, by=by, at=at)
    return Outcome(case, incident=incident)


def _is_due(instance: ProcessInstance, at: datetime) -> bool:
    due = instance.next_timer_at
    running = instance.status == ProcessInstance.Status.RUNNING and not instance.blocked
    return running and due is not None and due <= at


def _advance_to(at: datetime) -> Act:
    return lambda locked: processes.advance(instance=locked.instance, at=at)

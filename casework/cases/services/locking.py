"""One step of a case: one transaction, one lock. What was due before it comes first, in a transaction of its own.

A step that fails is rolled back whole. Its incident is written afterwards, under a new lock and only if nothing moved in
between; otherwise the step is tried again from the start.
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
from casework.cases.services.answers import delivering
from casework.cases.services.rights import NotAllowed
from casework.cases.services.trail import deferring
from casework.organisations.models import Person
from processes import feel
from processes import services as processes
from processes.causes import is_database_away
from processes.models import Incident, ProcessInstance, UserTask
from processes.services import StaleInstance, StepResult, TriggerFailed
from processes.statements import Fetch
from syncpoints import reach

ATTEMPTS = 5


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
    """Lock, act, settle. A step that fails leaves an incident that keeps what was asked for; ``act`` may also raise.

    Raises StaleInstance when other triggers came between again and again.
    """
    for _attempt in range(ATTEMPTS):
        try:
            outcome = _in_one_transaction(lock, act, by=by, at=at)
        except _TimersFirst as due:
            # Whoever wakes the case: a receipt signed after the notice counted as served changes nothing.
            overtaken = fire_timers(instance_id=due.instance_id, at=at)
            outcome = overtaken if overtaken.incident is not None else None
        except _Failed as failed:
            outcome = _keep(failed, by=by, at=at)
        if outcome is not None:
            return outcome
    raise StaleInstance


def fire_timers(*, instance_id: UUID, at: datetime) -> Outcome:
    """Let the due timers of an instance fire, and reckon the next one anew. Raises StaleInstance."""
    outcome = let_time_pass(lock=lambda: lock_case(instance_id), at=at)
    if outcome is None:
        raise StaleInstance(instance_id)
    return outcome


def let_time_pass(*, lock: Callable[[], Locked | None], at: datetime) -> Outcome | None:
    """The same for the instance that ``lock`` finds; None where it finds none."""
    for _attempt in range(ATTEMPTS):
        try:
            return _in_one_transaction(lock, _advance_to(at), by=None, at=at, timers_first=False)
        except _Failed as failed:
            outcome = _keep(failed, by=None, at=at)
            if outcome is not None:
                return outcome
    raise StaleInstance


class _TimersFirst(Exception):
    """A timer of the instance was due before this step."""

    def __init__(self, instance_id: UUID) -> None:
        self.instance_id = instance_id


class _Failed(Exception):
    """The step is rolled back; ``revision`` and ``blocked`` are what the instance was when it was locked."""

    def __init__(self, failure: TriggerFailed, revision: int, blocked: bool) -> None:
        self.failure, self.revision, self.blocked = failure, revision, blocked


def _in_one_transaction(
    lock: Callable[[], Locked | None],
    act: Act,
    *,
    by: Person | None,
    at: datetime,
    timers_first: bool = True,
) -> Outcome | None:
    found: ProcessInstance | None = None
    result: StepResult | None = None
    reach("step.lock")
    try:
        with delivering(at), transaction.atomic():
            locked = lock()
            if locked is None:
                return None
            found = locked.instance
            revision, blocked = found.revision, found.blocked
            reach("step.load")
            if timers_first and is_due(found, at):
                raise _TimersFirst(found.pk)
            with deferring() as trail:
                if locked.head is not None:
                    trail.heads[found.key] = locked.head
                result = act(locked)
                case = settlement.settle(result, trail=trail, by=by, at=at)
                reach("step.settled")
            reach("step.commit")
    except TriggerFailed as failure:
        raise _Failed(failure, revision, blocked) from failure
    except feel.FeelFailure as error:
        sentence = _("这一步的规则算不出来（%(error)s），请联系流程管理员。")
        raise NotAllowed(sentence % {"error": error}) from error
    except Exception as error:
        # After the act nobody is asked any more: what goes wrong then, the commit included, is a failed step.
        if found is None or result is None or is_database_away(error):
            raise
        raise _Failed(TriggerFailed.of(found.pk, error, result.trigger), revision, blocked) from error
    reach("step.committed")
    return Outcome(case, tuple(result.opened))


def _keep(failed: _Failed, *, by: Person | None, at: datetime) -> Outcome | None:
    """Write the incident; None when something moved since the step was rolled back."""
    failure = failed.failure
    with transaction.atomic():
        instance = lock_case(failure.instance_id).instance
        if (instance.revision, instance.blocked) != (failed.revision, failed.blocked):
            return None
        incident = processes.record_incident(failure=failure, at=at)
        case = Case.objects.get(instance=failure.instance_id)
        settlement.record_failure(case=case, incident=incident, by=by, at=at)
    return Outcome(case, incident=incident)


def is_due(instance: ProcessInstance, at: datetime) -> bool:
    """Whether a timer of it is to fire, as it was read or saved last."""
    due = instance.next_timer_at
    running = instance.status == ProcessInstance.Status.RUNNING and not instance.blocked
    return running and due is not None and due <= at


def _advance_to(at: datetime) -> Act:
    return lambda locked: processes.advance(instance=locked.instance, at=at)

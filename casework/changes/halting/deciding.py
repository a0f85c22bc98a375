"""Leads the case of a change that was stopped to the decision: resume it, or take it back."""

from datetime import datetime

from casework.cases.services.locking import Locked, lock_case, take_step
from casework.changes.halting.renewing import renew
from casework.changes.models import Halt
from processes import services as processes
from processes.engine import MessageNotExpected
from processes.services import InstanceBlocked, StepResult

MESSAGE = "change_halted"


class _Told(Exception):
    """Somebody else did."""


def ask_for_decision(halt: Halt, *, at: datetime) -> None:
    """Once, however many try; where the case is held by an incident, the next try asks. Raises StaleInstance.

    A case on a diagram that does not know the decision is brought to the one in force first. One that is elsewhere comes
    to the decision by its own way, since it looks whether the change is stopped.
    """
    waiting = Halt.objects.filter(pk=halt.pk, outcome=Halt.Outcome.OPEN, told_at=None)
    case = halt.change.case
    if case is None or case.instance_id is None:
        waiting.update(told_at=at)
        return
    instance_id = case.instance_id
    renew(change=halt.change, instance_id=instance_id, at=at)

    def act(locked: Locked) -> StepResult:
        if not waiting.update(told_at=at):
            raise _Told
        return processes.deliver(
            instance=locked.instance, message=MESSAGE, values={}, variables={}, by=None, at=at
        )

    try:
        take_step(lock=lambda: lock_case(instance_id), act=act, by=None, at=at)
    except MessageNotExpected:
        waiting.update(told_at=at)
    except (_Told, InstanceBlocked):
        return

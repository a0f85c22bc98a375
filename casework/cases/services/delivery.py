"""Hands a complete answer to the case that waits for it: a step of that case like any other."""

from datetime import datetime

from django.db import transaction

from casework.cases.models import Case, Dispatch
from casework.cases.services.answers import drop
from casework.cases.services.locking import Locked, lock_case, take_step
from processes import services as processes
from processes.engine import MessageNotExpected
from processes.services import InstanceBlocked, StepResult


class _Settled(Exception):
    """Somebody else delivered it."""


def deliver(dispatch: Dispatch, *, at: datetime) -> None:
    """Let the sender go on, once however many try; where it does not wait, the answer stays until it does.

    A step that fails becomes an incident of the sender. Raises StaleInstance.
    """
    sender = Case.objects.get(pk=dispatch.sender_id)
    if sender.closed_at is not None or sender.instance_id is None:
        with transaction.atomic():
            drop(dispatch, at=at)
        return
    instance_id = sender.instance_id

    def act(locked: Locked) -> StepResult:
        if not Dispatch.objects.filter(pk=dispatch.pk, state=Dispatch.State.DUE).exists():
            raise _Settled
        try:
            return processes.deliver(
                instance=locked.instance, message=dispatch.answer, values={"count": dispatch.count},
                variables={"count": dispatch.count}, by=None, at=at,
            )  # fmt: skip
        except MessageNotExpected:
            not_expected.append(locked.instance.revision)
            raise

    not_expected: list[int] = []
    try:
        take_step(lock=lambda: lock_case(instance_id), act=act, by=None, at=at)
    except MessageNotExpected:
        Dispatch.objects.filter(pk=dispatch.pk, state=Dispatch.State.DUE).update(
            tried_revision=not_expected[-1]
        )
    except (_Settled, InstanceBlocked):
        return

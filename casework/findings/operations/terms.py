"""Terms and deadlines of a rectification."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from casework.audit.services import record
from casework.calendar.models import Deadline
from casework.calendar.services import Calendar, extend, set_deadline
from casework.calendar.units import Unit
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.findings.models import Finding
from processes import registry
from processes.registry import OperationContext

RECTIFY = "rectify"


@registry.operation("findings.set_terms", title="登记签发级别")
def set_terms(context: OperationContext, *, signer: str) -> None:
    Case.objects.filter(pk=context.key).update(signer=signer)


@registry.operation("findings.start_clock", title="起算整改期限")
def start_clock(
    context: OperationContext, *, length: Decimal, unit: str, verb: str = "送达"
) -> Mapping[str, Any]:
    """The day of service is today and does not count; the deadline stands for every unsettled finding."""
    case = Case.objects.get(pk=context.key)
    today = local_date(context.at)
    deadline = set_deadline(
        holder=case.pk, name=RECTIFY, length=int(length), unit=unit, starts_on=today, at=context.at, verb=verb
    )
    if case.round == 1 and case.served_on is None:
        Case.objects.filter(pk=case.pk).update(served_on=today)
    _show(case, deadline)
    return {"due_on": deadline.due_on}


@registry.operation("findings.extend_deadline", title="延长整改期限")
def extend_deadline(context: OperationContext, *, length: Decimal, reason: str = "") -> Mapping[str, Any]:
    case = Case.objects.get(pk=context.key)
    deadline = Deadline.objects.open().get(holder=case.pk, name=RECTIFY)
    before = deadline.due_on
    deadline = extend(deadline=deadline, length=int(length), at=context.at, reason=reason)
    _show(case, deadline)
    payload = {"from": before, "to": deadline.due_on}
    record(chain=case.pk, kind="deadline.extended", at=context.at, by=context.by, payload=payload)
    return payload


@registry.operation("findings.escalate", title="移交追责并定最后期限")
def escalate(context: OperationContext, *, days: Decimal, reason: str = "整改不到位") -> Mapping[str, Any]:
    """Record the hand-over to accountability (P11) and set a last deadline of ``days`` working days."""
    case = Case.objects.get(pk=context.key)
    Case.objects.filter(pk=case.pk).update(escalated=True)
    deadline = set_deadline(
        holder=case.pk,
        name=RECTIFY,
        length=int(days),
        unit=Unit.WORKING,
        starts_on=local_date(context.at),
        at=context.at,
        verb="责令",
    )
    _show(case, deadline)
    payload = {"reason": reason, "due_on": deadline.due_on}
    record(chain=case.pk, kind="case.escalated", at=context.at, by=context.by, payload=payload)
    return payload


@registry.operation("findings.measure_overdue", title="计算超期天数")
def measure_overdue(context: OperationContext) -> Mapping[str, Any]:
    """Working days by which the deadline has passed; 0 while it has not."""
    deadline = Deadline.objects.open().filter(holder=context.key, name=RECTIFY).first()
    if deadline is None:
        return {"days": 0}
    return {"days": max(0, -Calendar.load().remaining(deadline.due_on, local_date(context.at)))}


def _show(case: Case, deadline: Deadline) -> None:
    case.findings.unsettled().update(due_on=deadline.due_on, state=Finding.State.REPAIRING)  # type: ignore[attr-defined]

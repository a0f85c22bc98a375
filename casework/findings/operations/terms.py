"""Terms and deadlines of a rectification."""

from datetime import date, datetime
from decimal import Decimal

from casework.calendar.models import Deadline
from casework.calendar.services import extend, set_deadline
from casework.calendar.units import Unit
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.operations import RESPONDENT_ROLES
from casework.cases.services.notices import notify
from casework.cases.services.trail import record
from casework.findings.models import Finding
from casework.findings.services import accountability, ledger
from casework.findings.services.ledger import RECTIFY
from processes import registry
from processes.registry import OperationContext

PLAN = "plan"
STOP = {"stop_now": "立即停止相关课程或人员进校。", "stop_breach": "立即停止违规行为。"}


@registry.operation("findings.set_terms", title="登记办理要求", skippable=False)
def set_terms(
    context: OperationContext,
    *,
    signer: str,
    recheck: str | None = None,
    recheck_days: Decimal | None = None,
    stop: str | None = None,
) -> None:
    """Keep who signs; a stop order reaches the respondent at once (D12)."""
    case = Case.objects.get(pk=context.key)
    case.signer = signer
    case.save(update_fields=["signer"])
    if stop in STOP:
        _tell(case, f"{case.title}：{STOP[stop]}", context.at)
        record(chain=case.pk, kind="case.stop_ordered", at=context.at, by=None, payload={"text": STOP[stop]})


@registry.operation("findings.start_clock", title="起算整改期限", skippable=False)
def start_clock(
    context: OperationContext, *, served_on: date, length: Decimal, unit: str, plan_days: Decimal
) -> None:
    """The day of service does not count; the plan is due before the repair."""
    case = Case.objects.get(pk=context.key)
    day = served_on or local_date(context.at)
    rectify = set_deadline(
        holder=case.pk, name=RECTIFY, length=int(length), unit=unit, starts_on=day, at=context.at, verb="送达"
    )
    set_deadline(
        holder=case.pk, name=PLAN, length=int(plan_days), unit=Unit.WORKING, starts_on=day, at=context.at
    )
    ledger.of(case).filter(state=Finding.State.CONFIRMED).update(state=Finding.State.REPAIRING)
    ledger.of(case).filter(state=Finding.State.REPAIRING).update(due_on=rectify.due_on, round=case.round)


@registry.operation("findings.extend_deadline", title="延长整改期限", skippable=False)
def extend_deadline(context: OperationContext, *, length: Decimal, reason: str | None = None) -> None:
    """Working days, whatever unit the deadline itself is counted in (D13)."""
    case = Case.objects.get(pk=context.key)
    deadline = Deadline.objects.open().get(holder=case.pk, name=RECTIFY)
    before = deadline.due_on
    deadline = extend(deadline=deadline, length=int(length), at=context.at, reason=reason or "")
    _show(case, deadline)
    _tell(case, f"{case.title}：整改期限延长至{deadline.due_on.month}月{deadline.due_on.day}日。", context.at)
    payload = {"from": before, "to": deadline.due_on, "reason": reason or ""}
    record(chain=case.pk, kind="deadline.extended", at=context.at, by=context.by, payload=payload)


@registry.operation("findings.escalate", title="移交追责并定最后期限", skippable=False)
def escalate(context: OperationContext, *, reason: str, last_due_days: Decimal) -> None:
    """Hand over to accountability (P11) and set a last deadline; the repair itself goes on."""
    case = Case.objects.get(pk=context.key)
    accountability.hand_over(case=case, reason=reason, at=context.at)
    deadline = set_deadline(
        holder=case.pk,
        name=RECTIFY,
        length=int(last_due_days),
        unit=Unit.WORKING,
        starts_on=local_date(context.at),
        at=context.at,
        verb="限定",
    )
    _show(case, deadline)
    _tell(
        case,
        f"{case.title}：{reason}，已移交追责；最后期限{deadline.due_on.month}月{deadline.due_on.day}日。",
        context.at,
    )


def _show(case: Case, deadline: Deadline) -> None:
    standing = (Finding.State.REPAIRING, Finding.State.REPAIRED)
    ledger.of(case).filter(state__in=standing).update(due_on=deadline.due_on)


def _tell(case: Case, text: str, at: datetime) -> None:
    notify(case=case, roles=RESPONDENT_ROLES, scope=str(case.respondent_id), text=text, at=at)

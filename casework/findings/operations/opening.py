"""From the first report to a confirmed ledger."""

from collections.abc import Mapping
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.operations import RESPONDENT_ROLES
from casework.cases.services.notices import notify
from casework.cases.services.trail import record
from casework.findings.services import accountability, ledger, recurrence
from processes import registry
from processes.registry import OperationContext


@registry.operation("findings.open_ledger", title="立案与并案检查", skippable=False)
def open_ledger(context: OperationContext) -> Mapping[str, Any]:
    """Enter what was reported. ``merged``: every finding went into an earlier case; ``recurrences``: how often a code
    came back before.
    """
    case = Case.objects.get(pk=context.key)
    today = local_date(context.at)
    ledger.enter_reported(case=case, today=today)
    ledger.take_worst(case)
    earlier = ledger.merge_duplicates(case=case, today=today)
    if earlier is not None:
        record(
            chain=case.pk,
            kind="case.merged",
            at=context.at,
            by=context.by,
            payload={"number": earlier.number},
        )
        record(
            chain=earlier.pk,
            kind="case.joined",
            at=context.at,
            by=context.by,
            payload={"number": case.number},
        )
    return {
        "merged": earlier is not None,
        "recurrences": recurrence.longest_chain(case=case, today=today),
    }


@registry.operation("findings.aggravate", title="复发加重")
def aggravate(context: OperationContext, *, outcome: str) -> None:
    """A fault that came back is one step worse; the second time it also goes to accountability (D14 row 9)."""
    case = Case.objects.get(pk=context.key)
    ledger.raise_severity(
        case=case, codes=recurrence.recurring_codes(case=case, today=local_date(context.at))
    )
    record(
        chain=case.pk, kind="findings.aggravated", at=context.at, by=None, payload={"severity": case.severity}
    )
    if outcome == "escalate":
        accountability.hand_over(case=case, reason="同一问题第二次复发", at=context.at)


@registry.operation("findings.confirm", title="登记核实结论", skippable=False)
def confirm(context: OperationContext) -> None:
    """Take the submitted ``items`` when the facts were confirmed; other outcomes leave the ledger alone."""
    submission = context.submission or {}
    if submission.get("outcome") == "confirmed":
        case = Case.objects.get(pk=context.key)
        ledger.confirm(case=case, items=submission.get("items", []), today=local_date(context.at))


@registry.operation("findings.withdraw_all", title="撤销全部问题", skippable=False)
def withdraw_all(context: OperationContext) -> None:
    """Nothing where whoever was asked refused the withdrawal."""
    if (context.submission or {}).get("outcome") == "refused":
        return
    case = Case.objects.get(pk=context.key)
    ledger.withdraw_all(case=case, at=context.at)
    if case.served_on is not None:
        text = f"{case.title}：已撤销，原通知作废，不必再整改。"
        notify(case=case, roles=RESPONDENT_ROLES, scope=str(case.respondent_id), text=text, at=context.at)


@registry.operation("findings.transfer_all", title="移送全部问题", skippable=False)
def transfer_all(context: OperationContext) -> None:
    """The matter belongs elsewhere; ``follow_up_on`` keeps a date to ask after it."""
    case = Case.objects.get(pk=context.key)
    submission = context.submission or {}
    ledger.transfer_all(case=case, follow_up_on=submission.get("follow_up_on"), at=context.at)

"""The end of a round, and the end of a rectification."""

from decimal import Decimal

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.findings.models import Finding
from casework.findings.operations.plan import start_recheck
from casework.findings.services import ledger
from processes import registry
from processes.registry import OperationContext


@registry.operation("findings.next_round", title="进入下一轮整改", skippable=False)
def next_round(context: OperationContext) -> None:
    case = Case.objects.get(pk=context.key)
    ledger.next_round(case=case, today=local_date(context.at))
    record(chain=case.pk, kind="case.next_round", at=context.at, by=context.by, payload={"round": case.round})


@registry.operation("findings.review_closure", title="登记销号审批")
def review_closure(context: OperationContext, *, recheck_days: Decimal) -> None:
    """Approved: nothing more here. Returned: the chosen findings (all, if none is chosen) are rechecked again."""
    submission = context.submission or {}
    if submission.get("outcome") != "returned":
        return
    case = Case.objects.get(pk=context.key)
    chosen = [int(row["n"]) for row in submission.get("returned", []) if row.get("send_back")]
    passed = ledger.of(case).filter(state=Finding.State.PASSED)
    (passed.filter(ordinal__in=chosen) if chosen else passed).update(state=Finding.State.REPAIRED)
    start_recheck(case, int(recheck_days), context.at)


@registry.operation("findings.close_case", title="销号", skippable=False)
def close_case(context: OperationContext) -> None:
    case = Case.objects.get(pk=context.key)
    ledger.close_passed(case=case, today=local_date(context.at))
    record(chain=case.pk, kind="findings.closed", at=context.at, by=context.by, payload={})

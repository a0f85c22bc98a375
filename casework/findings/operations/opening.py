"""From the first report to a confirmed ledger."""

from collections.abc import Mapping
from typing import Any

from casework.audit.services import record
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.findings.models import Finding
from casework.findings.services import ledger
from processes import registry
from processes.registry import OperationContext


@registry.operation("findings.open_ledger", title="立案与并案检查")
def open_ledger(context: OperationContext) -> Mapping[str, Any]:
    """``merged``: every finding went into an earlier case; ``recurrences``: how often a code was closed before."""
    case = Case.objects.get(pk=context.key)
    today = local_date(context.at)
    earlier = ledger.merge_duplicates(case=case, today=today)
    if earlier is not None:
        payload = {"number": earlier.number}
        record(chain=case.pk, kind="case.merged", at=context.at, by=context.by, payload=payload)
        record(
            chain=earlier.pk, kind="case.joined", at=context.at, by=context.by, payload={"number": case.number}
        )
    return {
        "merged": earlier is not None,
        "recurrences": ledger.count_recurrences(case=case, today=today),
    }


@registry.operation("findings.raise_severity", title="复发加重")
def raise_severity(context: OperationContext) -> None:
    ledger.raise_severity(case=Case.objects.get(pk=context.key))


@registry.operation("findings.confirm", title="登记核实结论")
def confirm(context: OperationContext) -> None:
    """Take the submitted rows (``finding``, ``code``, ``severity``, ``fact``, ``clause``, ``measure``)."""
    submission = context.submission or {}
    case = Case.objects.get(pk=context.key)
    if submission.get("outcome") != "confirmed":
        return
    for row in submission.get("findings", []):
        finding = case.findings.get(pk=row["finding"])  # type: ignore[attr-defined]
        finding.code = row.get("code") or finding.code
        finding.severity = int(row.get("severity") or finding.severity)
        finding.fact = row.get("fact") or finding.fact
        finding.clause = row.get("clause") or finding.clause
        finding.measure = row.get("measure") or finding.measure
        finding.save()
    case.findings.filter(state=Finding.State.RAISED).update(state=Finding.State.CONFIRMED)  # type: ignore[attr-defined]
    ledger.take_worst(case)


@registry.operation("findings.withdraw_all", title="撤销全部问题")
def withdraw_all(context: OperationContext) -> None:
    ledger.settle_all(case=Case.objects.get(pk=context.key), state=Finding.State.WITHDRAWN)


@registry.operation("findings.transfer_all", title="移送全部问题")
def transfer_all(context: OperationContext) -> None:
    ledger.settle_all(case=Case.objects.get(pk=context.key), state=Finding.State.TRANSFERRED)

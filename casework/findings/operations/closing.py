"""The end of a round, and the end of a rectification."""

from collections.abc import Mapping
from typing import Any

from casework.audit.services import record
from casework.calendar.services import meet
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.findings.operations.terms import RECTIFY
from casework.findings.services import ledger
from processes import registry
from processes.registry import OperationContext


@registry.operation("findings.next_round", title="进入下一轮整改")
def next_round(context: OperationContext) -> Mapping[str, Any]:
    case = Case.objects.get(pk=context.key)
    ledger.next_round(case=case, today=local_date(context.at))
    record(chain=case.pk, kind="case.next_round", at=context.at, by=context.by, payload={"round": case.round})
    return {"round": case.round}


@registry.operation("findings.submit_report", title="登记整改报告")
def submit_report(context: OperationContext) -> None:
    """The report is in: what was due has been done, late or not."""
    if (context.submission or {}).get("outcome", "submitted") == "submitted":
        meet(holder=context.key, name=RECTIFY, at=context.at)


@registry.operation("findings.close_case", title="销号")
def close_case(context: OperationContext) -> None:
    """Close every finding that passed; nothing else can be left when the diagram comes here."""
    case = Case.objects.get(pk=context.key)
    ledger.close_passed(case=case, today=local_date(context.at))
    record(chain=case.pk, kind="findings.closed", at=context.at, by=context.by, payload={})


@registry.operation("findings.apply_review", title="按复核结论变更")
def apply_review(context: OperationContext) -> None:
    """An objection was upheld in part: take the severities that the review gave (rows of ``finding``, ``severity``)."""
    case = Case.objects.get(pk=context.key)
    for row in (context.submission or context.data.get("review", {})).get("findings", []):
        case.findings.filter(pk=row["finding"]).update(severity=int(row["severity"]))  # type: ignore[attr-defined]
    ledger.take_worst(case)

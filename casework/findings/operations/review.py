"""What came of an objection."""

from collections.abc import Mapping
from typing import Any

from casework.calendar.models import Deadline
from casework.calendar.services import extend, meet
from casework.cases.models import Case
from casework.cases.operations import RESPONDENT_ROLES
from casework.cases.services.notices import notify
from casework.findings.models import Finding
from casework.findings.services import ledger
from casework.findings.services.ledger import RECTIFY
from processes import registry
from processes.registry import OperationContext

OUTCOMES = {"maintained": "维持原认定", "changed": "部分变更", "revoked": "撤销"}


@registry.operation("findings.apply_review", title="按复核结论办理", skippable=False)
def apply_review(context: OperationContext) -> None:
    """Maintained: nothing; changed: the ``items`` apply and ``extra_days`` extend; revoked: all is withdrawn."""
    submission = context.submission or {}
    case = Case.objects.get(pk=context.key)
    outcome = submission.get("outcome", "")
    if outcome == "changed":
        for row in submission.get("items", []):
            _change(case, row)
        ledger.take_worst(case)
        _extend(case, submission, context)
    if outcome == "revoked":
        ledger.withdraw_all(case=case, at=context.at)
    meet(holder=case.pk, name="objection", at=context.at)
    notify(
        case=case,
        roles=RESPONDENT_ROLES,
        scope=str(case.respondent_id),
        text=f"{case.title}：异议复核结论为“{OUTCOMES.get(outcome, outcome)}”。",
        at=context.at,
    )


def _change(case: Case, row: Mapping[str, Any]) -> None:
    finding = ledger.of(case).get(ordinal=int(row["n"]))
    if row.get("decision") == "revoke":
        finding.state = Finding.State.WITHDRAWN
    elif row.get("decision") == "change":
        finding.severity = int(row.get("severity") or finding.severity)
        finding.measure = row.get("measure") or finding.measure
    finding.save(update_fields=["state", "severity", "measure"])


def _extend(case: Case, submission: Mapping[str, Any], context: OperationContext) -> None:
    days = int(submission.get("extra_days") or 0)
    deadline = Deadline.objects.open().filter(holder=case.pk, name=RECTIFY).first()
    if days and deadline is not None:
        moved = extend(deadline=deadline, length=days, at=context.at, reason="异议复核变更", granted=False)
        ledger.of(case).unsettled().update(due_on=moved.due_on)

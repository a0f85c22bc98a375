"""What the rechecker found."""

from casework.calendar.services import meet
from casework.findings.models import Finding
from casework.findings.operations.plan import RECHECK
from processes import registry
from processes.registry import OperationContext


@registry.operation("findings.record_recheck", title="登记复查结果")
def record_recheck(context: OperationContext, *, finding: str) -> None:
    """``result`` (pass, partial, fail), ``reason``, ``false_evidence`` replace those of the round before."""
    submission = context.submission or {}
    found = Finding.objects.get(pk=finding, case=context.key)
    found.result = submission["result"]
    found.recheck_reason = submission.get("reason") or ""
    found.false_evidence = bool(submission.get("false_evidence"))
    passed = found.result == Finding.Result.PASS
    if found.state not in Finding.SETTLED:
        found.state = Finding.State.PASSED if passed else Finding.State.REPAIRING
    found.save(update_fields=["result", "recheck_reason", "false_evidence", "state"])
    if not Finding.objects.filter(case=context.key, state=Finding.State.REPAIRED).exists():
        meet(holder=context.key, name=RECHECK, at=context.at)

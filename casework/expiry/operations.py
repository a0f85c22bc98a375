"""What a diagram may do in the renewal of lapsed papers (P17)."""

from casework.cases.models import Case
from casework.expiry.services.renewal import resume_if_whole
from casework.permits.models import Permit
from casework.permits.services import permits
from processes import registry
from processes.registry import OperationContext


@registry.operation("expiry.resume", title="恢复许可", skippable=False)
def resume(context: OperationContext) -> None:
    """What was renewed was checked: each suspended permit at the school whose papers stand again is in force today."""
    for permit in _suspended(context):
        resume_if_whole(permit=permit, reason="到期材料已更新并核对", at=context.at, by=context.by)


@registry.operation("expiry.revoke", title="撤销许可", skippable=False)
def revoke(context: OperationContext) -> None:
    """Nothing was renewed in time, or what was handed in does not stand (D17 row 5)."""
    for permit in _suspended(context):
        reason = "关键材料到期，期限内没有更新（D17第5行）"
        permits.revoke(permit=permit, reason=reason, at=context.at, by=context.by)


def _suspended(context: OperationContext) -> list[Permit]:
    case = Case.objects.get(pk=context.key)
    held = Permit.objects.filter(subject=case.respondent_id, school=case.school_id)
    return list(held.filter(state=Permit.State.SUSPENDED).order_by("number"))

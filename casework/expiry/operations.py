"""What a diagram may do in the renewal of lapsed papers (P17)."""

from casework.expiry.models import Renewal
from casework.papers.models import Paper, Requirement
from casework.papers.services import requirements
from casework.papers.services.requirements import Line
from casework.permits.models import Permit
from casework.permits.services import permits
from processes import registry
from processes.registry import OperationContext

CLAUSE = "关键材料到期，许可暂停，更新后恢复（P17）"
GROUP = "licences"


@registry.operation("expiry.ask_renewals", title="列出到期材料", skippable=False)
def ask_renewals(context: OperationContext) -> None:
    """Ask for a new paper in the place of each that lapsed, and for nothing else."""
    renewal = Renewal.objects.select_related("case").get(pk=context.key)
    papers = list(renewal.papers.select_related("instructor").order_by("type_code", "created_at"))
    requirements.build(case=renewal.case, lines=[_line(paper) for paper in papers], at=context.at)


@registry.operation("expiry.resume", title="恢复许可", skippable=False)
def resume(context: OperationContext) -> None:
    """The renewed papers were checked: the permit is in force again from today."""
    permit = _permit(context)
    if permit.state == Permit.State.SUSPENDED:
        reason = "到期材料已更新并核对"
        permits.resume(permit=permit, reason=reason, at=context.at, by=context.by)


@registry.operation("expiry.revoke", title="撤销许可", skippable=False)
def revoke(context: OperationContext) -> None:
    """Nothing was renewed in time, or what was handed in does not stand (D17 row 5)."""
    reason = "关键材料到期，期限内没有更新（D17第5行）"
    permits.revoke(permit=_permit(context), reason=reason, at=context.at, by=context.by)


def _permit(context: OperationContext) -> Permit:
    return Renewal.objects.select_related("permit").get(pk=context.key).permit


def _line(paper: Paper) -> Line:
    """In the step that asked for the paper before."""
    asked = Requirement.objects.filter(paper=paper).exclude(group="").order_by("-pk").first()
    return Line(
        type_code=paper.type_code,
        instructor=paper.instructor,
        group=asked.group if asked else GROUP,
        is_mandatory=True,
        is_for_school=False,
        clause=CLAUSE,
    )

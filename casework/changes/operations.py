"""What the process of a change may do with it (domain.md §2.26)."""

from casework.changes.models import ChangeSet
from casework.changes.services import abandoning, halting, handing_in, publishing
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext


def _change(context: OperationContext) -> ChangeSet:
    return ChangeSet.objects.get(case=context.key)


@registry.operation("changes.reopen", title="退回变更，草稿可以再改", skippable=False)
def reopen(context: OperationContext) -> None:
    handing_in.reopen(change=_change(context), by=context.by, at=context.at)


@registry.operation("changes.hand_in", title="变更再次送审", skippable=False)
def hand_in(context: OperationContext) -> None:
    handing_in.hand_in_again(change=_change(context), by=context.by, at=context.at)


@registry.operation("changes.abandon", title="放弃变更", skippable=False)
def abandon(context: OperationContext) -> None:
    abandoning.abandon(change=_change(context), by=context.by, at=context.at)


@registry.operation("changes.publish", title="发布变更", skippable=False)
def publish(context: OperationContext) -> None:
    """The versions take effect on the day that was approved."""
    publishing.publish(change=_change(context), by=context.by, at=context.at)


@registry.operation("changes.withdraw", title="回退变更", skippable=False)
def withdraw(context: OperationContext) -> None:
    """The reason is what the manager wrote when asking for it."""
    asked = Submission.objects.filter(
        instance__key=context.key, element_id__in=("watch_change", "decide_halt")
    ).latest("at", "pk")
    reason = str(asked.values.get("reason") or "")
    publishing.take_back(change=_change(context), because=reason, by=context.by, at=context.at)


@registry.operation("changes.resume", title="恢复施行变更", skippable=False)
def resume(context: OperationContext) -> None:
    """After it was stopped by itself; what it is watched for counts anew."""
    halting.resume(change=_change(context), by=context.by, at=context.at)

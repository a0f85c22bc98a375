"""What is said to whoever sends in a form after the matter was hidden from him: as much as he knew before, and no more."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.cases.policies import is_withheld
from casework.cases.standing_in import why_not_any_more
from casework.inbox.viewer import Viewer
from casework.papers.policies import OWNERS
from processes.models import UserTask
from processes.services import may_take


@dataclass(frozen=True)
class NoMore:
    """``papers_kept``: what he has uploaded is his organisation's, and stands in its register."""

    title: str
    sentence: str
    papers_kept: bool = False

    def __str__(self) -> str:
        return self.sentence


def no_more(task: UserTask, viewer: Viewer) -> NoMore | None:
    """For a task of a case that the viewer does not see; None for whoever never had to do with it."""
    if over := why_not_any_more(task, viewer.standing):
        return NoMore(_("委托已经结束"), over)
    if not _was_his(task, viewer) or is_withheld(task.instance.case, viewer.standing):
        return None
    return NoMore(_("这一步已经不能提交"), _why(task, viewer), viewer.standing.has(*OWNERS))


def _was_his(task: UserTask, viewer: Viewer) -> bool:
    """He had it in hand, typed something there, did it, or it stood in the inbox of his post."""
    hands = {task.assignee_id, task.completed_by_id, (task.draft or {}).get("by")}
    return viewer.person.pk in hands or may_take(task, viewer.standing.pairs)


def _why(task: UserTask, viewer: Viewer) -> str:
    if not viewer.standing.is_member(task.scope):
        return _("您已经不在办理这一步的单位任职，不能再提交；没有办完的事由原单位的同事接着办。")
    if task.status == UserTask.Status.OPEN:
        return _("这件事已经转给别人办理，您不用再提交。")
    return _("事项已经办完、取消或者进入下一步，您刚才的内容没有提交，也不用再提交。案件现在不对您公开。")

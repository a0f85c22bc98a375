"""When running cases may be moved: by the process manager, to a version in force, where the approved change says so."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from casework.changes.models import ChangeSet, MoveBatch
from casework.changes.policies import may_open
from casework.organisations.standing import Standing


class MayNotMove(PermissionDenied):
    """The message says what stands against it."""


def may_move(standing: Standing, change: ChangeSet) -> bool:
    return may_open(standing) and not obstacle(change, standing.day)


def check_may_move(batch: MoveBatch, on: date) -> None:
    """Raises MayNotMove: also where the change was taken back while its cases were being moved."""
    if why := obstacle(batch.change, on):
        raise MayNotMove(why)


def obstacle(change: ChangeSet, on: date) -> str:
    """Why no case may be moved on the day ``on``, empty where nothing stands against it."""
    if change.status == ChangeSet.Status.HALTED:
        return _("新版已自动停用，恢复施行以后才能迁移在办案件。")
    if change.status != ChangeSet.Status.PUBLISHED:
        return _("这份变更没有发布或者已经回退，不能迁移在办案件。")
    if change.running != ChangeSet.Running.MOVE:
        return _("这份变更批准的是旧案旧办，在办案件按原来的流程办完。")
    if change.effective_from is not None and change.effective_from > on:
        return _("新版还没有施行，施行之后才能迁移在办案件。")
    return ""

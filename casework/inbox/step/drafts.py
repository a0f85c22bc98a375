"""What somebody typed and has not handed in yet, kept with the task so that any device shows it again."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.cases.services import NotAllowed
from casework.cases.services.rights import may_hold
from casework.cases.standing_in import why_not_any_more
from casework.inbox.step.loading import Step
from processes.models import UserTask

MAXIMUM = 256 * 1024


class DraftTooLarge(Exception):
    """More was typed than a draft may hold."""


class DraftNotKept(Exception):
    """The task is done, or somebody else has it: what was typed here would be read by nobody."""


def save_draft(step: Step, raw: Mapping[str, Any]) -> None:
    """Keep ``raw`` (as posted) with the open task. Raises DraftTooLarge, DraftNotKept, NotAllowed."""
    if not may_hold(step.task, step.element, step.viewer.standing):
        over = why_not_any_more(step.task, step.viewer.standing)
        raise NotAllowed(over or _("这件事不在您的岗位职责内。"))
    kept = {"values": dict(raw), "by": step.viewer.person.pk, "at": step.viewer.now.isoformat()}
    if len(json.dumps(kept, ensure_ascii=False).encode()) > MAXIMUM:
        raise DraftTooLarge
    his = Q(assignee=step.viewer.person) | Q(assignee=None)
    if step.stand_in is not None:
        his |= Q(assignee=step.stand_in.principal)
    if not UserTask.objects.open().filter(his, pk=step.task.pk).update(draft=kept):
        raise DraftNotKept


def draft_of(step: Step) -> Mapping[str, Any] | None:
    """The viewer's own draft; that of a former holder stays unread."""
    draft = step.task.draft
    if not draft or draft.get("by") != step.viewer.person.pk:
        return None
    values: Mapping[str, Any] = draft["values"]
    return values

"""The right to act on a task now: lane, holder, separation of duties, and nobody of the respondent closes."""

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.services.filling import OpenTask
from casework.organisations.models import Person
from casework.organisations.standing import Standing
from processes.models import Submission
from processes.services import may_take


class NotAllowed(Exception):
    """The person may not do this; the message is a sentence in the active language that says why."""


def check_may_act(*, case: Case, opened: OpenTask, by: Person, standing: Standing) -> None:
    """Raises NotAllowed. Checked inside the instance lock, on people and over the whole case (domain.md §4.5)."""
    task = opened.task
    if task.assignee_id is not None and task.assignee_id != by.pk:
        raise NotAllowed(_("这件事已由%(holder)s领取，您不能代办。") % {"holder": task.assignee})
    if task.assignee_id is None and not may_take(task, standing.pairs):
        raise NotAllowed(_("这件事不在您的岗位职责内。"))
    if str(case.respondent_id) != task.scope and standing.is_member(str(case.respondent_id)):
        raise NotAllowed(_("您是责任单位的人员，不能办理本案的审查、复查和销号（回避）。"))
    for separation in opened.element.separations:
        applies = separation.when is None or opened.evaluate(separation.when, {}) is True
        if applies and _has_done(case, by, separation.elements):
            raise NotAllowed(_("您办过本案前面的环节，这一步须由他人办理（不相容岗位分离）。"))


def _has_done(case: Case, by: Person, elements: tuple[str, ...]) -> bool:
    """The same person with another account counts: accounts of one staff number are one person."""
    done = Submission.objects.filter(instance__key=case.pk, element_id__in=elements)
    same = done.filter(by__staff_number=by.staff_number) if by.staff_number else done.filter(by=by)
    return same.exists()

"""The right to act on a case now: lane, holder, separation of duties, and nobody of the respondent judges."""

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.policies import is_withheld
from casework.cases.services.filling import OpenTask
from casework.cases.services.substituting import why_not_in_place
from casework.cases.standing_in import stand_in_for, why_not_any_more
from casework.organisations.models import Membership, Person, Role
from casework.organisations.standing import StandIn, Standing, standing_of
from casework.organisations.substitutions import done_for
from processes.migration import former_names
from processes.models import Submission, UserTask
from processes.services import may_take
from processes.vocabulary import Element

# In a diagram's separation, stands for registering the case: that is done before any task exists.
OPENING = "opening"


class NotAllowed(Exception):
    """The person may not do this; the message is a sentence in the active language that says why."""


def check_may_act(*, case: Case, opened: OpenTask, by: Person, standing: Standing) -> StandIn | None:
    """In whose place ``by`` would act; None in his own right. Raises NotAllowed.

    Checked inside the instance lock, on people and over the whole case (domain.md §4.5). Whoever acts in the place of
    another must be allowed to himself, and so must the other one (§4.4 rule 10).
    """
    task = opened.task
    if is_withheld(case, standing):
        raise NotAllowed(_("这件事还没有对您的单位公开。"))
    one = stand_in_for(task, standing)
    if one is None:
        _check_holds(task, opened.element, standing)
    _check_person(case, opened, by, standing)
    if one is not None:
        principal = standing_of(one.principal, standing.day)
        if is_withheld(case, principal):
            raise NotAllowed(_("这件事还没有对委托人的单位公开。"))
        try:
            _check_person(case, opened, one.principal, principal)
        except NotAllowed:
            said = _("%(principal)s自己不能办理这一步（不相容岗位分离或者回避），您也不能代办。")
            raise NotAllowed(said % {"principal": one.principal}) from None
        if why := why_not_in_place(case=case, scope=task.scope, one=one, by=by, day=standing.day):
            raise NotAllowed(why)
    return one


def _check_holds(task: UserTask, element: Element, standing: Standing) -> None:
    own = may_hold(task, element, standing)
    if not own and (over := why_not_any_more(task, standing)):
        raise NotAllowed(over)
    if task.assignee_id is not None and task.assignee_id != standing.person.pk:
        raise NotAllowed(_("这件事已由%(holder)s领取，您不能代办。") % {"holder": task.assignee})
    # Whoever has it may have lost the role since (domain.md §4.4 rule 9).
    if not own:
        raise NotAllowed(_("这件事不在您的岗位职责内。"))


def _check_person(case: Case, opened: OpenTask, person: Person, standing: Standing) -> None:
    """Nothing in the case keeps the human being from this step, done by his own hand or by another's for him."""
    task = opened.task
    check_not_respondent(case=case, scope=task.scope, by=person, standing=standing)
    for separation in opened.element.separations:
        applies = separation.when is None or opened.evaluate(separation.when, {}) is True
        named = former_names(task.instance, separation.elements)
        if applies and _has_done(case, person, named):
            raise NotAllowed(_("您办过本案前面的环节，这一步须由他人办理（不相容岗位分离）。"))


def may_hold(task: UserTask, element: Element, standing: Standing) -> bool:
    """A candidate, in his own right or in another's place; or the one whom the diagram named, as long as he belongs there."""
    named = element.assignment is not None and element.assignment.assignee is not None
    his = named and task.assignee_id == standing.person.pk and standing.is_member(task.scope)
    return his or may_take(task, standing.pairs) or stand_in_for(task, standing) is not None


def check_not_respondent(*, case: Case, scope: str, by: Person, standing: Standing) -> None:
    """Nobody of the respondent does what belongs to another organisation (回避). Raises NotAllowed."""
    if scope != str(case.respondent_id) and _belongs_to(case, by, standing):
        raise NotAllowed(_("您是责任单位的人员，不能办理本案的审查、复查和销号（回避）。"))


def _belongs_to(case: Case, by: Person, standing: Standing) -> bool:
    """Accounts of one staff number are one person. The inspector of a school (责任督学) is none of its people."""
    if any(
        held.organisation == str(case.respondent_id) and held.role != Role.SUPERVISION
        for held in standing.holdings
    ):
        return True
    if not by.staff_number:
        return False
    held = Membership.objects.active_on(standing.day).filter(person__staff_number=by.staff_number)
    return held.filter(organisation=case.respondent_id).exclude(role=Role.SUPERVISION).exists()


def _has_done(case: Case, by: Person, elements: tuple[str, ...]) -> bool:
    if OPENING in elements and case.opened_by is not None and _same(case.opened_by, by):
        return True
    done = Submission.objects.filter(instance__key=case.pk, element_id__in=elements)
    same = Q(by__staff_number=by.staff_number) if by.staff_number else Q(by=by)
    # What another did for him he has done.
    return done.filter(same | Q(task_id__in=done_for(by, case.pk).values("task"))).exists()


def _same(one: Person, other: Person) -> bool:
    return one.pk == other.pk or bool(one.staff_number and one.staff_number == other.staff_number)

"""What is asked and kept when somebody acts in the place of another (domain.md §4.4 rule 10, §4.5)."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.services import trail
from casework.organisations.conflicts import conflict
from casework.organisations.models import Delegation, Person, Substitution
from casework.organisations.standing import StandIn
from processes.models import Submission, UserTask


def why_not_in_place(*, case: Case, scope: str, one: StandIn, by: Person, day: date) -> str:
    """What keeps ``by`` himself from acting in the place of another, as a sentence; empty where nothing does.

    Whoever had a hand in the case on his own account does not approve it in another's name; and who keeps away from the
    respondent, he or whom he stands in for, keeps away through the other too.
    """
    named = {"principal": one.principal}
    if _has_own_hand_in(case, by):
        return _("您自己办过本案的环节，不能再代%(principal)s办理（不相容岗位分离）。") % named
    if scope == str(case.respondent_id):
        return ""
    for person in (one.principal, by):
        if why := conflict(person=person, organisation=case.respondent_id, day=day):
            return _("%(person)s须回避本案（%(why)s），这一步不能代办。") % {"person": person, "why": why}
    return ""


def still_holds(one: StandIn, day: date) -> bool:
    """Asked under a lock, so that a delegation that is withdrawn meanwhile is either used before or not at all."""
    locked = Delegation.objects.in_force(day).select_for_update(of=("self",), no_key=True)
    return locked.filter(pk=one.delegation).first() is not None


def keep_substitution(*, task: UserTask, delegation: int, by: Person, at: datetime) -> None:
    """Write for ever in whose place ``task`` is being done, and mark all that the step tells of ``by``."""
    _keep(task.pk, task.instance.key, delegation, by, at)


def keep_message(*, case: UUID, delegation: int, by: Person, at: datetime) -> None:
    """The same for a message, which is no task and has no id but this record's own."""
    _keep(uuid4(), case, delegation, by, at)


def _keep(what: UUID, case: UUID, delegation: int, by: Person, at: datetime) -> None:
    given = Delegation.objects.select_related("principal").get(pk=delegation)
    Substitution.objects.create(task=what, case=case, delegation=given, at=at)
    trail.stand_in(by=by, principal=given.principal)


def _has_own_hand_in(case: Case, by: Person) -> bool:
    accounts = set(Person.objects.same_as(by).values_list("pk", flat=True))
    if case.opened_by_id in accounts:
        return True
    # Whoever asked for something does not grant it in another's name.
    if Event.objects.filter(chain=case.pk, kind="message.sent", by__in=accounts, on_behalf="").exists():
        return True
    for_others = Substitution.objects.filter(case=case.pk).values("task")
    done = Submission.objects.filter(instance__key=case.pk, by__in=accounts)
    return done.exclude(task_id__in=for_others).exists()

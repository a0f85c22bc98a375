"""Whether something is done in one's own right or in another's place, and what that asks for (domain.md §4.4 rule 10)."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.calendar.wording.dates import full_date
from casework.cases.clock import local_date
from casework.organisations.models import Delegation
from casework.organisations.standing import StandIn, Standing
from casework.organisations.substitutions import lapsed
from processes.models import ProcessVersion, UserTask, addressed_to
from processes.services import claim, definition_of, may_take


def stood_in(standing: Standing) -> Q:
    """Open tasks that the person may do in the place of others: free ones, his own, and what the other one had taken."""
    found = Q(pk__in=[])
    for one in standing.stand_ins:
        holders = Q(assignee=None) | Q(assignee__in=[one.principal.pk, standing.person.pk])
        found |= (
            holders & addressed_to([one.pair]) & Q(instance__version__process_id__in=sorted(one.processes))
        )
    return found


def acted_in(standing: Standing) -> Q:
    """Running cases in which a diagram lets those whom the person stands in for send a message from the case page."""
    found = Q(pk__in=[])
    for one in standing.stand_ins:
        place = one.organisation
        theirs = Q(respondent=place) | Q(school=place) | Q(office=place)
        found |= theirs & Q(closed_at=None, instance__version__in=_offering(one))
    return found


def _offering(one: StandIn) -> list[UUID]:
    """Versions of the delegated processes with an action for the post."""
    return [
        version.pk
        for version in ProcessVersion.objects.filter(process_id__in=sorted(one.processes))
        if any(
            element.action and one.role in element.action.assignment.roles
            for element in definition_of(version).elements()
        )
    ]


def stand_in_as(roles: Collection[str], scope: str, process: str, standing: Standing) -> StandIn | None:
    """In whose place the person would do in ``process`` what falls to one of ``roles`` at ``scope``."""
    for one in standing.stand_ins:
        if one.role in roles and one.organisation == scope and process in one.processes:
            return one
    return None


def stand_in_for(task: UserTask, standing: Standing) -> StandIn | None:
    """In whose place the person would do the open ``task``; None where he may in his own right, or not at all."""
    free = {None, standing.person.pk}
    if task.assignee_id in free and may_take(task, standing.pairs):
        return None
    for one in standing.stand_ins:
        if may_take(task, [one.pair]) and task.assignee_id in free | {one.principal.pk}:
            process = task.instance.version.process_id
            if process in one.processes:
                return one
    return None


def is_for(task: UserTask, standing: Standing) -> bool:
    """Whether the open task waits for the person: he has it, may take it, or stands in for who may."""
    if task.assignee_id == standing.person.pk:
        return True
    free = task.assignee_id is None and may_take(task, standing.pairs)
    return free or stand_in_for(task, standing) is not None


def take(*, task: UserTask, standing: Standing, at: datetime) -> UserTask:
    """Give the task to the person of ``standing``, out of the hands of whom he stands in for too.

    Raises NotACandidate, AlreadyClaimed.
    """
    one = stand_in_for(task, standing)
    pairs = standing.pairs if one is None else standing.pairs | {one.pair}
    instead = None if one is None else one.principal
    return claim(task=task, by=standing.person, standing=pairs, at=at, instead_of=instead)


def why_not_any_more(task: UserTask, standing: Standing) -> str:
    """What is said to a substitute whose time is over; empty for whoever was none."""
    process = task.instance.version.process_id
    return why_not_as_any_more(roles=task.role_ids, scope=task.scope, process=process, standing=standing)


def why_not_as_any_more(*, roles: Collection[str], scope: str, process: str, standing: Standing) -> str:
    """The same for whatever falls to one of ``roles`` at ``scope``."""
    one = lapsed(person=standing.person, roles=roles, scope=scope, process=process, day=standing.day)
    if one is None:
        return ""
    named = {"principal": one.principal, "day": full_date(_last(one), get_language() or "zh-hans")}
    if one.revoked_at is not None:
        return _("%(principal)s已于%(day)s收回委托，您不能再代办这件事。") % named
    return _("%(principal)s的委托到%(day)s为止，您不能再代办这件事。") % named


def _last(one: Delegation) -> date:
    return one.ends_on if one.revoked_at is None else local_date(one.revoked_at)

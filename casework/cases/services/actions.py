"""The messages that the diagram lets a person send from the case page now, in his own right or in another's place."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.policies import is_withheld
from casework.cases.services.rights import NotAllowed, check_not_respondent
from casework.cases.services.substituting import why_not_in_place
from casework.cases.standing_in import stand_in_as, why_not_as_any_more
from casework.organisations.models import Person
from casework.organisations.standing import StandIn, Standing, standing_of
from processes.engine import Environment, Run, Waiting
from processes.models import ProcessInstance
from processes.services import environment_of
from processes.vocabulary import Action, Assignment


@dataclass(frozen=True)
class Offer:
    """An action, and in whose place the person would take it; None in his own right."""

    action: Action
    stand_in: StandIn | None = None

    @property
    def instead_of(self) -> str:
        return str(self.stand_in.principal) if self.stand_in else ""


@dataclass(frozen=True)
class Offered:
    """Actions open to one person on one case, once per message."""

    offers: tuple[Offer, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(offer.action for offer in self.offers)

    def require(self, message: str) -> Offer:
        """Raises NotAllowed."""
        for offer in self.offers:
            if offer.action.message == message:
                return offer
        raise NotAllowed(_("现在不能进行这项操作：时限已过，或者案件已进入下一步。"))


def offered_actions(*, instance: ProcessInstance, standing: Standing, by: Person, at: datetime) -> Offered:
    """What ``by`` may start: the boundary events that wait, whose lane he or whom he stands in for holds, and whose
    condition is met.
    """
    if instance.status != ProcessInstance.Status.RUNNING or instance.blocked:
        return Offered(())
    environment = environment_of(instance, at=at, by=by)
    run = Run.load(instance.state, environment)
    case = Case.objects.get(pk=instance.key)
    process, found = instance.version.process_id, {}
    for waiting in run.waiting():
        if waiting.action and _holds(waiting, environment):
            offer = _offer(waiting.action, _scope(waiting, environment), case, process, standing)
            if offer is not None:
                found[offer.action.message] = offer
    return Offered(tuple(found.values()))


def over(*, case: Case, action: Action, standing: Standing) -> str:
    """What is said of ``action`` to a substitute whose time is over; empty for whoever was none."""
    if case.instance is None:
        return ""
    process, roles = case.instance.version.process_id, action.assignment.roles
    for place in (case.respondent_id, case.school_id, case.office_id):
        scope = str(place)
        if said := why_not_as_any_more(roles=roles, scope=scope, process=process, standing=standing):
            return said
    return ""


def _holds(waiting: Waiting, environment: Environment) -> bool:
    when = waiting.action.when if waiting.action else None
    return when is None or environment.evaluate(when, waiting.data) is True


def _scope(waiting: Waiting, environment: Environment) -> str:
    lane = waiting.action.assignment if waiting.action else Assignment((), "")
    return str(environment.evaluate(lane.scope, waiting.data) or "")


def _offer(action: Action, scope: str, case: Case, process: str, standing: Standing) -> Offer | None:
    roles = action.assignment.roles
    own = any((role, scope) in standing.pairs for role in roles)
    one = None if own else stand_in_as(roles, scope, process, standing)
    if not own and one is None:
        return None
    try:
        check_not_respondent(case=case, scope=scope, by=standing.person, standing=standing)
        if one is not None:
            _check_in_place(case, scope, one, standing)
    except NotAllowed:
        return None
    return Offer(action, one)


def _check_in_place(case: Case, scope: str, one: StandIn, standing: Standing) -> None:
    """Nothing keeps the other one from it, nor the person from doing it for him (domain.md §4.4 rule 10). Raises NotAllowed."""
    principal = standing_of(one.principal, standing.day)
    if is_withheld(case, principal):
        raise NotAllowed(_("这件事还没有对委托人的单位公开。"))
    check_not_respondent(case=case, scope=scope, by=one.principal, standing=principal)
    if why := why_not_in_place(case=case, scope=scope, one=one, by=standing.person, day=standing.day):
        raise NotAllowed(why)

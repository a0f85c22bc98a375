"""The messages that the diagram lets a person send from the case page now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.services.rights import NotAllowed, check_not_respondent
from casework.organisations.models import Person
from casework.organisations.standing import Standing
from processes.engine import Environment, Run, Waiting
from processes.models import ProcessInstance
from processes.services import environment_of
from processes.vocabulary import Action, Assignment


@dataclass(frozen=True)
class Offered:
    """Actions open to one person on one case, once per message."""

    actions: tuple[Action, ...]

    def require(self, message: str) -> Action:
        for action in self.actions:
            if action.message == message:
                return action
        raise NotAllowed(_("现在不能进行这项操作：时限已过，或者案件已进入下一步。"))


def offered_actions(*, instance: ProcessInstance, standing: Standing, by: Person, at: datetime) -> Offered:
    """What ``by`` may start: the boundary events that wait, whose lane he stands in and whose condition holds."""
    if instance.status != ProcessInstance.Status.RUNNING or instance.blocked:
        return Offered(())
    environment = environment_of(instance, at=at, by=by)
    run = Run.load(instance.state, environment)
    case = Case.objects.get(pk=instance.key)
    found = {
        waiting.action.message: waiting.action
        for waiting in run.waiting()
        if waiting.action and _holds(waiting, environment) and _may_send(waiting, environment, case, standing)
    }
    return Offered(tuple(found.values()))


def _holds(waiting: Waiting, environment: Environment) -> bool:
    when = waiting.action.when if waiting.action else None
    return when is None or environment.evaluate(when, waiting.data) is True


def _may_send(waiting: Waiting, environment: Environment, case: Case, standing: Standing) -> bool:
    lane = waiting.action.assignment if waiting.action else Assignment((), "")
    scope = str(environment.evaluate(lane.scope, waiting.data) or "")
    if not any((role, scope) in standing.pairs for role in lane.roles):
        return False
    try:
        check_not_respondent(case=case, scope=scope, by=standing.person, standing=standing)
    except NotAllowed:
        return False
    return True

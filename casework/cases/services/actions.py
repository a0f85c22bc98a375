"""The messages that the diagram lets a person send from the case page now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from casework.cases.services.rights import NotAllowed
from casework.organisations.models import Person
from casework.organisations.standing import Standing
from processes.engine import Environment, Run
from processes.models import ProcessInstance
from processes.services import definition_of
from processes.vocabulary import Action


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
    environment = Environment(
        definition=definition_of(instance.version), instance_id=instance.pk, key=instance.key, at=at, by=by
    )
    run = Run.load(instance.state, environment)
    found = {action.message: action for action in _offered(run, environment, standing)}
    return Offered(tuple(found.values()))


def _offered(run: Run, environment: Environment, standing: Standing) -> Iterator[Action]:
    for waiting in run.waiting():
        action = waiting.action
        if action is None:
            continue
        scope = str(environment.evaluate(action.assignment.scope, waiting.data) or "")
        standing_here = any((role, scope) in standing.pairs for role in action.assignment.roles)
        holds = action.when is None or environment.evaluate(action.when, waiting.data) is True
        if standing_here and holds:
            yield action

"""What may happen next in a trial case: open tasks with who may do them, messages that are awaited, and time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from casework.calendar.services import Calendar
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.names import name_in
from casework.cases.services import NotAllowed
from casework.cases.services.actions import offered_actions
from casework.cases.services.filling import open_task
from casework.cases.services.rights import check_may_act
from casework.changes.recording.cast import Part, name_of, part_of, parts_at, person_of
from casework.changes.recording.rehearsal import Stage, running
from casework.inbox.casefile.subject import subjects
from casework.inbox.wording.due import Due, due_in_words
from casework.inbox.wording.people import places_of
from casework.organisations.models import Organisation
from casework.scenarios.openings import family
from casework.scenarios.runner import scope_of, trial
from processes.engine import Run
from processes.forms import Text
from processes.models import ProcessInstance, UserTask
from processes.services import environment_of
from processes.vocabulary import Action


@dataclass(frozen=True)
class Offer:
    """A task (``what`` is process/element, ``finding`` the number of the one that it is about) or a message.

    ``case`` is what the scenario calls the case that it belongs to, "" the trial case itself.
    """

    kind: str
    what: str
    name: str
    who: str = ""
    about: str = ""
    finding: int | None = None
    due: Due | None = None
    case: str = ""

    @property
    def query(self) -> str:
        """How the page of the offer is asked for."""
        named = {self.kind: self.what} | ({"finding": str(self.finding)} if self.finding else {})
        return urlencode(named | ({"case": self.case} if self.case else {}))


def open_offers(stage: Stage, case: Case, called: str, language: str) -> list[Offer]:
    """Every open task of the case once, most urgent first; of several that nothing tells apart one."""
    found = list(
        UserTask.objects.open().filter(instance=case.instance_id).select_related("assignee", "instance")
    )
    found.sort(key=lambda task: (task.due_at is None, task.due_at, task.opened_at, task.name))
    today, calendar, about = local_date(stage.now), Calendar.load(), subjects(found)
    places = places_of(found, today)
    offers: dict[tuple[str, int | None], Offer] = {}
    for task in found:
        finding = about.get(task.pk)
        number = finding.ordinal if finding else None
        what = f"{task.process_id}/{task.element_id}"
        who = name_of(stage, task.assignee) if task.assignee else places.actor(task)
        due = due_in_words(task.due_at, today=today, calendar=calendar)
        fact = finding.fact if finding else ""
        offer = Offer("task", what, name_in(task, language), who, fact, number, due, called)
        offers.setdefault((what, number), offer)
    return list(offers.values())


def performers(stage: Stage, task: UserTask) -> list[Part]:
    """Who may do it now: the one who has it, else people of its roles whom nothing stands against."""
    if task.assignee is not None:
        holder = part_of(stage, task.assignee)
        return [holder] if holder else []
    place = Organisation.objects.get(pk=task.scope)
    return [
        part for role in task.role_ids for part in parts_at(stage, role, place) if _may_do(stage, task, part)
    ]


def _may_do(stage: Stage, task: UserTask, part: Part) -> bool:
    before = dict(stage.world.people)
    with trial():
        person = person_of(stage, part)
        opened = open_task(task=task, at=stage.now, by=person)
        standing = stage.world.standing(person, stage.now)
        try:
            check_may_act(case=task.instance.case, opened=opened, by=person, standing=standing)
        except NotAllowed:
            return False
        finally:
            stage.world.people = before
    return True


def awaited(stage: Stage, case: Case, called: str, language: str) -> list[Offer]:
    """The messages to the case that somebody may send now, whoever it is."""
    actions = {action.message: action for action in _actions(case, stage.now)}
    return [
        Offer("message", message, Text(action.label, action.label_en).in_language(language), case=called)
        for message, action in actions.items()
        if senders(stage, case, message)
    ]


def action_of(stage: Stage, case: Case, message: str) -> Action:
    """Raises LookupError for a message that nothing waits for."""
    for action in _actions(case, stage.now):
        if action.message == message:
            return action
    raise LookupError(message)


def senders(stage: Stage, case: Case, message: str) -> list[Part]:
    """Who may send it now: people of the roles that the diagram names, where these stand in a scenario."""
    found: list[Part] = []
    for action in _actions(case, stage.now):
        if action.message != message:
            continue
        for role in action.assignment.roles:
            found += [
                part
                for part in parts_at(stage, role, scope_of(case, role))
                if _may_send(stage, case, message, part)
            ]
    return list({part.key: part for part in found}.values())


def _may_send(stage: Stage, case: Case, message: str, part: Part) -> bool:
    before = dict(stage.world.people)
    with trial():
        person = person_of(stage, part)
        standing = stage.world.standing(person, stage.now)
        offered = offered_actions(instance=running(case), standing=standing, by=person, at=stage.now)
        stage.world.people = before
    return any(action.message == message for action in offered.actions)


def _actions(case: Case, at: datetime) -> Iterator[Action]:
    instance = case.instance
    if instance is None or instance.status != ProcessInstance.Status.RUNNING or instance.blocked:
        return
    run = Run.load(instance.state, environment_of(instance, at=at, by=None))
    yield from (waiting.action for waiting in run.waiting() if waiting.action)


def next_due(stage: Stage) -> datetime | None:
    """The next moment at which something happens by itself, in whole minutes; None where nothing is waited for."""
    running = ProcessInstance.objects.filter(
        case__in=family(stage.case), status=ProcessInstance.Status.RUNNING, next_timer_at__gt=stage.now
    )
    due = running.order_by("next_timer_at").values_list("next_timer_at", flat=True).first()
    if due is None:
        return None
    return timezone.localtime(due).replace(second=0, microsecond=0) + timedelta(minutes=1)

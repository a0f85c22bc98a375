"""Plays a scenario through the same services as the screens: every step loads the saved state and saves it again.

Call ``trial`` around it to leave no trace in the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import (
    NotAllowed,
    Outcome,
    advance,
    complete_task,
    send_message,
)
from casework.findings.models import Finding
from casework.organisations.models import Organisation, Person
from casework.organisations.queries import holders
from casework.scenarios.answers import answer
from casework.scenarios.naming import Names
from casework.scenarios.offered import offered_tables
from casework.scenarios.openings import family, opened_for
from casework.scenarios.refusals import NotAsWritten, why
from casework.scenarios.report import Report, report_on
from casework.scenarios.script import Scenario, Step
from casework.scenarios.staging import open_case, run_night, set_stage
from casework.scenarios.vendors import enter_library
from casework.scenarios.world import World
from processes.engine import MessageNotExpected
from processes.forms import FormRejected
from processes.models import ProcessInstance, ProcessVersion, UserTask
from storage import kept_aside

Refused = (NotAllowed, FormRejected, MessageNotExpected)


class ScenarioBroken(Exception):
    """A step could not be played; the message says which and why, ``case`` is where it stands."""

    def __init__(self, message: str, case: Case) -> None:
        super().__init__(message)
        self.case = case


@contextmanager
def trial() -> Iterator[None]:
    """Everything inside is rolled back, and what was stored is gone."""
    with kept_aside(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def play(scenario: Scenario, *, version: ProcessVersion | None = None, world: World | None = None) -> Report:
    """Play ``scenario`` on ``version`` (the latest by default). Raises ScenarioBroken."""
    world = world or World()
    set_stage(scenario, world)
    case = open_case(scenario.start, world, version)
    carry_on(scenario, case=case, world=world)
    try:
        return report_on(scenario, Case.objects.get(pk=case.pk))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ScenarioBroken(f"“{scenario.name}”的预期不能核对：{why(error)}", case) from error


def carry_on(scenario: Scenario, *, case: Case, world: World) -> None:
    """Play the steps of ``scenario`` on a case that is there. Raises ScenarioBroken."""
    for number, step in enumerate(scenario.steps, 1):
        try:
            play_step(world, case, step)
        except DatabaseError as error:
            # Nothing more can be asked in this transaction.
            raise ScenarioBroken(f"“{scenario.name}”第 {number} 步：{why(error)}", case) from error
        except Exception as error:
            # What stands in a step was written by people, and may come to grief in any way.
            raise ScenarioBroken(
                f"“{scenario.name}”第 {number} 步（{_called(case, step)}）：{why(error)}", case
            ) from error


def _called(case: Case, step: Step) -> str:
    try:
        names = Names.of(opened_for(case, step.case) if step.case else case)
    except LookupError:
        names = Names.of(case)
    told = names.message(step.message) if step.message else "时间推移"
    called = names.step(step.task) if step.task else told
    return f"{step.case.partition('·')[0]}：{called}" if step.case else called


def play_step(world: World, case: Case, step: Step) -> None:
    """One step, of ``case`` or of one that it opened. Raises whatever stands against it."""
    case.refresh_from_db()
    up_to(case, step.at)
    if step.case is not None:
        case = opened_for(case, step.case)
        up_to(case, step.at)
    if step.task is None and step.message is None:
        if step.enters is not None:
            enter_library(world.organisation(step.enters["name"]), step.enters)
        if step.night:
            run_night(step.at)
        return
    act = _complete if step.task else _send
    if step.refused is None:
        outcome = act(world, case, step)
        _went_well(outcome)
        return
    before = dict(world.people)
    try:
        with transaction.atomic():
            act(world, case, step)
    except Refused as refusal:
        # Whoever was made for the refused step went with it.
        world.people = before
        if step.refused not in str(refusal):
            said = f"被拒绝了，但理由不是预期的“{step.refused}”，而是：{why(refusal)}"
            raise NotAsWritten(said) from refusal
        return
    raise NotAsWritten("这一步本应被拒绝")


def _went_well(outcome: Outcome) -> None:
    if outcome.incident is not None:
        raise NotAsWritten(str(outcome.incident))


def up_to(case: Case, at: datetime) -> None:
    """Let time pass: fire every timer that is due, of the case and of what it opened, each at its own moment."""
    while True:
        running = ProcessInstance.objects.filter(case__in=family(case), status=ProcessInstance.Status.RUNNING)
        instance = running.filter(next_timer_at__lte=at).order_by("next_timer_at").first()
        due = instance.next_timer_at if instance else None
        if instance is None or due is None:
            return
        outcome = advance(instance_id=instance.pk, at=max(due, instance.started_at) + timedelta(seconds=1))
        _went_well(outcome)


def _complete(world: World, case: Case, step: Step) -> Outcome:
    task = find_task(case, step.task or "", step.item)
    by = _actor(world, case, step, task)
    if step.papers is not None:
        answer(case, said=step.papers, by=by, at=step.at)
    raw = world.resolve(step.form, case=case, by=by, at=step.at)
    if step.prefilled:
        raw = {**offered_tables(task, choose=step.choose, by=by, at=step.at), **raw}
    return complete_task(task_id=task.pk, raw=raw, by=by, standing=world.standing(by, step.at), at=step.at)


def _send(world: World, case: Case, step: Step) -> Outcome:
    scope = scope_of(case, step.role or "")
    by = world.actor(role=step.role or "", scope=scope, at=step.at, alias=step.person)
    raw = world.resolve(step.form, case=case, by=by, at=step.at)
    return send_message(
        case=case,
        message=step.message or "",
        raw=raw,
        by=by,
        standing=world.standing(by, step.at),
        at=step.at,
    )


def scope_of(case: Case, role: str) -> Organisation:
    """Where somebody of ``role`` stands who sends a message."""
    if role.startswith("RL-2"):
        return case.school or case.respondent
    return case.respondent if role.startswith("RL-3") else case.office


def find_task(case: Case, what: str, finding: int | None = None) -> UserTask:
    """The open task of the element ``what`` (process/element), the oldest of several. Raises LookupError."""
    element = what.rpartition("/")[2]
    tasks = UserTask.objects.open().filter(instance=case.instance_id, element_id=element)
    if finding is not None:
        tasks = tasks.filter(item=str(Finding.objects.get(case=case, ordinal=finding).pk))
    found = tasks.order_by("opened_at").first()
    if found is None:
        waiting = UserTask.objects.open().filter(instance=case.instance_id).order_by("opened_at", "pk")
        names, others = Names.of(case), list(dict.fromkeys(waiting.values_list("element_id", flat=True)))
        instead = f"，等待办理的是{names.steps(others)}" if others else ""
        raise LookupError(f"没有等待办理的“{names.step(element)}”{instead}")
    return found


def _actor(world: World, case: Case, step: Step, task: UserTask) -> Person:
    if task.assignee is not None and step.person is None and step.refused is None:
        return task.assignee
    scope = Organisation.objects.get(pk=task.scope)
    # An office has people of some of the roles of its lane.
    day = local_date(step.at)
    held = (role for role in task.role_ids if holders([role], scope.pk, day))
    role = step.role or next(held, task.role_ids[0])
    return world.actor(role=role, scope=scope, at=step.at, alias=step.person)

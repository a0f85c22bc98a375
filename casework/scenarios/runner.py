"""Plays a scenario through the same services as the screens: every step loads the saved state and saves it again.

Call ``trial`` around it to leave no trace in the database.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import (
    NotAllowed,
    Outcome,
    advance,
    begin,
    beginnings,
    complete_task,
    send_message,
)
from casework.expiry.services import run as watch_expiry
from casework.findings.models import Finding
from casework.findings.services import open_rectification
from casework.organisations.models import Organisation, Person
from casework.organisations.queries import holders
from casework.scenarios.answers import answer
from casework.scenarios.offered import offered_tables
from casework.scenarios.openings import begin_by_calendar, begin_by_message, family, opened_for
from casework.scenarios.permits import register_permit
from casework.scenarios.report import Report, report_on
from casework.scenarios.script import Scenario, Step, moment
from casework.scenarios.settings import set_parameters, set_terms
from casework.scenarios.vendors import enter_library, register_vendor
from casework.scenarios.world import OFFICES, World
from processes.engine import MessageNotExpected
from processes.forms import FormRejected
from processes.models import ProcessInstance, ProcessVersion, UserTask

Refused = (NotAllowed, FormRejected, MessageNotExpected)


class ScenarioBroken(Exception):
    """A step could not be played; the message says which and why, ``case`` is where it stands."""

    def __init__(self, message: str, case: Case) -> None:
        super().__init__(message)
        self.case = case


class _NotAsWritten(Exception):
    """A step came out otherwise than the scenario says."""


@contextmanager
def trial() -> Iterator[None]:
    """Everything inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def play(scenario: Scenario, *, version: ProcessVersion | None = None, world: World | None = None) -> Report:
    """Play ``scenario`` on ``version`` (the latest by default). Raises ScenarioBroken."""
    world = world or World()
    set_parameters(world, scenario.parameters)
    set_terms(scenario.terms)
    for earlier in scenario.earlier:
        _leave_earlier_case(world, earlier)
    for vendor in scenario.vendors:
        register_vendor(vendor, world.bureau())
    for code in OFFICES if scenario.vendors else ():
        world.office(code)
    for vendor in scenario.vendors:
        for permit in vendor.get("permits", []):
            register_permit(vendor["name"], permit, world)
    case = _opening(scenario.start)(world, scenario.start, version)
    carry_on(scenario, case=case, world=world)
    return report_on(scenario, Case.objects.get(pk=case.pk))


def carry_on(scenario: Scenario, *, case: Case, world: World) -> None:
    """Play the steps of ``scenario`` on a case that is there. Raises ScenarioBroken."""
    for number, step in enumerate(scenario.steps, 1):
        try:
            _play(world, case, step)
        except (LookupError, ValueError, _NotAsWritten, *Refused) as error:
            what = step.task or step.message or "时间推移"
            raise ScenarioBroken(f"“{scenario.name}”第 {number} 步（{what}）：{error!r}", case) from error


def _opening(start: Mapping[str, Any]) -> Callable[[World, Mapping[str, Any], ProcessVersion | None], Case]:
    if "calendar" in start:
        return begin_by_calendar
    if "message" in start:
        return begin_by_message
    if "process" in start:
        return begin_scenario
    return _watch if "nights" in start else _open


def _watch(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    """Let the watch over papers run in each of ``nights``: it opens the renewal that ``vendor`` is asked for."""
    for night in start["nights"]:
        _run_night(moment(f"{night}T01:00"))
    return Case.objects.get(
        kind=Case.Kind.EXPIRY, respondent=world.organisation(start["vendor"]), closed_at=None
    )


def _run_night(at: datetime) -> None:
    watch_expiry(day=local_date(at), at=at)


def _open(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    at = moment(start["at"])
    office = world.office(start["office"])
    return open_rectification(
        respondent=world.organisation(start["respondent"]),
        office=office,
        source=start["source"],
        found_on=date.fromisoformat(start["found_on"]) if "found_on" in start else local_date(at),
        findings=[{**item, "severity": int(item["severity"])} for item in start["findings"]],
        agreed=bool(start.get("agreed")),
        by=None,
        at=at,
        version=version,
    )


def begin_scenario(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    """Begin ``process`` on the form ``on`` as ``by`` (RL-21@银杏一小), as a person would from the screen."""
    at = moment(start["at"])
    role, _, place = start["by"].partition("@")
    scope = world.office(place) if place in OFFICES else world.organisation(place)
    by = world.actor(role=role, scope=scope, at=at, alias=start.get("person"))
    offered = beginnings(world.standing(by, at))
    found = next(b for b in offered if b.key == (start["process"], start.get("on", "apply")))
    world.office(found.start.office)
    raw = world.resolve(start["form"], case=None, by=by, at=at)
    chosen = replace(found, version=version) if version else found
    return begin(beginning=chosen, raw=raw, starter=str(scope.pk), by=by, at=at)


def _leave_earlier_case(world: World, raw: Mapping[str, Any]) -> None:
    """A case that stands in the ledger before the scenario begins, with one finding and no running process."""
    opened, closed = date.fromisoformat(raw["opened_on"]), raw.get("closed_on")
    at = moment(f"{opened.isoformat()}T09:00")
    case = Case.objects.create(
        number=f"TRIAL-{Case.objects.count() + 1:06d}",
        kind=Case.Kind.RECTIFICATION,
        title=f"{raw['respondent']}以前的整改",
        source=raw.get("source", Case.Source.PATROL),
        severity=int(raw["severity"]),
        respondent=world.organisation(raw["respondent"]),
        office=world.office(raw["office"]),
        district=world.bureau(),
        opened_at=at,
        closed_at=moment(f"{closed}T17:00") if closed else None,
        outcome="已销号" if closed else "",
    )
    Finding.objects.create(
        case=case,
        ordinal=1,
        code=raw["code"],
        severity=int(raw["severity"]),
        fact=raw.get("fact", "以前发现的问题"),
        found_on=opened,
        state=Finding.State.CLOSED if closed else Finding.State.REPAIRING,
        closed_on=date.fromisoformat(closed) if closed else None,
    )


def _play(world: World, case: Case, step: Step) -> None:
    case.refresh_from_db()
    up_to(case, step.at)
    if step.case is not None:
        case = opened_for(case, step.case)
        up_to(case, step.at)
    if step.task is None and step.message is None:
        if step.enters is not None:
            enter_library(world.organisation(step.enters["name"]), step.enters)
        if step.night:
            _run_night(step.at)
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
            raise _NotAsWritten(f"{refusal} 里没有“{step.refused}”") from refusal
        return
    raise _NotAsWritten("这一步本应被拒绝")


def _went_well(outcome: Outcome) -> None:
    if outcome.incident is not None:
        raise _NotAsWritten(str(outcome.incident))


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
    task = _task(case, step)
    by = _actor(world, case, step, task)
    if step.papers is not None:
        answer(case, said=step.papers, by=by, at=step.at)
    raw = world.resolve(step.form, case=case, by=by, at=step.at)
    if step.prefilled:
        raw = {**offered_tables(task, choose=step.choose or {}, by=by, at=step.at), **raw}
    return complete_task(task_id=task.pk, raw=raw, by=by, standing=world.standing(by, step.at), at=step.at)


def _send(world: World, case: Case, step: Step) -> Outcome:
    scope = _scope(case, step.role or "")
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


def _scope(case: Case, role: str) -> Organisation:
    """Where somebody of ``role`` stands who sends a message."""
    if role.startswith("RL-2"):
        return case.school or case.respondent
    return case.respondent if role.startswith("RL-3") else case.office


def _task(case: Case, step: Step) -> UserTask:
    element = (step.task or "").rpartition("/")[2]
    tasks = UserTask.objects.open().filter(instance=case.instance_id, element_id=element)
    if step.item is not None:
        tasks = tasks.filter(item=str(Finding.objects.get(case=case, ordinal=step.item).pk))
    found = tasks.order_by("opened_at").first()
    if found is None:
        waiting = (
            UserTask.objects.open().filter(instance=case.instance_id).values_list("element_id", flat=True)
        )
        raise LookupError(f"没有等待办理的 {element}；等待中：{'、'.join(waiting) or '无'}")
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

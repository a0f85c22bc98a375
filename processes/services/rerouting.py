"""Moving a running instance by hand: the legal moves, what one would do, and doing it inside the caller's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from processes import registry
from processes.engine import Environment, LimitExceeded, Run, StepFailed
from processes.engine.rerouting import IllegalMove, Move, Option, legal_moves, reroute, round_trip
from processes.models import ProcessInstance, UserTask
from processes.services import mirror
from processes.services.failures import TriggerFailed
from processes.services.steps import StepResult, environment_of, step
from processes.vocabulary import Call, Element


class MoveFailed(Exception):
    """The move was legal, but an automatic step or a rule behind it failed; the message says which. Nothing is changed."""


@dataclass(frozen=True)
class Standing:
    """Where an instance stands: elements with open tasks, and events that it waits for, with their moment."""

    tasks: tuple[Element, ...]
    events: tuple[tuple[Element, datetime | None], ...]

    def elements(self) -> list[Element]:
        return _once((*self.tasks, *(event for event, _ in self.events if not event.attached_to)))


def _once(elements: Iterable[Element]) -> list[Element]:
    return list({(element.process, element.id): element for element in elements}.values())


@dataclass(frozen=True)
class Preview:
    """What a move would do. ``opened`` are rows as they would be, not saved; ``automatic`` the steps that would run at
    once, whose results a preview cannot know: ``open_ended`` is true where the way behind them depends on those."""

    option: Option
    before: Standing
    after: Standing
    cancelled: list[UserTask]
    opened: list[UserTask]
    kept: list[UserTask]
    automatic: list[Element]
    open_ended: bool = False


@dataclass
class Rehearsal(Environment):
    """Decides as ever, but has no operation done: it notes which would be."""

    announced: list[Element] = field(default_factory=list)

    def perform(
        self,
        element: Element,
        call: Call,
        data: Mapping[str, Any],
        submission: Mapping[str, Any] | None = None,
    ) -> Any:
        self.announced.append(element)


def may_leave_out(element: Element) -> bool:
    """Whether the steps behind an element can do without it: nothing that has to be done hangs on it.

    What somebody else has to do than who did the steps before is a control (a recheck, an approval): never.
    """
    if element.separations:
        return False
    if element.operation is None:
        return True
    known = registry.operations().get(element.operation.name)
    return known is not None and known.skippable


def legal_moves_of(*, instance: ProcessInstance, at: datetime) -> list[Option]:
    """Every legal move of an instance, whether or not an incident holds it. Raises UnreadableState."""
    if instance.status != ProcessInstance.Status.RUNNING:
        return []
    return _legal(instance, Run.load(instance.state, environment_of(instance, at=at, by=None)))


def _legal(instance: ProcessInstance, run: Run, only: Move | None = None) -> list[Option]:
    passed = frozenset(instance.trail.get("elements", {}))
    return legal_moves(run, passed=passed, may_leave_out=may_leave_out, only=only)


def require_legal(*, instance: ProcessInstance, move: Move, at: datetime) -> Option:
    """Raises IllegalMove."""
    if instance.status != ProcessInstance.Status.RUNNING:
        raise IllegalMove
    run = Run.load(instance.state, environment_of(instance, at=at, by=None))
    found = [option for option in _legal(instance, run, only=move) if option.move == move]
    if not found:
        raise IllegalMove
    return found[0]


def standing_of(*, instance: ProcessInstance, at: datetime) -> Standing:
    return _standing(Run.load(instance.state, environment_of(instance, at=at, by=None)))


def _standing(run: Run) -> Standing:
    return Standing(
        tuple(task.element for task in run.ready()),
        tuple((waiting.element, waiting.due_at) for waiting in run.waiting()),
    )


def tasks_taken(*, instance: ProcessInstance, option: Option, at: datetime) -> int:
    """How many open tasks a move would cancel."""
    run, _ = _rehearsed(instance, option.move, at)
    still = {task.id for task in run.ready()}
    return sum(UUID(key) not in still for key in instance.open_tasks)


def preview(*, instance: ProcessInstance, option: Option, at: datetime) -> Preview:
    """Go through a legal move without doing anything: no operation runs, and what is written is rolled back."""
    run, complete = _rehearsed(instance, option.move, at)
    before = standing_of(instance=instance, at=at)
    known = ProcessInstance(pk=instance.pk, open_tasks=list(instance.open_tasks))
    with transaction.atomic():
        changes = mirror.synchronise(known, run, at=at)
        transaction.set_rollback(True)
    gone = {task.pk for task in changes.cancelled}
    rows = list(UserTask.objects.open().filter(instance=instance.pk).order_by("opened_at", "pk"))
    return Preview(
        option=option,
        before=before,
        after=_standing(run),
        cancelled=[row for row in rows if row.pk in gone],
        opened=changes.opened,
        kept=[row for row in rows if row.pk not in gone],
        automatic=_once(run.environment.announced),  # type: ignore[attr-defined]
        open_ended=not complete,
    )


def _rehearsed(instance: ProcessInstance, move: Move, at: datetime) -> tuple[Run, bool]:
    """The run after the move; False where what follows at once depends on results that nobody has yet."""
    real = environment_of(instance, at=at, by=None)
    environment = Rehearsal(
        definition=real.definition, instance_id=real.instance_id, key=real.key, at=real.at, by=None
    )
    run = Run.load(instance.state, environment)
    try:
        reroute(run, move)
    except (StepFailed, LimitExceeded):
        return run, False
    return run, not environment.announced


def perform_move(*, instance: ProcessInstance, move: Move, by: Any, at: datetime) -> StepResult:
    """Make a move of the locked ``instance``; the new state is seen to load before it is saved.

    Raises IllegalMove, MoveFailed, StaleInstance.
    """
    require_legal(instance=instance, move=move, at=at)

    def act() -> Run:
        run = Run.load(instance.state, environment_of(instance, at=at, by=by))
        reroute(run, move)
        round_trip(run)
        return run

    try:
        return step(instance, {"kind": "reroute", "move": move.to_json()}, act, at=at)
    except TriggerFailed as failure:
        raise MoveFailed(failure.cause) from failure

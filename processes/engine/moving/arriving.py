"""A carried state loaded on its new version: its new timers are reckoned, and it must come back as it was saved."""

from collections.abc import Iterator
from typing import Any

from processes.engine import state
from processes.engine.environment import Environment
from processes.engine.failures import LimitExceeded, StepFailed
from processes.engine.moving.carrying import Carried
from processes.engine.moving.findings import CannotCarry, Finding, Weight, called
from processes.engine.run import Run
from processes.engine.snapshot import take
from processes.engine.specs import FeelTimer, definitions_of


def arrive(carried: Carried, environment: Environment) -> Run:
    """The run of ``carried`` on the definition of ``environment``. Raises CannotCarry.

    Nothing fires: a moment that has passed already is found by the next look at the clock.
    """
    definition = environment.definition
    try:
        body = state.written(carried.plain)
        run = Run.load(state.sign(body, definition.digest, environment.instance_id), environment)
        for task, timer in _timers(run):
            _reckon(task, timer)
        text = run.save()
        again = Run.load(text, environment)
    except (state.UnreadableState, state.StateNotStorable, state.StateTooLarge) as error:
        raise CannotCarry(_finding("", "", f"换到新版后的状态不能保存：{error}")) from error
    except (LimitExceeded, StepFailed) as error:
        element = error.element
        name = called(element, element.id) if element else "某个定时"
        key = (element.process, element.id) if element else ("", "")
        raise CannotCarry(_finding(*key, f"{name}的时间按新规则算不出来：{error}")) from error
    if again.save() != text or take(again.workflow) != take(run.workflow):
        raise CannotCarry(_finding("", "", "换到新版后的状态存取不一致。"))
    if run.is_stuck():
        raise CannotCarry(_finding("", "", "换到新版后没有任何待办，也没有可以等的事。"))
    return again


def _timers(run: Run) -> Iterator[tuple[Any, FeelTimer]]:
    for task in run.workflow.awaited():
        for one in definitions_of(task.task_spec):
            if isinstance(one, FeelTimer) and "due" not in one._notes(task):
                yield task, one


def _reckon(task: Any, timer: FeelTimer) -> None:
    due = timer.due_at(task)
    timer._notes(task)["due"] = due.isoformat() if due else None


def _finding(process: str, element: str, why: str) -> Finding:
    return Finding(Weight.STAYS, process, element, why)

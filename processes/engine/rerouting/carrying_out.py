"""Carrying out a move, and seeing that what it left can be kept."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from processes.engine.levels import elements_of, entry_of
from processes.engine.rerouting.moves import IllegalMove, Move
from processes.engine.run import Run
from processes.engine.state import UnreadableState
from processes.engine.tokens import (
    data_together,
    level_id,
    levels_under_way,
    meeting_point,
    take_away,
    tokens_of,
)


def reroute(run: Run, move: Move) -> None:
    """Take the tokens away, put one before the target with what they knew, and go on to the next wait states.

    The caller has seen that the move is legal. Raises IllegalMove where a token is gone; StepFailed, LimitExceeded.
    """
    tree = _tree(run, move.level)
    there = {str(token.id): token for token in tokens_of(tree, run.environment.definition)}
    if not move.tokens or not there.keys() >= set(move.tokens):
        raise IllegalMove
    moved = [token for key, token in there.items() if key in move.tokens]
    if move.target and move.target not in elements_of(run.environment.definition, tree.spec):
        raise IllegalMove
    known, anchor = data_together(moved), meeting_point(moved)
    for token in moved:
        take_away(token)
    with run._translated():
        if move.target:
            _enter(anchor, entry_of(tree.spec, move.target), known)
        for level in levels_under_way(run.workflow):
            level.update_waiting_tasks()
    run.proceed()


def _tree(run: Run, level: str) -> Any:
    for tree in levels_under_way(run.workflow):
        if level_id(tree) == level:
            return tree
    raise IllegalMove


def _enter(anchor: Any, spec: Any, known: dict[str, Any]) -> None:
    """As the library has a token come from ``anchor``, but with ``known`` for what it inherits."""
    before, anchor.data = anchor.data, known
    child = anchor._add_child(spec, TaskState.FUTURE)
    child.task_spec._update(child)
    # Where nothing was left to inherit, the token's own knowledge is what any later branch has to be told apart from.
    anchor.data = before or dict(known)


def round_trip(run: Run) -> str:
    """The state as text, seen to load as what it is. Raises UnreadableState, StepFailed, LimitExceeded."""
    text = run.save()
    again = Run.load(text, run.environment)
    if _content(again) != _content(run):
        raise UnreadableState("改道后的流程状态装入后与原来不一致。")
    return text


def _content(run: Run) -> list[tuple[str, int, str, Any]]:
    """Every task that is kept, wherever its tree stands in the text, and what is waited for until when."""
    tasks = [
        (str(task.id), task._state, task.task_spec.name, task.data)
        for task in run.workflow.every_task()
        if task._state >= TaskState.WAITING
    ]
    waiting = [(w.element.id, 0, w.message or "", str(w.due_at)) for w in run.waiting()]
    return sorted([*tasks, *waiting], key=lambda row: (row[0], row[2], str(row[3])))

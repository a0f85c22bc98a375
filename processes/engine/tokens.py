"""What is under way in an instance, level by level, as a person could point at it: the tokens that may be moved."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from processes.engine.changes import changes_together
from processes.engine.definition import Definition
from processes.engine.joins import EndJoin, InclusiveJoin, ParallelJoin
from processes.engine.levels import SPLIT, Place
from processes.engine.sources import drawn_source
from processes.vocabulary import Element


@dataclass(frozen=True)
class Token:
    """``task`` is the engine's own: an activity or an event under way, or what waits at a join."""

    task: Any
    element: Element
    place: Place

    @property
    def id(self) -> UUID:
        key: UUID = self.task.id
        return key


def level_id(tree: Any) -> str:
    """The id of the call around a level; empty for the main process."""
    return str(getattr(tree, "parent_task_id", None) or "")


def levels_under_way(workflow: Any) -> list[Any]:
    """The main process, then what it called and is still going on, callers first."""
    found, pending = [], [workflow]
    while pending:
        tree = pending.pop(0)
        found.append(tree)
        for task in tree.in_order():
            called = workflow.subprocesses.get(task.id)
            if called is not None and task._state == TaskState.STARTED:
                pending.append(called)
    return found


def tokens_of(tree: Any, definition: Definition) -> list[Token]:
    """Every token of one level that has not ended, in the order of the tree."""
    return list(_tokens(tree, definition))


def _tokens(tree: Any, definition: Definition) -> Iterator[Token]:
    for task in tree.in_order():
        spec = task.task_spec
        if task._state >= TaskState.COMPLETED or isinstance(spec, BoundaryEvent | EndJoin):
            continue
        if task.parent is None or (isinstance(task.parent.task_spec, LoopTask) and _is_open(task.parent)):
            continue
        element = definition.element(tree.spec.name, spec.bpmn_id or "")
        if element is not None:
            waits = isinstance(spec, ParallelJoin | InclusiveJoin)
            yield Token(task, element, Place(element.id, drawn_source(task) if waits else None))


def _is_open(task: Any) -> bool:
    return bool(task._state < TaskState.COMPLETED)


def has_ended_branches(tree: Any) -> bool:
    """Whether a branch of this level has come to its end already, while others go on."""
    return any(isinstance(task.task_spec, EndJoin) for task in tree.unfinished())


def data_together(tokens: Sequence[Token]) -> dict[str, Any]:
    """What the tokens know together, as a join of theirs would have it."""
    tasks = [token.task for token in tokens]
    known = [_known(task) for task in tasks]
    return deepcopy(known[0]) if len(tasks) == 1 else changes_together(tasks, known)


def _known(task: Any) -> dict[str, Any]:
    """Of a called process its own knowledge: compaction keeps none with the caller, who would get it in the end."""
    called = task.workflow.top_workflow.subprocesses.get(task.id)
    if called is None or not isinstance(task.task_spec, SubWorkflowTask):
        # What waits at a join has inherited nothing yet.
        at_join = isinstance(task.task_spec, ParallelJoin | InclusiveJoin)
        data: dict[str, Any] = task.parent.data if at_join else task.data
        return data
    inside = [one for one in called.unfinished() if not isinstance(one.task_spec, BoundaryEvent | EndJoin)]
    inside = [
        one for one in inside if not (isinstance(one.parent.task_spec, LoopTask) and _is_open(one.parent))
    ]
    if not inside:
        inside = [one for one in called.unfinished() if isinstance(one.task_spec, EndJoin)]
    if len(inside) == 1:
        return _known(inside[0])
    return changes_together(inside, [_known(one) for one in inside])


def groups_of(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Each token alone, and those together that a common way led to: the smallest groups first."""
    beneath: dict[UUID, list[Token]] = {}
    for token in tokens:
        above = token.task.parent
        while above is not None:
            beneath.setdefault(above.id, []).append(token)
            above = above.parent
    groups = {(token.id,): (token,) for token in tokens}
    for together in beneath.values():
        groups.setdefault(tuple(token.id for token in together), tuple(together))  # type: ignore[arg-type]
    return sorted(groups.values(), key=len)


def meeting_point(tokens: Sequence[Token]) -> Any:
    """The task of the tree on which what replaces the tokens hangs: above all of them, and above their events."""
    chains = [list(_above(_outermost(token.task))) for token in tokens]
    shared = [task for task in chains[0] if all(any(task is one for one in chain) for chain in chains[1:])]
    return shared[0]


def _outermost(task: Any) -> Any:
    """An activity with events at its boundary hangs on a task of its own, and they with it."""
    parent = task.parent
    return parent if _is_split_of(parent, task) else task


def _is_split_of(parent: Any, task: Any) -> bool:
    return bool(parent is not None and parent.task_spec.name == f"{task.task_spec.bpmn_id}{SPLIT}")


def _above(task: Any) -> Iterator[Any]:
    while (task := task.parent) is not None:
        yield task


def take_away(token: Token) -> None:
    """Cancel the activity with all that it called, and what waits at its boundary; what its events began goes on."""
    task = token.task
    over = [task]
    if _is_split_of(task.parent, task):
        over += [
            event
            for event in task.parent.children
            if isinstance(event.task_spec, BoundaryEvent) and event._state == TaskState.WAITING
        ]
    for one in over:
        one.cancel()
        one.workflow.top_workflow.forget(one)

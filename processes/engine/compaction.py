"""Forgets what an instance has been through, so that the cost of a step does not grow with its rounds.

Kept are unfinished tasks; the task before each, whose data it inherits, and on to the first that is drawn, for the
picture of the path; the forks above several of them; the roots. Nothing that decides what happens next looks at anything
else: tokens wait at their joins (``joins``), and an activity hangs on the same task as the events at its boundary.
"""

from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState


def compact(workflow: Any) -> None:
    """Prune the trees of a main workflow and of all that it called; the order of what stays is unchanged."""
    _forget_what_is_over(workflow)
    for tree in (workflow, *workflow.subprocesses.values()):
        _prune(tree)


def _forget_what_is_over(workflow: Any) -> None:
    """A called process matters as long as its caller is unfinished."""
    open_calls = {
        task.id for tree in (workflow, *workflow.subprocesses.values()) for task in tree.unfinished()
    }
    for key in [key for key in workflow.subprocesses if key not in open_calls]:
        called = workflow.subprocesses.pop(key, None)
        for task in called.tasks.values() if called is not None else ():
            workflow.forget(task)


def _prune(tree: Any) -> None:
    kept = _kept(tree)
    if len(kept) < len(tree.tasks):
        _keep_only(tree, kept)
    for task in tree.tasks.values():
        if task._state >= TaskState.COMPLETED:
            task.internal_data = {}
        if not _is_read(task):
            task.data = {}
    if tree.last_task is not None and tree.last_task.id not in tree.tasks:
        tree.last_task = None


def _is_read(task: Any) -> bool:
    """Whether anything will still ask for the data: what is done has them for what has yet to begin and inherits, and for
    branches that may meet; a caller gets those of the called process when that ends."""
    if task._state >= TaskState.COMPLETED:
        return len(task._children) > 1 or any(child._state < TaskState.STARTED for child in task.children)
    calling = task._state == TaskState.STARTED and isinstance(task.task_spec, SubWorkflowTask)
    called = task.workflow.top_workflow.subprocesses.get(task.id)
    return not calling or called is None or called.completed


def _kept(tree: Any) -> set[UUID]:
    kept = {tree.task_tree.id}
    for task in tree.unfinished():
        kept.add(task.id)
        _keep_before(tree, task, kept)
    if tree.completed and tree.last_task is not None:
        kept.add(tree.last_task.id)
    return kept | _forks(tree, kept)


def _forks(tree: Any, kept: set[UUID]) -> set[UUID]:
    """Tasks with something that stays on several branches, against which a join tells what each has changed."""
    branches: dict[UUID | None, int] = {}
    for task in reversed(list(tree.in_order())):
        if task.id in kept or task.id in branches:
            branches[task._parent] = branches.get(task._parent, 0) + 1
    return {key for key, number in branches.items() if number > 1 and key is not None}


def _keep_before(tree: Any, task: Any, kept: set[UUID]) -> None:
    """Up to the first drawn task; a helper of the same activity is not one."""
    before = tree.tasks.get(task._parent)
    while before is not None:
        kept.add(before.id)
        if before.task_spec.bpmn_id not in (None, task.task_spec.bpmn_id):
            return
        before = tree.tasks.get(before._parent)


def _keep_only(tree: Any, kept: set[UUID]) -> None:
    """What stays hangs on the nearest of its ancestors that stays."""
    order = list(tree.in_order())
    nearest: dict[UUID | None, Any] = {}
    for task in order:
        before = nearest.get(task._parent)
        if task.id in kept:
            nearest[task.id] = task
            task._children = []
            task._parent = before.id if before is not None else None
            if before is not None:
                before._children.append(task.id)
        else:
            nearest[task.id] = before
    # A dictionary that only shrinks keeps the room it once had.
    tree.tasks = {task.id: task for task in order if task.id in kept}

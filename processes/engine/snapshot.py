"""A workflow as plain lists, and back: what a saved state holds, without specs and without the library's serializer.

``[root, ended, successful, data, tasks, called]`` for each workflow; ``tasks`` in the order of the tree, parents first:
``[id, place of the parent, state, since, spec, triggered, internal data, data]``, where data are a difference to the
parent's. ``since`` decides at a join whose data win: those of the branch that came last.
"""

from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from processes.engine.definition import Definition
from processes.engine.workflow import CalledWorkflow, MainWorkflow

Plain = list[Any]
# Data of a task: none at all, all of the parent's, or what differs.
NOTHING, INHERITED = 0, 1


def take(workflow: Any) -> Plain:
    """``workflow`` with all that it called, as JSON values."""
    called = [[str(key), _one(sub)] for key, sub in workflow.subprocesses.items()]
    return [_one(workflow), called]


def _one(workflow: Any) -> Plain:
    places: dict[UUID, int] = {}
    tasks: list[Plain] = []
    for task in workflow.in_order():
        places[task.id] = len(tasks)
        tasks.append(_task(task, places))
    last = workflow.last_task
    return [
        places.get(last.id) if last is not None else None,
        workflow.completed,
        workflow.success,
        workflow.data,
        tasks,
    ]


def _task(task: Any, places: dict[UUID, int]) -> Plain:
    parent = task.workflow.tasks.get(task._parent)
    return [
        task.id.hex,
        None if parent is None else places[parent.id],
        task._state,
        task.last_state_change,
        task.task_spec.name,
        task.triggered,
        task.internal_data,
        difference({} if parent is None else parent.data, task.data),
    ]


def difference(parent: dict[str, Any], own: dict[str, Any]) -> Any:
    if not own:
        return NOTHING
    if own == parent:
        return INHERITED
    updates = {key: value for key, value in own.items() if key not in parent or parent[key] != value}
    return [updates, [key for key in parent if key not in own]]


def restore(plain: Plain, definition: Definition) -> Any:
    """The workflow that ``take`` took, on the compiled specs of ``definition``. Raises LookupError, TypeError, ValueError."""
    main, called = plain
    workflow = MainWorkflow(definition.spec, dict(definition.subprocess_specs), deserializing=True)
    _fill(workflow, main)
    states = dict(called)
    _call(workflow, workflow, states)
    if states:
        raise LookupError(f"called by nothing: {sorted(states)}")
    return workflow


def _call(workflow: Any, top: Any, states: dict[str, Plain]) -> None:
    """Callers before what they call: a called workflow hangs on a task of its caller."""
    pending = [workflow]
    while pending:
        for task in pending.pop(0).tasks.values():
            state = states.pop(str(task.id), None) if isinstance(task.task_spec, SubWorkflowTask) else None
            if state is not None:
                spec = top.subprocess_specs[task.task_spec.spec]
                called = CalledWorkflow(spec, task.id, top, deserializing=True)
                top.subprocesses[task.id] = called
                _fill(called, state)
                called.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
                pending.append(called)


def _fill(workflow: Any, state: Plain) -> None:
    last, workflow.completed, workflow.success, workflow.data, rows = state
    tasks: list[Any] = []
    for row in rows:
        # Early states hold guesses of the way ahead, and what hangs on them.
        tasks.append(_restored(workflow, row, tasks) if row[2] >= TaskState.WAITING else None)
    workflow.task_tree = tasks[0]
    workflow.last_task = None if last is None else tasks[last]


def _restored(workflow: Any, row: Plain, tasks: list[Any]) -> Any:
    key, place, state, since, name, triggered, internal, data = row
    task = Task(workflow, workflow.spec.task_specs[name], state=state, id=UUID(key))
    task.last_state_change, task.triggered, task.internal_data = since, triggered, internal
    inherited = {}
    if place is not None:
        parent = tasks[place]
        parent._children.append(task.id)
        task._parent = parent.id
        inherited = parent.data
    task.data = applied(inherited, data)
    if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
        workflow.top_workflow.event_manager.add_task(task)
    return task


def applied(parent: dict[str, Any], change: Any) -> dict[str, Any]:
    """A copy of its own for every task, as deep as the library's own inheritance makes it."""
    if change == NOTHING:
        return {}
    own = {key: value.copy() if type(value) in (dict, list) else value for key, value in parent.items()}
    if change != INHERITED:
        updates, gone = change
        own |= updates
        for key in gone:
            del own[key]
    return own

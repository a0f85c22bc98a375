"""Workflows as far as we go with the library's: no recursion, no depth at which tasks are overlooked, no guessing ahead.

The library keeps a guess of the whole way ahead in the tree and repairs it at every step; here a task gets its followers
in the moment before it runs. A task that is taken out of the tree takes with it what it called and what it waited for.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator
from SpiffWorkflow.specs import MultiChoice
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from processes.engine.limits import check_size

DEPTH = 1_000_000
Told = Callable[[Any], None]

_log = logging.getLogger("spiff.task")
_log_extras = Task.collect_log_extras


def _extras_if_wanted(task: Any, more: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    return _log_extras(task, more) if _log.isEnabledFor(logging.INFO) else {}


# The library describes a task at each change of its state, for a log that nobody keeps: a fourteenth of every step.
Task.collect_log_extras = _extras_if_wanted


class _Tree:
    """What a workflow and those that it called have in common: one tree of tasks."""

    tasks: dict[UUID, Any]
    task_tree: Any
    top_workflow: Any

    def get_tasks_iterator(self, first_task: Any = None, **kwargs: Any) -> Any:
        return BpmnTaskIterator(first_task or self.task_tree, max_depth=DEPTH, **kwargs)

    def in_order(self) -> Iterator[Any]:
        """Every task of this tree, depth first; compaction and reloading leave this order as it is."""
        pending = [self.task_tree.id]
        while pending:
            task = self.tasks[pending.pop()]
            yield task
            pending.extend(reversed(task._children))

    def unfinished(self) -> list[Any]:
        return [task for task in self.tasks.values() if task._state < TaskState.COMPLETED]

    def _in_state(self, state: int) -> list[Any]:
        """In the order of the tree, which is walked only if there is an order to find."""
        found = [task for task in self.tasks.values() if task._state == state]
        return found if len(found) < 2 else [task for task in self.in_order() if task._state == state]

    def update_waiting_tasks(self) -> None:
        """Ask joins again after every step; events are asked when time passes or a message comes."""
        for task in self._in_state(TaskState.WAITING):
            if task._state == TaskState.WAITING and not isinstance(task.task_spec, CatchingEvent):
                task.task_spec._update(task)

    def _remove_task(self, task_id: UUID) -> None:
        task = self.tasks[task_id]
        task.parent._children.remove(task_id)
        pending = [task_id]
        while pending:
            gone = self.tasks.pop(pending.pop())
            pending += gone._children
            gone._children = []
            self.top_workflow.forget(gone)

    def run_ready(self, will_complete: Told, completed: Told) -> bool:
        """Run what is ready and needs nobody; False if there was nothing."""
        ready = [task for task in self._in_state(TaskState.READY) if not task.task_spec.manual]
        for task in ready:
            # One that ran before it may have cancelled it.
            if task._state == TaskState.READY and task.id in self.tasks:
                will_complete(task)
                run(task)
                completed(task)
        return bool(ready)


def run(task: Any) -> None:
    """Run a ready task; its followers come into being now. Gateways that choose make their own."""
    if not isinstance(task.task_spec, MultiChoice):
        task.task_spec._predict_hook(task)
    task.run()


class CalledWorkflow(_Tree, BpmnSubWorkflow):  # type: ignore[misc]
    pass


class MainWorkflow(_Tree, BpmnWorkflow):  # type: ignore[misc]
    subprocesses: dict[UUID, Any]
    event_manager: Any

    def create_subprocess(self, my_task: Any, spec_name: str) -> Any:
        check_size(len(my_task.workflow.tasks), len(self.subprocesses))
        called = CalledWorkflow(
            self.subprocess_specs[spec_name], parent_task_id=my_task.id, top_workflow=self
        )
        self.subprocesses[my_task.id] = called
        return called

    def every_task(self) -> Iterator[Any]:
        """Depth first through the tree and, behind each task, what it called."""
        trees = [self.in_order()]
        while trees:
            for task in trees[-1]:
                yield task
                if (called := self.subprocesses.get(task.id)) is not None:
                    trees.append(called.in_order())
                    break
            else:
                trees.pop()

    def forget(self, task: Any) -> None:
        """A task is gone from its tree: so is what it waited for, and what it called."""
        pending = [task]
        while pending:
            gone = pending.pop()
            self.event_manager.tasks.pop(gone.id, None)
            if (called := self.subprocesses.pop(gone.id, None)) is not None:
                pending += called.tasks.values()

    def run_automatic(self, will_complete: Told, completed: Told) -> bool:
        """Run one round of automatic steps, the innermost processes first; False if there was nothing to do."""
        ran = False
        active = sorted(self.get_active_subprocesses(), key=lambda called: -called.depth)
        for called in active:
            while called.parent_task_id in self.subprocesses and called.run_ready(will_complete, completed):
                ran = True
        return self.run_ready(will_complete, completed) or ran

    def refresh_timers(self) -> None:
        for task in self.awaited():
            timed = isinstance(
                task.task_spec.event_definition, TimerEventDefinition | MultipleEventDefinition
            )
            if timed and task.id in self.event_manager.tasks:
                task.task_spec._update(task)

    def catch(self, event: Any, *, internal: bool = True) -> int:
        """Hand an event to all that wait for it, in the order of the tree; how many that were."""
        self.event_manager.tasks = {task.id: task for task in self.awaited()}
        caught: int = self.event_manager.catch(event, internal=internal)
        return caught

    def awaited(self) -> list[Any]:
        """What waits for a timer or an event, in the order of the tree."""
        waiting = self.event_manager.tasks
        if len(waiting) < 2:
            return [*waiting.values()]
        return [task for task in self.every_task() if task.id in waiting]

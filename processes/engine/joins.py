"""Where tokens meet: gateways that join, the end of a process, and the end of an activity with boundary events.

The library looks for tokens in the whole history of an instance: it forgets which round an arrival belongs to, so that in
a second round of rework a join may fire before its branches are done, and nothing may ever be thrown away. Here a token that
has arrived is a task that waits at the join, and nothing else is looked at.
"""

from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, InclusiveGateway, ParallelGateway
from SpiffWorkflow.util.task import TaskState

from processes.engine.changes import changes_together
from processes.engine.sources import ALSO_FROM, drawn_source

ARRIVAL = "arrival"


def _arrivals(my_task: Any) -> list[Any]:
    """The tasks that wait at the same join, in the order in which they came; ``my_task`` waits from now on."""
    my_task._set_state(TaskState.WAITING)
    found = [
        task
        for task in my_task.workflow.tasks.values()
        if task.task_spec is my_task.task_spec and task.state == TaskState.WAITING
    ]
    if ARRIVAL not in my_task.internal_data:
        my_task.internal_data[ARRIVAL] = 1 + max(map(_number, found))
    return sorted(found, key=_number)


def _number(task: Any) -> int:
    """Zero for what arrived under the first release, which kept one arrival at a time."""
    return int(task.internal_data.get(ARRIVAL, 0))


def _oldest_of_each_input(arrivals: Iterable[Any]) -> dict[str, Any]:
    oldest: dict[str, Any] = {}
    for task in arrivals:
        oldest.setdefault(task.parent.task_spec.name, task)
    return oldest


def _merge(my_task: Any, tokens: Iterable[Any]) -> bool:
    """One token goes on with the data of all, the later over the earlier; the others are used up.

    It is the last that goes on; any other is told to wait, and the last is asked in the same round.
    """
    together = sorted(tokens, key=_number)
    if together[-1] is not my_task:
        return False
    my_task.data = changes_together(together, [task.parent.data for task in together])
    my_task.internal_data[ALSO_FROM] = [drawn_source(task) for task in together[:-1]]
    for task in together[:-1]:
        task._set_state(TaskState.CANCELLED)
    return True


class ParallelJoin(ParallelGateway):  # type: ignore[misc]
    """Fires with one token of each incoming flow; tokens in excess stay (BPMN 2.0.2, 13.4.1)."""

    def _update_hook(self, my_task: Any) -> bool:
        tokens = _oldest_of_each_input(_arrivals(my_task))
        return tokens.keys() >= set(self._inputs) and _merge(my_task, tokens.values())

    def _run_hook(self, my_task: Any) -> bool:
        return True


class InclusiveJoin(InclusiveGateway):  # type: ignore[misc]
    """Fires when no token can still reach an empty incoming flow, except by way of one that has a token (13.4.3)."""

    def _update_hook(self, my_task: Any) -> bool:
        tokens = _oldest_of_each_input(_arrivals(my_task))
        return not self._awaits_more(my_task.workflow, tokens.keys()) and _merge(my_task, tokens.values())

    def _awaits_more(self, workflow: Any, arrived: Iterable[str]) -> bool:
        empty = set(self._inputs) - set(arrived)
        if not empty:
            return False
        sources = {task.task_spec.name for task in workflow.unfinished() if task.task_spec is not self}
        coming = set[str]().union(*(self._before(name) for name in empty))
        covered = set[str]().union(*(self._before(name) for name in arrived))
        return bool(sources & (coming - covered))

    def _before(self, name: str) -> frozenset[str]:
        """Every spec from which a token may come to that input without passing this gateway."""
        known: dict[str, frozenset[str]] = self.__dict__.setdefault("_sources", {})
        if name not in known:
            found, pending = set[str](), [name]
            while pending:
                if (source := pending.pop()) not in found and source != self.name:
                    found.add(source)
                    pending += self._wf_spec.task_specs[source]._inputs
            known[name] = frozenset(found)
        return known[name]

    def _run_hook(self, my_task: Any) -> bool:
        matches, defaults = self._get_matching_outputs(my_task)
        if not matches and not defaults:
            raise WorkflowTaskException("没有一条路径的条件成立，也没有默认路径", task=my_task)
        my_task._sync_children(matches or defaults, TaskState.FUTURE)
        return True


class EndJoin(_EndJoin):  # type: ignore[misc]
    """The end of a process waits until nothing else is under way; what ended before hands over its data at once."""

    def _update_hook(self, my_task: Any) -> bool:
        if ARRIVAL not in my_task.internal_data:
            self._take_over(my_task)
        return all(task is my_task for task in my_task.workflow.unfinished())

    def _take_over(self, my_task: Any) -> None:
        *earlier, _ = _arrivals(my_task)
        known = [*(task.data for task in earlier), my_task.parent.data]
        my_task.data = changes_together([*earlier, my_task], known)
        for task in earlier:
            task._set_state(TaskState.CANCELLED)

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.data.update(my_task.data)
        return True


class BoundaryJoin(BoundaryEventJoin):  # type: ignore[misc]
    """When an activity is done, or an event has interrupted it, nothing else of the two goes on.

    The library lets two interrupting events that are due at one moment both go on.
    """

    def _update_hook(self, my_task: Any) -> bool:
        reached = my_task.parent
        if isinstance(reached.task_spec, BoundaryEvent) and not reached.task_spec.cancel_activity:
            my_task.cancel()
            return False
        for task in reached.parent.children:
            if task is not reached and self._is_over(task):
                task.cancel()
        return True

    def _is_over(self, task: Any) -> bool:
        spec = task.task_spec
        # An event that does not interrupt and has happened is a token of its own.
        happened = (
            isinstance(spec, BoundaryEvent) and not spec.cancel_activity and task.state != TaskState.WAITING
        )
        return not happened and not task.has_state(TaskState.FINISHED_MASK)

"""SpiffWorkflow task specs that ask the Environment instead of running Python."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.data_spec import TaskDataReference
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    CallActivity,
    IntermediateCatchEvent,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
    ServiceTask,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util import PendingBpmnEvent
from SpiffWorkflow.util.task import TaskState

from processes.engine.failures import LimitExceeded
from processes.vocabulary import Call, Element

if TYPE_CHECKING:
    from processes.engine.script import Script

MAXIMUM_INSTANCES = 500

__all__ = [
    "CalledProcess",
    "DecisionTask",
    "FeelTimer",
    "IntermediateCatchEvent",
    "MessagePayload",
    "OperationTask",
    "ParallelInstances",
    "RepeatingBoundaryEvent",
    "SequentialInstances",
    "StartEvent",
]


class TooManyInstances(LimitExceeded):
    """A multi-instance task was asked for more instances than the published limit."""


def script_of(task: Any) -> "Script":
    script: Script = task.workflow.script_engine
    return script


class OperationTask(ServiceTask):  # type: ignore[misc]
    """A service task: runs a registered operation, keeps its result under one key."""

    element: Element

    def _execute(self, task: Any) -> bool:
        call = self.element.operation
        if call is not None:
            environment = script_of(task).environment_of_run
            over = environment.passes_over(self.element)
            _keep(task, call, None if over else environment.perform(self.element, call, task.data))
        return True


class DecisionTask(ServiceTask):  # type: ignore[misc]
    """A business rule task: evaluates a decision table, keeps its outputs under one key."""

    element: Element

    def _execute(self, task: Any) -> bool:
        call = self.element.decision
        if call is not None:
            environment = script_of(task).environment_of_run
            over = environment.passes_over(self.element)
            _keep(task, call, None if over else environment.decide(self.element, call, task.data))
        return True


def _keep(task: Any, call: Call, result: Any) -> None:
    if call.result:
        task.set_data(**{call.result: result})


class CalledProcess(CallActivity):  # type: ignore[misc]
    """A call activity with parameters: each becomes a top-level key of the called process's data."""

    element: Element

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        super().copy_data(my_task, subworkflow)
        call = self.element.call
        if call is None:
            return
        script, environment = script_of(my_task), script_of(my_task).environment_of_run
        start = subworkflow.get_next_task(subworkflow.task_tree, skip_subprocesses=True, spec_name="Start")
        with environment.naming(self.element):
            given = {n: script.json(environment.value(t, my_task.data)) for n, t in call.parameters.items()}
        start.set_data(**given)

    def start_workflow(self, my_task: Any) -> None:
        script_of(my_task).entered(my_task)
        super().start_workflow(my_task)


class Collection:
    """The items of a multi-instance task, evaluated when the task is reached."""

    def __init__(self, expression: str, name: str) -> None:
        self.expression = expression
        self.bpmn_id = name

    def exists(self, my_task: Any) -> bool:
        return True

    def get(self, my_task: Any) -> list[Any]:
        with script_of(my_task).naming(my_task):
            return self._items(my_task)

    def _items(self, my_task: Any) -> list[Any]:
        script = script_of(my_task)
        items = script.json(script.environment_of_run.evaluate(self.expression, my_task.data))
        if items is None:
            return []
        if not isinstance(items, list):
            raise TypeError(f"“{self.expression}”应当得到一个列表。")
        items = [item for item in items if item is not None]
        if len(items) > MAXIMUM_INSTANCES:
            raise TooManyInstances(
                f"“{my_task.task_spec.bpmn_name}”要办 {len(items)} 份，超过上限 {MAXIMUM_INSTANCES} 份。"
            )
        return items


class Item(TaskDataReference):  # type: ignore[misc]
    """The key under which an instance finds its item; a later round of the same task may use it again."""

    def exists(self, my_task: Any) -> bool:
        return False


class _ForgetItem:
    """The item is an instance's own: it does not go back to the process."""

    input_item: Any

    def merge_child(self, workflow: Any, child: Any) -> None:
        child.data.pop(self.input_item.bpmn_id, None)
        super().merge_child(workflow, child)  # type: ignore[misc]


class ParallelInstances(_ForgetItem, ParallelMultiInstanceTask):  # type: ignore[misc]
    pass


class SequentialInstances(_ForgetItem, SequentialMultiInstanceTask):  # type: ignore[misc]
    pass


class MessagePayload(MessageEventDefinition):  # type: ignore[misc]
    """A message whose payload becomes one key, named like the message."""

    def update_task_data(self, my_task: Any) -> None:
        payload = my_task.internal_data.get(self.name)
        if payload is not None:
            my_task.set_data(**{self.name: payload})

    def update_internal_data(self, my_task: Any, event: Any) -> None:
        my_task._set_internal_data(**{self.name: event.payload or {}})

    def throw(self, my_task: Any) -> None:
        script_of(my_task).sent(self.name, my_task)


class RepeatingBoundaryEvent(BoundaryEvent):  # type: ignore[misc]
    """BPMN lets a non-interrupting message boundary event fire any number of times; the library lets it fire once.

    When one fires, a fresh sibling starts to wait under the same boundary split.
    """

    def _run_hook(self, my_task: Any) -> Any:
        result = super()._run_hook(my_task)
        if not self.cancel_activity and isinstance(self.event_definition, MessagePayload):
            sibling = my_task.parent._add_child(self, TaskState.WAITING)
            sibling.task_spec._predict(sibling, mask=TaskState.NOT_FINISHED_MASK)
            sibling.task_spec._update(sibling)
        return result


class FeelTimer(TimerEventDefinition):  # type: ignore[misc]
    """A timer whose moment is evaluated afresh on every step, so that a moved deadline moves it.

    ``kind`` is ``date`` (FEEL or ISO date-time) or ``duration`` (FEEL or ISO duration from the moment of arrival).
    """

    def __init__(self, name: str, expression: str, kind: str, **kwargs: Any) -> None:
        super().__init__(name, expression, **kwargs)
        self.kind = kind

    def due_at(self, my_task: Any) -> datetime | None:
        script = script_of(my_task)
        with script.naming(my_task):
            moment = script.timer_value(self.expression, my_task.data)
        if isinstance(moment, timedelta):
            started = my_task._get_internal_data("started_at")
            if started is None:
                started = script.at.isoformat()
                my_task._set_internal_data(started_at=started)
            return datetime.fromisoformat(started) + moment
        return moment if isinstance(moment, datetime) else None

    def has_fired(self, my_task: Any) -> bool:
        due = self.due_at(my_task)
        my_task._set_internal_data(event_value=due.isoformat() if due else None)
        if due is not None and due <= script_of(my_task).at:
            my_task._set_internal_data(event_fired=True)
        return bool(my_task._get_internal_data("event_fired", False))

    def details(self, my_task: Any) -> Any:
        return PendingBpmnEvent(self.name, "FeelTimer", my_task._get_internal_data("event_value"))

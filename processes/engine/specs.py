"""SpiffWorkflow task specs that ask the Environment instead of running Python."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.data_spec import TaskDataReference
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    CallActivity,
    EventBasedGateway,
    IntermediateCatchEvent,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
    ServiceTask,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util import PendingBpmnEvent
from SpiffWorkflow.util.task import TaskState

from processes import feel
from processes.engine.failures import LimitExceeded
from processes.engine.limits import check_size
from processes.engine.rearming import moment_of
from processes.vocabulary import Call, Element

if TYPE_CHECKING:
    from processes.engine.script import Script

MAXIMUM_INSTANCES = 500
_SUM = feel.parse("started + length")

__all__ = [
    "CalledProcess",
    "DecisionTask",
    "EventGateway",
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
        check_size(len(my_task.workflow.tasks), 0)
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
        # The library merges in place, and instances share what is nested in the data they inherited.
        child.parent.data = deepcopy(child.parent.data)
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
        repeats = not self.cancel_activity and isinstance(self.event_definition, MessagePayload)
        if repeats and self._activity_goes_on(my_task):
            sibling = my_task.parent._add_child(self, TaskState.WAITING)
            sibling.task_spec._update(sibling)
        return result

    def _activity_goes_on(self, my_task: Any) -> bool:
        """The message that woke the event may have brought the activity to its end as well."""
        return any(
            not isinstance(task.task_spec, BoundaryEvent) and not task.has_state(TaskState.FINISHED_MASK)
            for task in my_task.parent.children
        )


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
        if moment is None or isinstance(moment, datetime):
            return moment
        started = self._notes(my_task).setdefault("started", script.at.isoformat())
        return self._after(datetime.fromisoformat(started), moment)

    def _after(self, started: datetime, length: timedelta | feel.YearMonthDuration) -> datetime:
        """As FEEL adds: a month from 31 January ends with February."""
        try:
            due = _SUM.evaluate({"started": started, "length": length})
        except (feel.FeelFailure, OverflowError):
            due = None
        if not isinstance(due, datetime):
            raise LimitExceeded(f"定时“{self.expression.strip()}”超出了日历能写的年份。")
        return due

    def has_fired(self, my_task: Any) -> bool:
        script, meant, notes = script_of(my_task), self.due_at(my_task), self._notes(my_task)
        due = moment_of(my_task, self.name, meant, notes, script) if meant else None
        notes["due"] = due.isoformat() if due else None
        if meant is not None and due is not None and due <= script.at:
            script.fired[my_task.id, self.name] = meant
            notes["fired"] = True
        return "fired" in notes

    def noted(self, my_task: Any) -> datetime | None:
        """When it is due, as reckoned last; None while that is unknown."""
        due = self._notes(my_task).get("due")
        return datetime.fromisoformat(due) if due else None

    def reset(self, my_task: Any) -> None:
        self._notes(my_task).pop("fired", None)
        super().reset(my_task)

    def details(self, my_task: Any) -> Any:
        return PendingBpmnEvent(self.name, "FeelTimer", self._notes(my_task).get("due"))

    def _notes(self, my_task: Any) -> dict[str, Any]:
        """What this timer keeps with its task; an event gateway has several timers for one task."""
        notes: dict[str, Any] = my_task.internal_data.setdefault(f"timer {self.name}", {})
        return notes


class EventGateway(EventBasedGateway):  # type: ignore[misc]
    """Takes the one event that came first; the library takes every one that is due by the time it looks."""

    def _run_hook(self, my_task: Any) -> Any:
        # What was seen is an object of the library's, and of no use once the way is chosen.
        seen = my_task.internal_data.pop("seen_events")
        my_task.internal_data["seen_events"] = [self._first(my_task, seen)]
        result = super()._run_hook(my_task)
        del my_task.internal_data["seen_events"]
        return result

    def _first(self, my_task: Any, seen: list[Any]) -> Any:
        """A timer that is due was so before any message was handed over, and the library overlooks some of them."""
        timers = [event for event in self.event_definition.event_definitions if isinstance(event, FeelTimer)]
        due = [
            (moment, timer)
            for timer in timers
            if timer.has_fired(my_task) and (moment := timer.noted(my_task))
        ]
        return BpmnEvent(min(due, key=lambda pair: pair[0])[1]) if due else seen[0]


def definitions_of(spec: Any) -> list[Any]:
    """What an event waits for; a gateway waits for several."""
    event = spec.event_definition
    return list(event.event_definitions) if isinstance(event, MultipleEventDefinition) else [event]

"""One instance in memory: start or load it, complete a task, let timers fire, deliver a message, save it."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.exceptions import TaskNotFoundException
from SpiffWorkflow.util.task import TaskState

from processes.causes import is_database_away
from processes.engine import state
from processes.engine.compaction import compact
from processes.engine.environment import Environment
from processes.engine.failures import LimitExceeded, StepFailed
from processes.engine.limits import check_size
from processes.engine.script import Script
from processes.engine.specs import FeelTimer, MessagePayload, definitions_of
from processes.engine.trail import Trail
from processes.engine.workflow import MainWorkflow, run
from processes.vocabulary import Action, Element

STEP_BUDGET = 1_000
CALL_DEPTH = 10
COMPACT_EVERY = 50


class TaskNotReady(Exception):
    """The task is not waiting for a person: somebody was faster, or the case has moved on."""


class Stuck(Exception):
    """A step would leave an instance that has not ended with nothing that could ever move it."""


class MessageNotExpected(Exception):
    """Nothing in this instance waits for that message now."""


@dataclass(frozen=True)
class ReadyTask:
    """A user task that waits for a person; ``data`` is a copy of what the engine knows there."""

    id: UUID
    element: Element
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Waiting:
    """An event that is being waited for: a timer with its moment (None while unknown), or a message."""

    element: Element
    due_at: datetime | None
    message: str | None
    data: Mapping[str, Any]
    task: UUID

    @property
    def action(self) -> Action | None:
        return self.element.action


class Run:
    compacting = True

    def __init__(self, workflow: Any, environment: Environment) -> None:
        self.workflow = workflow
        self.environment = environment
        self.script = Script(environment)
        self.trail = Trail(environment.definition)
        self._steps = self._compacted = 0
        self._current: Element | None = None
        workflow.script_engine = self.script

    @classmethod
    def start(cls, environment: Environment, data: Mapping[str, Any]) -> "Run":
        """Create an instance with ``data`` (JSON values) and run it to its first wait states."""
        definition = environment.definition
        workflow = MainWorkflow(definition.spec, dict(definition.subprocess_specs))
        run = cls(workflow, environment)
        workflow.task_tree.set_data(**data)
        run.proceed()
        for message in definition.processes[definition.main].start_messages:
            # Whoever starts the process is the one who sends its start message.
            with run._translated():
                workflow.catch(BpmnEvent(MessagePayload(message)))
            run.proceed()
        return run

    @classmethod
    def load(cls, text: str, environment: Environment) -> "Run":
        return cls(state.load(text, environment.definition, environment.instance_id), environment)

    def save(self) -> str:
        """The state as text. Raises LimitExceeded, StepFailed for data that would not come back as they are."""
        environment = self.environment
        try:
            return state.save(self.workflow, environment.definition, environment.instance_id)
        except state.StateTooLarge as error:
            raise LimitExceeded(str(error)) from error
        except state.StateNotStorable as error:
            raise StepFailed(self._current, error) from error

    def complete(self, task_id: UUID, values: Mapping[str, Any], submission: Mapping[str, Any]) -> Element:
        """Complete a ready user task with its routing ``values``; ``submission`` goes to its operation only.

        Raises TaskNotReady, StepFailed, LimitExceeded.
        """
        try:
            task = self.workflow.get_task_from_id(task_id)
        except TaskNotFoundException:
            raise TaskNotReady(task_id) from None
        element = self._element(task)
        if task.state != TaskState.READY or not task.task_spec.manual or element is None:
            raise TaskNotReady(task_id)
        if values:
            task.set_data(**{element.id: dict(values)})
        with self._translated():
            self._current = element
            if element.operation is not None:
                result = self.environment.perform(element, element.operation, task.data, submission)
                if element.operation.result:
                    task.set_data(**{element.operation.result: result})
            run(task)
        self.trail.passed(task)
        self.proceed()
        return element

    def deliver(self, message: str, payload: Mapping[str, Any]) -> None:
        """Hand a message to what waits for it. Raises MessageNotExpected."""
        event = BpmnEvent(MessagePayload(message), payload=dict(payload))
        with self._translated():
            caught = self.workflow.catch(event, internal=False)
        if not caught:
            raise MessageNotExpected(message)
        self.proceed()

    def proceed(self) -> None:
        """Run automatic steps and due timers until only people and future events are left; then forget the way there."""
        with self._translated():
            reckoned = None
            # A timer reckons when it is reached; it is asked again only where facts may have changed since.
            while reckoned != self.environment.operations:
                reckoned = self.environment.operations
                self.workflow.refresh_timers()
                while self.workflow.run_automatic(self._will_complete, self.trail.passed):
                    self._keep_short()
            if self.is_stuck():
                raise StepFailed(None, Stuck("之后再没有任务可办、也没有事件可等，流程却没有结束"))
        self.workflow.get_events()
        if self.compacting:
            compact(self.workflow)

    def is_stuck(self) -> bool:
        """Whether nobody and nothing could ever move this instance again: a join waits for a branch that went elsewhere."""
        workflow = self.workflow
        return not (
            workflow.completed
            or workflow.event_manager.tasks
            or any(task._state == TaskState.READY for task in workflow.every_task())
        )

    def ready(self) -> list[ReadyTask]:
        return [
            ReadyTask(task.id, element, dict(task.data))
            for task in self.workflow.every_task()
            if task.state == TaskState.READY
            and task.task_spec.manual
            and (element := self._element(task)) is not None
        ]

    def data_of(self, task_id: UUID) -> Mapping[str, Any]:
        """What the engine knows at a ready user task. Raises TaskNotReady."""
        for task in self.ready():
            if task.id == task_id:
                return task.data
        raise TaskNotReady(task_id)

    def waiting(self) -> list[Waiting]:
        """Timers and messages that are waited for now."""
        return [
            Waiting(element, due, message, data=dict(task.data), task=task.id)
            for task in self.workflow.awaited()
            if task.state == TaskState.WAITING and (element := self._element(task)) is not None
            for due, message in _expectations(task)
        ]

    def awaited(self) -> frozenset[str]:
        """The messages that are waited for now."""
        return frozenset(
            message
            for task in self.workflow.awaited()
            if task.state == TaskState.WAITING
            for message in _messages(task.task_spec)
        )

    def next_timer_at(self) -> datetime | None:
        return min((w.due_at for w in self.waiting() if w.due_at is not None), default=None)

    def entered(self) -> list[Element]:
        """Call activities entered by this trigger, in order."""
        found = (self.environment.definition.element(*key) for key in self.script.entered_elements)
        return [element for element in found if element is not None]

    @property
    def ended(self) -> bool:
        return bool(self.workflow.completed)

    def end(self) -> Element | None:
        """The end event of the main process at which the instance ended."""
        return self.trail.last_end if self.ended else None

    def _element(self, task: Any) -> Element | None:
        return self.environment.definition.element(task.workflow.spec.name, task.task_spec.bpmn_id or "")

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """The library wraps what our own steps raise; give the caller the original, and our name to everything else."""
        try:
            yield
        except RecursionError as error:
            raise LimitExceeded("流程嵌套得太深，超过引擎能走的层数。") from error
        except Exception as error:
            own = _own(error)
            if own is None:
                raise self.environment.failure(self._current, error) from error
            if isinstance(own, LimitExceeded):
                own.element = own.element or self._current
            if own is error:
                raise
            raise own from error

    def _keep_short(self) -> None:
        """On a long way of automatic steps too: some of the library's walks through the tree are recursive."""
        if self.compacting and self._steps - self._compacted >= COMPACT_EVERY:
            self._compacted = self._steps
            compact(self.workflow)
            check_size(len(self.workflow.tasks), len(self.workflow.subprocesses))

    def _will_complete(self, task: Any) -> None:
        self._steps += 1
        self._current = self._element(task)
        if self._steps > STEP_BUDGET:
            raise LimitExceeded(f"一次办理自动执行超过 {STEP_BUDGET} 步，流程图里可能有走不出的循环。")
        if task.workflow.depth > CALL_DEPTH:
            raise LimitExceeded(f"流程互相调用超过 {CALL_DEPTH} 层。")


def _own(error: BaseException | None) -> BaseException | None:
    """The first of our own failures, or of the database's troubles, among an error and what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, StepFailed | LimitExceeded) or is_database_away(error):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None


def _messages(spec: Any) -> Iterator[str]:
    return (one.name for one in definitions_of(spec) if isinstance(one, MessagePayload))


def _expectations(task: Any) -> Iterator[tuple[datetime | None, str | None]]:
    """The moment and the message of each event that a task waits for; a gateway waits for several."""
    for one in definitions_of(task.task_spec):
        due = one.noted(task) if isinstance(one, FeelTimer) else None
        yield due, one.name if isinstance(one, MessagePayload) else None

"""Turns the elements of a diagram into our task specs."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    EndEventParser,
    EventBasedGatewayParser,
    IntermediateCatchEventParser,
    IntermediateThrowEventParser,
    StartEventParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import CallActivityParser, ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import (
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    StartEvent,
    UserTask,
)

from processes.engine.joins import InclusiveJoin, ParallelJoin
from processes.engine.specs import (
    CalledProcess,
    Collection,
    DecisionTask,
    EventGateway,
    FeelTimer,
    Item,
    MessagePayload,
    OperationTask,
    ParallelInstances,
    RepeatingBoundaryEvent,
    SequentialInstances,
)
from processes.vocabulary import Element, Process


class _Elements:
    """Looks up what the vocabulary says about the node that is being parsed."""

    process_parser: Any
    node: Any

    def element(self) -> Element:
        """Ids are unique in a file only: two processes of a bundle may both have a task ``check``."""
        process = next(self.node.iterancestors(full_tag("process")))
        processes: Mapping[str, Process] = self.process_parser.parser.processes
        return processes[process.get("id")].elements[self.node.get("id")]


class _TaskParser(_Elements, TaskParser):  # type: ignore[misc]
    task: Any

    def create_task(self) -> Any:
        task = super().create_task()
        task.element = self.element()
        return task

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        loop = self.element().loop
        if loop is None:
            self.raise_validation_exception("缺少 banjie:loop")
            return
        sequential = loop_characteristics.get("isSequential") == "true"
        original = self.spec.task_specs.pop(self.task.name)
        self.task = (SequentialInstances if sequential else ParallelInstances)(
            self.spec,
            original.name,
            task_spec="",
            description="MultiInstance",
            data_input=Collection(loop.collection, f"{original.name}.collection"),
            input_item=Item(loop.element),
        )
        self._copy_task_attrs(original, loop_characteristics)


class _CallParser(_TaskParser, CallActivityParser):  # type: ignore[misc]
    def create_task(self) -> Any:
        task = CallActivityParser.create_task(self)
        task.element = self.element()
        return task


class _Events:
    """Messages carry one key of payload; timers are FEEL."""

    process_parser: Any
    node: Any

    def parse_message_event(self, event: Any) -> Any:
        name = self.process_parser.parser.messages.get(event.get("messageRef"))
        return MessagePayload(name or self.node.get("name"), description="Message")

    def parse_timer_event(self, event: Any) -> Any:
        for kind, tag in (("date", "timeDate"), ("duration", "timeDuration")):
            found = event.find(full_tag(tag))
            if found is not None:
                return FeelTimer(self.node.get("id"), found.text or "", kind, description="Timer")
        raise NotImplementedError("timeCycle")


class _Start(_Events, StartEventParser):  # type: ignore[misc]
    pass


class _End(_Events, EndEventParser):  # type: ignore[misc]
    pass


class _Catch(_Events, IntermediateCatchEventParser):  # type: ignore[misc]
    pass


class _Throw(_Events, IntermediateThrowEventParser):  # type: ignore[misc]
    pass


class _Boundary(_Events, BoundaryEventParser):  # type: ignore[misc]
    pass


class DiagramParser(BpmnParser):  # type: ignore[misc]
    """Single use, as its parent: one for each deployment."""

    OVERRIDE_PARSER_CLASSES = {
        full_tag("userTask"): (_TaskParser, UserTask),
        full_tag("serviceTask"): (_TaskParser, OperationTask),
        full_tag("businessRuleTask"): (_TaskParser, DecisionTask),
        full_tag("callActivity"): (_CallParser, CalledProcess),
        full_tag("startEvent"): (_Start, StartEvent),
        full_tag("endEvent"): (_End, EndEvent),
        full_tag("intermediateCatchEvent"): (_Catch, IntermediateCatchEvent),
        full_tag("intermediateThrowEvent"): (_Throw, IntermediateThrowEvent),
        full_tag("boundaryEvent"): (_Boundary, RepeatingBoundaryEvent),
        full_tag("eventBasedGateway"): (EventBasedGatewayParser, EventGateway),
        full_tag("parallelGateway"): (GatewayParser, ParallelJoin),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, InclusiveJoin),
        full_tag("scriptTask"): (None, None),
        full_tag("task"): (None, None),
        full_tag("manualTask"): (None, None),
        full_tag("adHocSubProcess"): (None, None),
        full_tag("transaction"): (None, None),
    }

    def __init__(self, processes: Mapping[str, Process]) -> None:
        super().__init__()
        self.processes = processes

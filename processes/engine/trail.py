"""Which elements and sequence flows an instance has passed, for the picture of its path."""

from collections import Counter
from typing import Any

from processes.engine.definition import Definition
from processes.engine.sources import ALSO_FROM, drawn_source
from processes.vocabulary import Element


class Trail:
    """Counts passes by one trigger; ``element`` keys are ``process/id``, flows likewise."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self.elements: Counter[str] = Counter()
        self.flows: Counter[str] = Counter()
        self.order: list[Element] = []
        self.last_end: Element | None = None

    def passed(self, task: Any) -> None:
        element = self._definition.element(task.workflow.spec.name, task.task_spec.bpmn_id or "")
        if element is None:
            return
        self.elements[f"{element.process}/{element.id}"] += 1
        self.order.append(element)
        if element.kind == "endEvent" and task.workflow.depth == 0:
            self.last_end = element
        for source in [drawn_source(task), *task.internal_data.pop(ALSO_FROM, ())]:
            self._flow_into(source, element)

    def _flow_into(self, source: str | None, element: Element) -> None:
        for flow in self._definition.processes[element.process].flows:
            if flow.source == source and flow.target == element.id:
                self.flows[f"{element.process}/{flow.id}"] += 1

    def added_to(self, earlier: dict[str, Any]) -> dict[str, Any]:
        """The whole trail of an instance after this trigger."""
        return {
            **earlier,
            "elements": dict(Counter(earlier.get("elements", {})) + self.elements),
            "flows": dict(Counter(earlier.get("flows", {})) + self.flows),
        }

"""One level of a process in both versions, and which spec of the new one stands for which of the old one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent

from processes.engine.definition import Definition
from processes.engine.joins import EndJoin
from processes.engine.levels import SPLIT
from processes.engine.moving.renaming import Renaming
from processes.vocabulary import Element

JOIN, CHILD = ".BoundaryEventJoin", " [child]"


@dataclass(frozen=True)
class Level:
    """``old`` and ``new`` are the specs of the library; ``process`` the old process that the level belongs to."""

    before: Definition
    after: Definition
    old: Any
    new: Any
    renaming: Renaming

    @property
    def process(self) -> str:
        return self.before.process_of_spec[self.old.name]

    def renamed(self, element: str) -> str:
        return self.renaming.element(self.process, element)

    def old_element(self, element: str) -> Element | None:
        return self.before.element(self.old.name, element)

    def new_element(self, element: str) -> Element | None:
        """By its new id."""
        return self.after.element(self.new.name, element)

    def counterpart(self, name: str) -> Any:
        """The spec that stands for the old spec ``name``, None where there is none."""
        spec = self.old.task_specs[name]
        if isinstance(spec, EndJoin):
            return self._end_join()
        if name in ("Start", "End"):
            return self.new.task_specs[name]
        element, suffix = element_of(spec)
        return self.new.task_specs.get(f"{self.renamed(element)}{suffix}")

    def nowhere(self) -> str:
        """What stands for a spec that is no more, for tasks that are done: nothing asks them anything."""
        return str(self.new.start.name)

    def _end_join(self) -> Any:
        return next(spec for spec in self.new.task_specs.values() if isinstance(spec, EndJoin))


def element_of(spec: Any) -> tuple[str, str]:
    """The id of the element behind a spec, and what the library adds to it for its helpers."""
    for kind, suffix in ((BoundaryEventSplit, SPLIT), (BoundaryEventJoin, JOIN)):
        if isinstance(spec, kind):
            return spec.name.removesuffix(suffix), suffix
    element = spec.bpmn_id or spec.name
    return element, CHILD if spec.name == f"{element}{CHILD}" else ""


def events_of(spec: Any, host: str) -> Iterator[Any]:
    """The specs of the events at the boundary of the activity ``host``, in the order of the file."""
    split = spec.task_specs.get(f"{host}{SPLIT}")
    for event in split.outputs if split is not None else ():
        if isinstance(event, BoundaryEvent):
            yield event

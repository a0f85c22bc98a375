"""Events at the boundary of an activity that is under way: what the new version has there waits, what it has not is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from processes.engine.levels import SPLIT
from processes.engine.moving.findings import Finding, Weight, called
from processes.engine.moving.kinds import differences
from processes.engine.moving.level import Level, element_of, events_of
from processes.engine.moving.tree import Node, Tree
from processes.engine.specs import FeelTimer, definitions_of


@dataclass
class Boundaries:
    """``added`` are ids (hexadecimal) of events that wait only in the new version."""

    level: Level
    at: datetime
    trees: Mapping[str, Tree]
    findings: list[Finding] = field(default_factory=list)
    added: set[str] = field(default_factory=set)

    def settle(self, host: Node, spec: Any, originals: Mapping[Node, Any]) -> None:
        """See to the events of ``host``, an unfinished activity whose spec was ``spec``."""
        level = self.level
        element, suffix = element_of(spec)
        if suffix or level.counterpart(spec.name) is None:
            return
        renamed = level.renamed(element)
        after = {event.name: event for event in events_of(level.new, renamed)}
        split = host.parent
        if split is not None and isinstance(originals.get(split), BoundaryEventSplit):
            for node in list(split.children):
                if isinstance(originals.get(node), BoundaryEvent) and node.waits:
                    self._kept(node, originals[node], after)
        known = {level.renamed(event.name) for event in events_of(level.old, element)}
        new = [event for name, event in after.items() if name not in known]
        if not new:
            return
        if split is None or not isinstance(originals.get(split), BoundaryEventSplit):
            split = self._split_above(host, renamed)
        for event in new:
            self._waits(split, event)

    def _kept(self, node: Node, spec: Any, after: Mapping[str, Any]) -> None:
        new = after.get(self.level.renamed(spec.name))
        if new is not None:
            node.spec = new.name
            self.findings += differences(self.level, spec, new)
            return
        if node.parent is not None:
            node.parent.children.remove(node)
        name = called(self.level.old_element(spec.name), spec.name)
        why = f"新版在这一步不再有{name}，正在等的不再等。"
        self.findings.append(Finding(Weight.DECIDE, self.level.process, spec.name, why))

    def _split_above(self, host: Node, element: str) -> Node:
        """The library hangs an activity and its events on a helper, which this activity did not have."""
        parent = host.parent
        if parent is None:
            raise LookupError("an activity without anything before it")
        data = parent.data or host.data or self._known_inside(host)
        split = Node(
            _key(host.id, SPLIT),
            TaskState.COMPLETED,
            host.since,
            f"{element}{SPLIT}",
            False,
            {},
            data,
            parent,
        )
        parent.children[parent.children.index(host)] = split
        host.parent = split
        split.children.append(host)
        return split

    def _known_inside(self, host: Node) -> dict[str, Any]:
        """A caller's data are forgotten while what it called is under way, which began with a copy of them."""
        called_tree = self.trees.get(str(UUID(host.id)))
        nodes = list(called_tree.in_order()) if called_tree is not None else []
        return next((node.data for node in nodes if node.data), {})

    def _waits(self, split: Node, event: Any) -> None:
        internal = {
            f"timer {one.name}": {"started": self.at.isoformat()}
            for one in definitions_of(event)
            if isinstance(one, FeelTimer)
        }
        key = _key(split.id, f"{event.name} {self.at.isoformat()}")
        split.children.append(
            Node(
                key,
                TaskState.WAITING,
                self.at.timestamp(),
                event.name,
                False,
                dict(internal),
                dict(split.data),
                split,
            )
        )
        self.added.add(key)


def _key(near: str, name: str) -> str:
    return uuid5(UUID(near), name).hex

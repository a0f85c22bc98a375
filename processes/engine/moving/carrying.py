"""A snapshot of the old version rewritten for the new one: names, events at boundaries, data under renamed steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from processes.engine.definition import Definition
from processes.engine.joins import EndJoin, InclusiveJoin, ParallelJoin
from processes.engine.moving.boundaries import Boundaries
from processes.engine.moving.findings import Finding, Place, Weight, called
from processes.engine.moving.kinds import changed_rule, differences
from processes.engine.moving.level import CHILD, Level, element_of
from processes.engine.moving.renaming import Renaming
from processes.engine.moving.tree import Node, Tree, read_tree, write_tree
from processes.engine.snapshot import Plain
from processes.engine.specs import FeelTimer, definitions_of


@dataclass
class Carried:
    """``plain`` is a state of the new version if no finding says that it stays.

    A timer that is new or has another rule has no ``due`` yet. ``added`` are ids (hexadecimal) of events at
    boundaries that wait in the new version only, ``answers`` the names of all that is known anywhere.
    """

    plain: Plain
    findings: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    answers: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    @property
    def stays(self) -> bool:
        return any(finding.weight == Weight.STAYS for finding in self.findings)


def carry(
    plain: Plain, before: Definition, after: Definition, renaming: Renaming, *, at: datetime
) -> Carried:
    """Rewrite ``plain``, a snapshot on ``before``, for ``after``. Nothing is run; nothing is judged but what rests."""
    main, called_plain = plain
    trees = {key: read_tree(key, one) for key, one in called_plain}
    carrier = _Carrier(before, after, renaming, trees, at)
    tree = read_tree("", main)
    carrier.carry(tree, before.spec, after.spec, {})
    written = [write_tree(tree), [[key, write_tree(one)] for key, one in trees.items()]]
    return Carried(
        written,
        carrier.findings,
        carrier.places,
        frozenset(key for one in (tree, *trees.values()) for node in one.in_order() for key in node.data),
        frozenset(carrier.added),
    )


@dataclass
class _Carrier:
    before: Definition
    after: Definition
    renaming: Renaming
    trees: Mapping[str, Tree]
    at: datetime
    findings: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    added: set[str] = field(default_factory=set)

    def carry(self, tree: Tree, old: Any, new: Any, names: Mapping[str, str]) -> None:
        """``names`` are those under which the callers' answers go on."""
        level = Level(self.before, self.after, old, new, self.renaming)
        names = {**names, **level.renaming.of(level.process)}
        originals = {node: old.task_specs[node.spec] for node in tree.in_order()}
        for node in list(tree.in_order()):
            self._node(tree, level, node, originals)
        boundaries = Boundaries(level, self.at, self.trees)
        for node, spec in originals.items():
            if not node.is_done and not isinstance(
                spec, BoundaryEvent | EndJoin | ParallelJoin | InclusiveJoin
            ):
                boundaries.settle(node, spec, originals)
        self.findings += boundaries.findings
        self.added |= boundaries.added
        for node in list(tree.in_order()):
            self._called(node, level, originals, names)
            self._event_place(tree, level, node)
        for node in tree.in_order():
            node.data = _under(names, node.data)
        tree.data = _under(names, tree.data)

    def _node(self, tree: Tree, level: Level, node: Node, originals: Mapping[Node, Any]) -> None:
        spec = originals[node]
        counterpart = level.counterpart(spec.name)
        node.spec = counterpart.name if counterpart is not None else level.nowhere()
        node.internal = dict(_renamed_timers(level, node.internal))
        if node.waits and counterpart is not None:
            _forget_moments(level, node, spec, counterpart)
        if node.is_done or isinstance(spec, EndJoin | BoundaryEvent):
            return
        self.findings += differences(level, spec, counterpart)
        if node.state == TaskState.READY and not spec.manual:
            element, _ = element_of(spec)
            why = f"{called(level.old_element(element), element)}是自动步骤，还没有做完。"
            self.findings.append(Finding(Weight.STAYS, level.process, element, why))
        came_from = ""
        if counterpart is not None and isinstance(spec, ParallelJoin | InclusiveJoin):
            came_from = self._arrived(level, node, spec, counterpart, originals)
        self._place(tree, level, node, spec, came_from)

    def _place(self, tree: Tree, level: Level, node: Node, spec: Any, came_from: str) -> None:
        element, suffix = element_of(spec)
        old, new = level.old_element(element), level.new_element(level.renamed(element))
        if old is None or new is None:
            return
        ready = node.state == TaskState.READY
        if suffix == CHILD and not ready:
            return
        self.places.append(Place(tree.key, level.new.name, old, new, UUID(node.id), ready, came_from, False))

    def _event_place(self, tree: Tree, level: Level, node: Node) -> None:
        """Events at boundaries are known once those of the new version are there."""
        if node.waits and isinstance(level.new.task_specs[node.spec], BoundaryEvent):
            element = level.new_element(node.spec)
            if element is not None:
                self.places.append(
                    Place(tree.key, level.new.name, element, element, UUID(node.id), event=True)
                )

    def _arrived(self, level: Level, node: Node, spec: Any, new: Any, originals: Mapping[Node, Any]) -> str:
        """A token that waits at a join stands for the way it came by, which the join must still have."""
        before = node.parent
        source, _ = element_of(originals[before]) if before is not None else ("", "")
        renamed = level.renamed(source)
        if before is None or renamed not in new._inputs:
            element, _ = element_of(spec)
            join, way = (called(level.old_element(key), key) for key in (element, source))
            why = f"案件已从{way}走到{join}等其他路，新版里{way}不再直接通到那里。"
            self.findings.append(Finding(Weight.STAYS, level.process, element, why))
            return ""
        before.spec = renamed
        return renamed

    def _called(
        self, node: Node, level: Level, originals: Mapping[Node, Any], names: Mapping[str, str]
    ) -> None:
        spec = originals.get(node)
        tree = self.trees.get(str(UUID(node.id)))
        if tree is None or not isinstance(spec, SubWorkflowTask):
            return
        counterpart = level.new.task_specs.get(node.spec)
        if type(counterpart) is type(spec) and counterpart.spec in self.after.subprocess_specs:
            self.carry(
                tree,
                self.before.subprocess_specs[spec.spec],
                self.after.subprocess_specs[counterpart.spec],
                names,
            )


def _renamed_timers(level: Level, internal: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in internal.items():
        kind, _, timer = key.partition(" ")
        yield (f"timer {level.renamed(timer)}" if kind == "timer" and timer else key), value


def _forget_moments(level: Level, node: Node, old: Any, new: Any) -> None:
    """A timer with another rule has still begun when it began, but is due at another moment."""
    if not isinstance(old, CatchingEvent) or not isinstance(new, CatchingEvent):
        return
    rules = {one.name: one for one in definitions_of(new)}
    for one in definitions_of(old):
        name = level.renamed(one.name) if isinstance(one, FeelTimer) else None
        if name is not None and name in rules and changed_rule(one, rules[name]):
            notes = dict(node.internal.get(f"timer {name}", {}))
            node.internal[f"timer {name}"] = {k: v for k, v in notes.items() if k not in ("due", "held")}


def _under(names: Mapping[str, str], data: Mapping[str, Any]) -> dict[str, Any]:
    """What people answered is kept under the id of the step where they did."""
    return {names.get(key, key): value for key, value in data.items()}

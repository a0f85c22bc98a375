"""The moves that leave an instance able to end properly, by the soundness net begun where the tokens would be."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from processes.engine.levels import Effort, Faults, Place, elements_of, faults, flows_of, level_of
from processes.engine.rerouting.moves import Move, Option, Way
from processes.engine.run import Run
from processes.engine.tokens import (
    Token,
    groups_of,
    has_ended_branches,
    level_id,
    levels_under_way,
    tokens_of,
)
from processes.soundness import Boundary, Fault
from processes.soundness.parts import Part, parts_of
from processes.vocabulary import Element

STOPS = {
    "userTask", "receiveTask", "intermediateCatchEvent", "eventBasedGateway", "callActivity", "subProcess",
}  # fmt: skip
GATEWAYS = {"exclusiveGateway", "parallelGateway", "inclusiveGateway"}
# More tokens than this in one part are moved one by one only.
MOST_TOGETHER = 12
Passable = Callable[[Element], bool]


def legal_moves(
    run: Run, *, passed: Collection[str], may_leave_out: Passable, only: Move | None = None
) -> list[Option]:
    """Every legal move; ``passed`` are ``process/element`` keys of the trail, ``may_leave_out`` says of an automatic step
    or of a task with an operation whether the rest can do without it. With ``only`` no other move is looked at."""
    found: list[Option] = []
    effort = Effort()
    for tree in levels_under_way(run.workflow):
        found += _Level(run, tree, passed, may_leave_out, effort=effort, only=only).options()
    return found


class _Level:
    def __init__(
        self,
        run: Run,
        tree: Any,
        passed: Collection[str],
        may_leave_out: Passable,
        *,
        effort: Effort,
        only: Move | None,
    ) -> None:
        definition = run.environment.definition
        self.run, self.tree, self.may_leave_out = run, tree, may_leave_out
        self.effort, self.only = effort, only
        self.elements = elements_of(definition, tree.spec)
        self.flows = flows_of(definition, tree.spec)
        self.drawn = level_of(definition, tree.spec)
        self.process = definition.process_of_spec[tree.spec.name]
        self.passed = {key for key in self.elements if f"{self.process}/{key}" in passed}
        self.tokens = tokens_of(tree, definition)

    def options(self) -> Iterator[Option]:
        if self.only and self.only.level != level_id(self.tree):
            return
        for part in parts_of(self.drawn):
            tokens = [token for token in self.tokens if token.place.at in part.nodes]
            if tokens:
                yield from self._in_part(part, tokens)

    def _in_part(self, part: Part, tokens: list[Token]) -> Iterator[Option]:
        now = self._judged(part, tokens, None)
        if now is None:
            return
        settled: list[tuple[str, frozenset[UUID]]] = []
        for group in groups_of(tokens) if len(tokens) <= MOST_TOGETHER else [(token,) for token in tokens]:
            if self.only and self.only.tokens != _ids(group):
                continue
            ids = frozenset(token.id for token in group)
            rest = [token for token in tokens if token.id not in ids]
            for way, target, left_out in self._wanted(part, group):
                key = target.id
                if self.only and (way, key) != (self.only.way, self.only.target):
                    continue
                # A part of these branches is enough to come there.
                if any(place == key and smaller < ids for place, smaller in settled):
                    continue
                if self._is_proper(self._judged(part, rest, target), now):
                    settled.append((key, ids))
                    yield self._option(way, group, target, left_out)
            if len(group) == 1 and self._may_close(part, group[0], rest, now):
                yield self._option(Way.CLOSE, group, None, ())

    def _wanted(
        self, part: Part, group: Sequence[Token]
    ) -> Iterator[tuple[Way, Element, tuple[Element, ...]]]:
        here = {token.element.id for token in group if token.place.source is None}
        ahead = self._ahead(group) if len(group) == 1 else {}
        for element in self.elements.values():
            if element.id not in part.nodes or not self._is_stop(element):
                continue
            if element.id in here:
                if len(group) == 1 and (element.kind != "userTask" or element.loop):
                    yield Way.AGAIN, element, ()
            elif element.id in self.passed:
                yield Way.BACK, element, ()
            elif element.id in ahead:
                yield Way.ON, element, ahead[element.id]

    def _is_stop(self, element: Element) -> bool:
        """What waits behind an event gateway is that gateway's to choose."""
        before = {self.elements[flow.source].kind for flow in self.flows if flow.target == element.id}
        return element.kind in STOPS and "eventBasedGateway" not in before

    def _ahead(self, group: Sequence[Token]) -> dict[str, tuple[Element, ...]]:
        """The next stops behind a token, each with what is left out on the shortest way to it."""
        token = group[0]
        own = () if token.place.source is not None else (token.element,)
        if any(not self.may_leave_out(element) for element in own):
            return {}
        found: dict[str, tuple[Element, ...]] = {}
        pending, seen = [(token.element.id, own)], {token.element.id}
        while pending:
            here, left_out = pending.pop(0)
            for flow in self.flows:
                target = self.elements[flow.target]
                if flow.source != here or target.id in seen:
                    continue
                seen.add(target.id)
                if target.kind in STOPS:
                    found[target.id] = left_out
                elif target.kind in GATEWAYS:
                    pending.append((target.id, left_out))
                elif target.kind in {"serviceTask", "businessRuleTask"} and self.may_leave_out(target):
                    pending.append((target.id, (*left_out, target)))
        return found

    def _judged(self, part: Part, tokens: Sequence[Token], target: Element | None) -> Faults | None:
        places = [token.place for token in tokens] + ([Place(target.id)] if target else [])
        places += [Place(key) for key in self._ends_reached() if key in part.nodes]
        return faults(self.drawn, part, places, self.effort)

    def _ends_reached(self) -> list[str]:
        if not has_ended_branches(self.tree):
            return []
        return [key for key in self.passed if self.elements[key].kind == "endEvent"]

    def _is_proper(self, after: Faults | None, now: Faults) -> bool:
        """Nothing may go wrong that could not before, and whatever stands still now must be able to go on."""
        if after is None:
            return False
        stands = {Fault.DEADLOCK, Fault.LIVELOCK}
        return after <= now and not any(fault in stands for fault, _ in after)

    def _may_close(self, part: Part, token: Token, rest: Sequence[Token], now: Any) -> bool:
        """Another branch goes on. What an event began beside the way of the case is never waited for."""
        others = [one for one in self.tokens if one.id != token.id]
        if not others:
            return False
        return (not rest and part.entries[0] in _events(self.drawn.boundaries)) or (
            bool(rest) and self._is_proper(self._judged(part, rest, None), now)
        )

    def _option(
        self, way: Way, group: Sequence[Token], target: Element | None, left_out: tuple[Element, ...]
    ) -> Option:
        move = Move(way, level_id(self.tree), _ids(group), target.id if target else "")
        moved = tuple(token.element for token in group)
        return Option(move, self.process, moved, target, left_out, self._call_around())

    def _call_around(self) -> Element | None:
        parent = getattr(self.tree, "parent_workflow", None)
        if parent is None:
            return None
        task = parent.tasks.get(self.tree.parent_task_id)
        definition = self.run.environment.definition
        return definition.element(parent.spec.name, task.task_spec.bpmn_id or "") if task else None


def _ids(group: Sequence[Token]) -> tuple[str, ...]:
    return tuple(sorted(str(token.id) for token in group))


def _events(boundaries: Sequence[Boundary]) -> set[str]:
    return {boundary.id for boundary in boundaries if not boundary.interrupting}

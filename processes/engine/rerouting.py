"""Where the tokens of a loaded instance may be moved by hand, so that it can still end properly; and moving them.

A move takes tokens that one way led to and puts one in their place, in the same process or embedded sub-process. It is
legal when the soundness net, begun where the tokens are afterwards, comes to its end whatever is decided: moving one of
two parallel branches neither loses nor doubles the other.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from processes.engine.levels import Effort, Faults, Place, elements_of, entry_of, faults, flows_of, level_of
from processes.engine.run import Run
from processes.engine.state import UnreadableState
from processes.engine.tokens import (
    Token,
    data_together,
    groups_of,
    has_ended_branches,
    levels_under_way,
    meeting_point,
    take_away,
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


class IllegalMove(Exception):
    """The move is none of the legal ones now: the instance has moved on, or it never was one."""


class Way(StrEnum):
    BACK = "back"
    ON = "on"
    AGAIN = "again"
    CLOSE = "close"


@dataclass(frozen=True)
class Move:
    """``tokens`` are ids of engine tasks, ``level`` that of the call around them (empty in the main process).

    ``target`` is an element of the level's process, empty when the branch is closed.
    """

    way: Way
    level: str
    tokens: tuple[str, ...]
    target: str

    def to_json(self) -> dict[str, Any]:
        return {
            "way": self.way.value,
            "level": self.level,
            "tokens": list(self.tokens),
            "target": self.target,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Move":
        """Raises IllegalMove for what is not one."""
        try:
            tokens = tuple(str(token) for token in data["tokens"])
            return cls(Way(data["way"]), str(data["level"]), tokens, str(data["target"]))
        except (LookupError, TypeError, ValueError):
            raise IllegalMove from None


@dataclass(frozen=True)
class Option:
    """A legal move with what it means: ``moved`` are the elements that it takes tokens from, ``left_out`` the steps that
    are passed over on the way to ``target``, the person's own first; ``around`` is the call of the level, if it is one."""

    move: Move
    process: str
    moved: tuple[Element, ...]
    target: Element | None
    left_out: tuple[Element, ...] = ()
    around: Element | None = None


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
        if self.only and self.only.level != _level_id(self.tree):
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
        move = Move(way, _level_id(self.tree), _ids(group), target.id if target else "")
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


def _level_id(tree: Any) -> str:
    """The id of the call around a level; empty for the main process."""
    return str(getattr(tree, "parent_task_id", None) or "")


def _events(boundaries: Sequence[Boundary]) -> set[str]:
    return {boundary.id for boundary in boundaries if not boundary.interrupting}


def reroute(run: Run, move: Move) -> None:
    """Take the tokens away, put one before the target with what they knew, and go on to the next wait states.

    The caller has seen that the move is legal. Raises IllegalMove where a token is gone; StepFailed, LimitExceeded.
    """
    tree = _tree(run, move.level)
    there = {str(token.id): token for token in tokens_of(tree, run.environment.definition)}
    if not move.tokens or not there.keys() >= set(move.tokens):
        raise IllegalMove
    moved = [token for key, token in there.items() if key in move.tokens]
    if move.target and move.target not in elements_of(run.environment.definition, tree.spec):
        raise IllegalMove
    known, anchor = data_together(moved), meeting_point(moved)
    for token in moved:
        take_away(token)
    with run._translated():
        if move.target:
            _enter(anchor, entry_of(tree.spec, move.target), known)
        for level in levels_under_way(run.workflow):
            level.update_waiting_tasks()
    run.proceed()


def _tree(run: Run, level: str) -> Any:
    for tree in levels_under_way(run.workflow):
        if _level_id(tree) == level:
            return tree
    raise IllegalMove


def _enter(anchor: Any, spec: Any, known: dict[str, Any]) -> None:
    """As the library has a token come from ``anchor``, but with ``known`` for what it inherits."""
    before, anchor.data = anchor.data, known
    child = anchor._add_child(spec, TaskState.FUTURE)
    child.task_spec._update(child)
    # Where nothing was left to inherit, the token's own knowledge is what any later branch has to be told apart from.
    anchor.data = before or dict(known)


def round_trip(run: Run) -> str:
    """The state as text, seen to load as what it is. Raises UnreadableState, StepFailed, LimitExceeded."""
    text = run.save()
    again = Run.load(text, run.environment)
    if _content(again) != _content(run):
        raise UnreadableState("改道后的流程状态装入后与原来不一致。")
    return text


def _content(run: Run) -> list[tuple[str, int, str, Any]]:
    """Every task that is kept, wherever its tree stands in the text, and what is waited for until when."""
    tasks = [
        (str(task.id), task._state, task.task_spec.name, task.data)
        for task in run.workflow.every_task()
        if task._state >= TaskState.WAITING
    ]
    waiting = [(w.element.id, 0, w.message or "", str(w.due_at)) for w in run.waiting()]
    return sorted([*tasks, *waiting], key=lambda row: (row[0], row[2], str(row[3])))

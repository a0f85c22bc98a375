"""The records of one instance, in the order in which a replay asks for them."""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from processes import registry
from processes.models import DecisionRecord, ProcessInstance, Submission, TriggerRecord
from processes.replay.writing import read

Kind = TriggerRecord.Kind


class NoTape(Exception):
    """The records of an instance are not enough to repeat it; the message says why, in Chinese."""


@dataclass(frozen=True)
class Trigger:
    """One step; its first facts are those of ``segment``. ``submission`` is there where a task was completed."""

    kind: str
    at: datetime
    segment: int
    message: str
    data: Mapping[str, Any]
    skips: Sequence[Mapping[str, Any]]
    submission: Submission | None


@dataclass(frozen=True)
class Answer:
    """What an operation answered; after it, facts are those of ``segment``."""

    segment: int
    value: Any


@dataclass
class Tape:
    """``answers`` and ``decisions`` are taken from the front; a segment is what lies between two answers."""

    instance: ProcessInstance
    triggers: list[Trigger]
    answers: dict[tuple[str, str], deque[Answer]]
    decisions: dict[tuple[str, str, str], deque[DecisionRecord]]
    _facts: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    _members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        return name in self._facts

    def fact(self, name: str, segment: int) -> Any:
        """As it was at ``segment``: read last before, or else first after it."""
        said = self._facts[name]
        place = bisect_right(said, segment, key=lambda pair: pair[0])
        return said[max(0, place - 1)][1]

    def members(self, name: str) -> Mapping[str, Any]:
        """The declared members of a fact that were read, as they were read last."""
        return self._members.get(name, {})


def read_tape(
    instance: ProcessInstance,
    triggers: Sequence[TriggerRecord],
    submissions: Mapping[UUID, Submission],
    decisions: Iterable[DecisionRecord],
) -> Tape:
    """``triggers`` and ``decisions`` in order. Raises NoTape."""
    if not triggers or triggers[0].kind != Kind.START:
        raise NoTape("这件案件开始时，系统还没有保存回放所需的记录")
    # Moving a case leaves a gap; a repair is a trigger that no other version can be given.
    whole = [one.number for one in triggers] == list(range(1, len(triggers) + 1))
    if not whole or any(one.kind not in Kind.values for one in triggers):
        raise NoTape("这件案件办理中途经过修复或迁移，不能照原样回放")
    tape = Tape(instance, [], defaultdict(deque), defaultdict(deque))
    segment = 0
    for one in triggers:
        tape.triggers.append(
            Trigger(one.kind, one.at, segment, one.message, one.data, one.skips, _submitted(one, submissions))
        )
        segment = _take(tape, read(one.heard), segment) + 1
    for decision in decisions:
        tape.decisions[decision.process_id, decision.element_id, decision.table].append(decision)
    return tape


def _submitted(one: TriggerRecord, submissions: Mapping[UUID, Submission]) -> Submission | None:
    if one.kind != Kind.COMPLETE:
        return None
    if one.task_id is None or one.task_id not in submissions:
        raise NoTape("这件案件有一步的填写记录找不到了")
    return submissions[one.task_id]


def _take(tape: Tape, entries: list[list[Any]], segment: int) -> int:
    """Sort what was heard into facts and answers; the segment that the trigger ended with."""
    kept = registry.kept_members()
    for kind, *said in entries:
        if kind == "result":
            process, element, value = said
            segment += 1
            tape.answers[process, element].append(Answer(segment, value))
        elif said[0] in kept:
            tape._members.setdefault(said[0], {}).update(said[1])
        else:
            tape._facts.setdefault(said[0], []).append((segment, said[1]))
    return segment

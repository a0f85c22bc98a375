"""Turns the tree of a pattern into a short list of instructions, refusing patterns that would grow too
long."""

from dataclasses import dataclass
from typing import TypeAlias

from processes.feel.failures import FeelError
from processes.feel.regex.characters import Holds
from processes.feel.regex.syntax import Anchor, Back, Choice, Group, One, Part, Repeat, Sequence

MAXIMUM = 2_000


@dataclass(slots=True)
class Take:
    """Go on when the next character is in the set."""

    holds: Holds


@dataclass(slots=True)
class Fork:
    """Try `first`, and `second` when that fails."""

    first: int
    second: int


@dataclass(slots=True)
class Jump:
    target: int


@dataclass(slots=True)
class Save:
    """Note the position as the start or end of a group."""

    slot: int


@dataclass(slots=True)
class At:
    """Go on at the start (`^`) or the end (`$`)."""

    sign: str


@dataclass(slots=True)
class Again:
    """Go on when the text of a group follows once more."""

    group: int


Instruction: TypeAlias = Take | Fork | Jump | Save | At | Again


class Program:
    """The instructions of one pattern; past the last one, it has matched."""

    def __init__(self, part: Part) -> None:
        self.instructions: list[Instruction] = []
        self._add(part)

    def _emit(self, instruction: Instruction) -> int:
        if len(self.instructions) >= MAXIMUM:
            raise FeelError("正则表达式太复杂。")
        self.instructions.append(instruction)
        return len(self.instructions)

    def _add(self, part: Part) -> None:
        match part:
            case One(holds):
                self._emit(Take(holds))
            case Sequence(parts):
                for inner in parts:
                    self._add(inner)
            case Choice(parts):
                self._add_choice(parts)
            case Repeat():
                self._add_repeat(part)
            case Group(number, inner):
                self._emit(Save(2 * number))
                self._add(inner)
                self._emit(Save(2 * number + 1))
            case Anchor(sign):
                self._emit(At(sign))
            case Back(number):
                self._emit(Again(number))

    def _add_choice(self, parts: tuple[Part, ...]) -> None:
        jumps: list[Jump] = []
        for part in parts[:-1]:
            fork = Fork(0, 0)
            fork.first = self._emit(fork)
            self._add(part)
            jump = Jump(0)
            fork.second = self._emit(jump)
            jumps.append(jump)
        self._add(parts[-1])
        for jump in jumps:
            jump.target = len(self.instructions)

    def _add_repeat(self, repeat: Repeat) -> None:
        for _ in range(repeat.least):
            self._add(repeat.part)
            if not self.instructions:
                return
        if repeat.most is None:
            self._add_loop(repeat)
            return
        forks = []
        for _ in range(repeat.most - repeat.least):
            fork = Fork(0, 0)
            after = self._emit(fork)
            self._add(repeat.part)
            forks.append((fork, after))
        for fork, after in forks:
            self._direct(fork, after, len(self.instructions), repeat.greedy)

    def _add_loop(self, repeat: Repeat) -> None:
        fork = Fork(0, 0)
        inside = self._emit(fork)
        self._add(repeat.part)
        self._direct(fork, inside, self._emit(Jump(inside - 1)), repeat.greedy)

    @staticmethod
    def _direct(fork: Fork, inside: int, after: int, greedy: bool) -> None:
        fork.first, fork.second = (inside, after) if greedy else (after, inside)

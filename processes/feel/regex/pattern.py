"""Searches for a pattern by backtracking that never tries a fork twice at one place.

Python's own `re` can take exponential time on a pattern as short as (a+)+b, and cannot be stopped. Here the
work grows with text times pattern, every step is charged to the evaluation, and the evaluation is stopped
at its limit.
"""

from dataclasses import dataclass
from functools import lru_cache

from processes.feel.failures import FeelError
from processes.feel.regex.characters import either_case, one
from processes.feel.regex.program import Again, At, Fork, Instruction, Jump, Program, Save, Take
from processes.feel.regex.syntax import MalformedPattern, One, Part, Reader, Sequence
from processes.feel.run import Run

MAXIMUM_LENGTH = 1_000
SEARCH = 60  # volume charged for setting up one search
_STEP = 11  # volume charged for one step of the machine


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern with its number of groups."""

    instructions: tuple[Instruction, ...]
    groups: int
    multiline: bool
    either_case: bool

    def search(self, text: str, position: int, run: Run) -> list[int] | None:
        """The leftmost match from a position on: start and end of the whole, then of every group (-1: took
        no part).

        Raises FeelError when the evaluation's budget is spent.
        """
        run.spend(SEARCH + len(self.instructions))
        machine = _Machine(self, text, run)
        for start in range(position, len(text) + 1):
            spans = machine.match(start)
            if spans is not None:
                return spans
        return None


class _Machine:
    """One search. A fork that failed at a place fails there from every start, unless groups are matched
    again."""

    def __init__(self, pattern: Pattern, text: str, run: Run) -> None:
        self._pattern = pattern
        self._text = text
        self._run = run
        self._forgetful = any(isinstance(instruction, Again) for instruction in pattern.instructions)
        self._tried: set[int] = set()
        self._pending: list[tuple[int, int, list[int]]] = []

    def match(self, start: int) -> list[int] | None:
        """The spans of a match that begins right here."""
        spans = [-1] * (2 * self._pattern.groups + 2)
        spans[0] = start
        self._pending = [(0, start, spans)]
        while self._pending:
            counter, place, spans = self._pending.pop()
            end = self._follow(counter, place, spans)
            if end is not None:
                return end
        return None

    def _follow(self, counter: int, place: int, spans: list[int]) -> list[int] | None:
        """One way through the instructions, noting the forks not taken; None when it fails."""
        instructions, text, run = self._pattern.instructions, self._text, self._run
        while counter < len(instructions):
            run.spend(_STEP)
            instruction = instructions[counter]
            counter += 1
            if isinstance(instruction, Take):
                if place >= len(text) or not instruction.holds(text[place]):
                    return None
                place += 1
            elif isinstance(instruction, Jump):
                counter = instruction.target
            elif isinstance(instruction, Fork):
                if self._is_known(counter, place):
                    return None
                self._pending.append((instruction.second, place, spans))
                counter = instruction.first
            elif isinstance(instruction, Save):
                run.spend(len(spans))
                spans = [*spans]
                spans[instruction.slot] = place
            else:
                reached = self._check(instruction, place, spans)
                if reached is None:
                    return None
                place = reached
        return [spans[0], place, *spans[2:]]

    def _is_known(self, counter: int, place: int) -> bool:
        """Whether a fork was tried at this place before; from now on it was."""
        key = counter * (len(self._text) + 1) + place
        if self._forgetful or key not in self._tried:
            self._tried.add(key)
            return False
        return True

    def _check(self, instruction: At | Again, place: int, spans: list[int]) -> int | None:
        """Where an anchor or a repetition of a group leads, or None when it does not hold."""
        if isinstance(instruction, At):
            return place if self._stands(instruction.sign, place) else None
        start, end = spans[2 * instruction.group], spans[2 * instruction.group + 1]
        again = self._text[start:end] if end >= 0 else ""
        self._run.spend(len(again))
        found = self._text[place : place + len(again)]
        same = found == again or (self._pattern.either_case and _is_variant(found, again))
        return place + len(again) if same else None

    def _stands(self, sign: str, place: int) -> bool:
        text = self._text
        if sign == "^":
            return place == 0 or (self._pattern.multiline and text[place - 1] == "\n")
        return place == len(text) or (self._pattern.multiline and text[place] == "\n")


@lru_cache(maxsize=512)
def compile_pattern(text: str, flags: str) -> Pattern | None:
    """The pattern, or None when it or its flags (s m i x q) are malformed. Raises FeelError when it is too
    complex."""
    if not set(flags) <= set("smixq"):
        return None
    if len(text) > MAXIMUM_LENGTH:
        raise FeelError(f"正则表达式超过 {MAXIMUM_LENGTH} 个字符。")
    if "q" in flags:
        sets = (either_case(one(char)) if "i" in flags else one(char) for char in text)
        return _compiled(Sequence(tuple(map(One, sets))), 0, flags)
    reader = Reader(text, flags)
    try:
        part = reader.read()
    except MalformedPattern:
        return None
    return _compiled(part, reader.groups, flags)


def _compiled(part: Part, groups: int, flags: str) -> Pattern:
    program = Program(part)
    return Pattern(tuple(program.instructions), groups, "m" in flags, "i" in flags)


def _is_variant(text: str, other: str) -> bool:
    """Whether two texts differ in the case of their characters only."""
    return len(text) == len(other) and (text.lower() == other.lower() or text.upper() == other.upper())

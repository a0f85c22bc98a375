"""What a move by hand is, and what a legal one means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from processes.vocabulary import Element


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

"""What is said of a state on its way to another version: where its tokens rest, and what stands against moving them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from processes.vocabulary import Element


class Weight(StrEnum):
    # It cannot be moved.
    STAYS = "STAYS"
    # It can, but changes what somebody is in the middle of.
    DECIDE = "DECIDE"


@dataclass(frozen=True)
class Finding:
    """``why`` is a Chinese sentence that names the element ``process``/``element`` of the old version."""

    weight: Weight
    process: str
    element: str
    why: str


@dataclass(frozen=True)
class Place:
    """A token in one level (a process or an embedded sub-process) of the new version.

    ``came_from`` is the element from which a token came that waits where branches meet, empty for any other; ``event`` says
    that it is an event at the boundary of an activity, which may still happen. ``old`` and ``new`` are the element, ``task`` the
    engine's id of it; ``tree`` tells called processes apart that were entered several times.
    """

    tree: str
    level: str
    old: Element
    new: Element
    task: UUID
    is_ready: bool = False
    came_from: str = ""
    event: bool = False


class CannotCarry(Exception):
    """A state cannot be rewritten for the other version; ``finding`` names the element."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.why)
        self.finding = finding


def called(element: Element | None, key: str) -> str:
    """How people know an element, in their quotation marks."""
    return f"“{(element.name if element else '') or key}”"

"""Proposals that are confirmed together with something larger: whoever owns that says so, and where it is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Whole:
    """``title`` of what a proposal belongs to, and the ``address`` of its page."""

    title: str
    address: str


Find = Callable[[Collection[UUID]], Mapping[UUID, Whole]]
_known: list[Find] = []


def belongs(find: Find) -> Find:
    """Register who knows, of the keys of proposals, what each belongs to; in one statement."""
    _known.append(find)
    return find


def wholes_of(proposals: Collection[UUID]) -> Mapping[UUID, Whole]:
    """What each of ``proposals`` belongs to; without those that stand alone."""
    if not proposals:
        return {}
    return {key: whole for find in _known for key, whole in find(proposals).items()}

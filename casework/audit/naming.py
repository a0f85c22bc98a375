"""What people call the matter that a chain is about: each app says the names of its own."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Naming:
    """``names`` knows some of the chains it is asked for; ``find`` the chain of a name that somebody typed, or None."""

    names: Callable[[Collection[UUID]], Mapping[UUID, str]]
    find: Callable[[str], UUID | None]


_registered: list[Naming] = []


def register(naming: Naming) -> None:
    if naming not in _registered:
        _registered.append(naming)


def names_of(chains: Collection[UUID]) -> dict[UUID, str]:
    """Of those chains that have a name."""
    return {chain: name for naming in _registered for chain, name in naming.names(chains).items()}


def chain_called(name: str) -> UUID | None:
    """The first that answers to ``name``."""
    found = (naming.find(name) for naming in _registered)
    return next((chain for chain in found if chain), None)

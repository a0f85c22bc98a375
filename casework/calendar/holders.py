"""What the holders of deadlines are: told by the layers above, which alone know cases and tasks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from casework.organisations.models import Person

if TYPE_CHECKING:
    from casework.calendar.services.changes import Moved


@dataclass(frozen=True, slots=True)
class Description:
    """How people call the holder, where its page is, and which organisation hears of a moved deadline."""

    title: str
    url: str = ""
    organisation: UUID | None = None


Describe = Callable[[Sequence[UUID]], Mapping[UUID, Description]]
Announce = Callable[["Sequence[Moved]", Person, datetime], None]

_describers: list[Describe] = []
_announcers: list[Announce] = []
_names: dict[str, str | Promise] = {}
_former: dict[str, str] = {}


def name_deadlines(names: Mapping[str, str | Promise]) -> None:
    """Say how people call the deadlines that are kept under these names. Call it once at start-up."""
    _names.update(names)


def deadline_name(name: str) -> str:
    """In the active language; the name itself where nobody said how it is called."""
    return str(_names.get(kept_as(name), name))


def rename_deadlines(names: Mapping[str, str]) -> None:
    """Say under which name a deadline is kept now, by its former one. Call it once at start-up.

    A running case stays with the version of its process that it began with, and that one says the former name.
    """
    _former.update(names)


def kept_as(name: str) -> str:
    """The name under which the rows are kept: ``name`` itself, or the one that took its place."""
    return _former.get(name, name)


def names_of(name: str) -> list[str]:
    """Every name by which a process may ask for what is kept as ``name``."""
    return [name, *(former for former, now in _former.items() if now == name)]


def register(describe: Describe, *, announce: Announce | None = None) -> None:
    """Call it once at start-up.

    `announce` runs in the transaction that moved the deadlines, while nobody else can write one: it must
    not wait for a row that other transactions lock before they write theirs, but leave that to a job.
    """
    if describe not in _describers:
        _describers.append(describe)
    if announce is not None and announce not in _announcers:
        _announcers.append(announce)


def withdraw(describe: Describe, *, announce: Announce | None = None) -> None:
    """Undo `register`."""
    _describers.remove(describe)
    if announce is not None:
        _announcers.remove(announce)


def describe(holders: Iterable[UUID]) -> dict[UUID, Description]:
    """What is known of these holders; one that nobody knows is left out."""
    wanted = list(dict.fromkeys(holders))
    known: dict[UUID, Description] = {}
    for describer in _describers:
        known.update(describer(wanted) if wanted else {})
    return known


def announce(moved: "Sequence[Moved]", by: Person, at: datetime) -> None:
    for announcer in _announcers:
        announcer(moved, by, at)

"""Who must hear that a person loses a role: told by the layers above, which alone know what he has in hand."""

from collections.abc import Callable
from datetime import date, datetime

from casework.organisations.models import Person

# The person, the last day on which the role is held, the moment of the change, and who made it.
Hear = Callable[[Person, date, datetime, Person | None], None]

_hearers: list[Hear] = []


def register(hear: Hear) -> None:
    """Call it once at start-up.

    ``hear`` runs in the transaction that ends the role, while the person's accounts are locked: it must not wait for
    a row that other transactions lock before they write his name, but leave that to a job.
    """
    if hear not in _hearers:
        _hearers.append(hear)


def announce(person: Person, last_day: date, at: datetime, by: Person | None) -> None:
    for hear in _hearers:
        hear(person, last_day, at, by)

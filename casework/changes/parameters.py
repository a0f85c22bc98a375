"""Parameters with dates inside a change: proposed with it, confirmed or dropped with it (domain.md §2.0.4, §2.26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from casework.changes.models import ChangeParameter, ChangeSet
from casework.changes.services.drafting import locked_open
from casework.changes.waiting import waiting_parameters
from casework.organisations.models import Person
from casework.policy.declared import declared
from casework.policy.models import Clause, ParameterValue
from casework.policy.pages.parameters import title_of
from casework.policy.services import confirm, drop, propose
from casework.policy.wording import in_words


class NotAfterToday(ValueError):
    """A change takes effect on a later day only, and so do its parameters."""


@dataclass(frozen=True)
class ParameterLine:
    """``before`` is what would count on that day without the change; ``state`` WAITING, CONFIRMED or DROPPED."""

    link: ChangeParameter
    title: str
    before: str
    after: str
    effective_from: date
    source: str
    clause: str
    state: str


def propose_in(
    *,
    change: ChangeSet,
    code: str,
    value: Any,
    effective_from: date,
    source: str,
    clause: Clause | None = None,
    today: date,
    by: Person,
    at: datetime,
) -> ChangeParameter:
    """Raises NotOpen, NotAfterToday, UnknownParameter, UnfitValue, AlreadyFromThatDay.

    A proposal of the same change for the same parameter and day is replaced.
    """
    if effective_from <= today:
        raise NotAfterToday(effective_from)
    with transaction.atomic():
        locked = locked_open(change)
        for link in waiting_parameters(locked).filter(value__code=code, value__effective_from=effective_from):
            _drop(link, by, at)
        row = propose(
            code=code, value=value, effective_from=effective_from, source=source, clause=clause, by=by, at=at
        )
        return ChangeParameter.objects.create(change=locked, value=row)


def drop_from(*, link: ChangeParameter, by: Person, at: datetime) -> None:
    """Give one proposal of an open change up. Raises NotOpen, NoLongerWaiting."""
    with transaction.atomic():
        locked_open(link.change)
        _drop(link, by, at)


def confirm_all(*, change: ChangeSet, by: Person, at: datetime) -> Sequence[ParameterValue]:
    """Let every proposal of an approved change take effect from its day: all of them or none.

    Raises OwnProposal, NoLongerWaiting, AlreadyFromThatDay.
    """
    with transaction.atomic():
        return [confirm(value=link.value, by=by, at=at, together=True) for link in waiting_parameters(change)]


def drop_all(*, change: ChangeSet, by: Person, at: datetime) -> None:
    """Give every proposal up that still waits: the change was given up. Raises NoLongerWaiting."""
    with transaction.atomic():
        for link in waiting_parameters(change):
            _drop(link, by, at)


def confirmed_of(change: ChangeSet) -> list[ParameterValue]:
    """Values that the change put into force, for taking it back."""
    return [
        link.value
        for link in change.parameters.select_related("value").exclude(value__confirmed_at=None)
        if link.value.withdrawn_on is None
    ]


def parameter_lines(change: ChangeSet, *, language: str) -> list[ParameterLine]:
    """Every proposal of the change by its day, in two statements."""
    links = list(change.parameters.select_related("value__clause__document").all())
    before = _before(links)
    return [_line(link, before[link.value.pk], language) for link in links]


def _before(links: list[ChangeParameter]) -> dict[Any, Any]:
    """What each parameter would be on the day of its new value, by the key of that value."""
    own = [link.value.pk for link in links]
    rows = ParameterValue.objects.confirmed().filter(
        code__in={link.value.code for link in links}, withdrawn_on=None
    )
    known = list(rows.exclude(pk__in=own).order_by("effective_from"))
    found = {}
    for link in links:
        earlier = [
            r for r in known if r.code == link.value.code and r.effective_from <= link.value.effective_from
        ]
        found[link.value.pk] = earlier[-1].value if earlier else declared(link.value.code).default
    return found


def _line(link: ChangeParameter, before: Any, language: str) -> ParameterLine:
    row, known = link.value, declared(link.value.code)
    quoted = (
        f"{row.clause.document.short_name or row.clause.document}{row.clause.place}" if row.clause else ""
    )
    state = "CONFIRMED" if row.confirmed_at else "DROPPED" if row.dropped_at else "WAITING"
    return ParameterLine(
        link,
        title_of(known, language),
        in_words(known, before, language),
        in_words(known, row.value, language),
        row.effective_from,
        row.source,
        quoted,
        state,
    )


def _drop(link: ChangeParameter, by: Person, at: datetime) -> None:
    drop(value=link.value, by=by, at=at, together=True)

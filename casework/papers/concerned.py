"""Whose papers a case is about: everybody on the respondent's roster, unless a kind of case is about fewer."""

from collections.abc import Callable

from casework.cases.models import Case
from casework.vendors.models import Instructor

Narrow = Callable[[Case], list[Instructor]]

_narrowed: dict[str, Narrow] = {}


def register(kind: str, narrow: Narrow) -> None:
    """Say whom cases of ``kind`` are about. Call it once at start-up."""
    _narrowed[kind] = narrow


def people_concerned(case: Case) -> list[Instructor]:
    """In the order in which they came onto the roster."""
    if narrow := _narrowed.get(case.kind):
        return narrow(case)
    roster = Instructor.objects.filter(organisation=case.respondent_id, is_active=True)
    return list(roster.order_by("created_at", "id"))

"""Days that processes begin on, and the terms of the school year, as expressions ask for them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from casework.calendar.models import ServiceTerm
from casework.calendar.services import Calendar
from casework.calendar.snapshot import Term
from processes import registry

# A school year begins in the second half of the year.
_AUTUMN_FROM = 7


@registry.function("first working day")
def first_working_day(day: date | None) -> date | None:
    """The first working day of the month of ``day``; FEEL null for a null."""
    if day is None:
        return None
    return Calendar.load().first_working_day_of_month(day.year, day.month)


@registry.function("term starting")
def term_starting(day: date | None) -> str | None:
    """``"autumn"`` or ``"spring"`` on the first day of a term of all schools, else null."""
    if day is None:
        return None
    wanted = date(day.year, day.month, day.day)
    if not ServiceTerm.objects.filter(organisation=None, starts_on=wanted).exists():
        return None
    return "autumn" if wanted.month >= _AUTUMN_FROM else "spring"


@registry.function("term began")
def term_began(day: date | None) -> date | None:
    """The first day of the term of all schools that ``day`` is in; null between terms."""
    if day is None:
        return None
    wanted = date(day.year, day.month, day.day)
    terms = ServiceTerm.objects.filter(organisation=None, starts_on__lte=wanted, ends_on__gte=wanted)
    return terms.order_by("starts_on").values_list("starts_on", flat=True).last()


@registry.function("terms from")
def terms_from(school: str | None, day: date | None) -> list[str]:
    """Names of the terms that are not over on ``day``, in order: those of ``school`` (an id), or of all schools."""
    if day is None:
        return []
    wanted = date(day.year, day.month, day.day)
    return [term.name for term in terms_of(school) if term.ends_on >= wanted]


@registry.function("term dates")
def term_dates(school: str | None, name: str | None) -> Mapping[str, date] | None:
    """``starts_on`` and ``ends_on`` of the term called ``name``; null where there is none."""
    found = next((term for term in terms_of(school) if term.name == name), None)
    return {"starts_on": found.starts_on, "ends_on": found.ends_on} if found else None


def terms_of(school: str | UUID | None) -> tuple[Term, ...]:
    """In order; those of all schools for what is no school's id."""
    try:
        key = UUID(str(school)) if school else None
    except ValueError:
        key = None
    return Calendar.load().snapshot.terms_of(key)

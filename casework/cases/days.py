"""Days that processes begin on, as expressions ask for them."""

from datetime import date

from casework.calendar.models import ServiceTerm
from casework.calendar.services import Calendar
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

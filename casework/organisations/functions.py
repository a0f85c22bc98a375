"""What expressions may ask of the registers."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from casework.organisations.conflicts import conflict
from casework.organisations.models import Person
from processes import registry


@registry.function("recusal")
def recusal(person: object, organisation: object, day: date | None = None) -> str | None:
    """Why ``person`` (id) must keep away from ``organisation`` (id) on ``day``, by default today; null where nothing is known."""
    try:
        who, where = int(str(person)), UUID(str(organisation))
    except ValueError:
        return None
    found = Person.objects.filter(pk=who).first()
    return None if found is None else conflict(person=found, organisation=where, day=_day(day))


def _day(day: date | None) -> date:
    if day is None:
        return localdate()
    return localdate(day) if isinstance(day, datetime) and day.tzinfo else date(day.year, day.month, day.day)

"""What expressions may ask of the registers."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from casework.organisations.conflicts import conflict
from casework.organisations.models import Membership, Organisation, Person
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


@registry.function("workplace")
def workplace(person: object, day: date | None = None) -> str | None:
    """The id of the organisation in which ``person`` (id) works on ``day``, by default today: that of the first role."""
    try:
        who = int(str(person))
    except ValueError:
        return None
    held = Membership.objects.active_on(_day(day)).filter(person=who).order_by("role", "organisation__code")
    found = held.values_list("organisation", flat=True).first()
    return str(found) if found else None


@registry.function("person names")
def person_names(people: object) -> list[str]:
    """The posts of ``people`` (ids), in their order; who is unknown is left out."""
    wanted = [str(one) for one in people] if isinstance(people, list) else [str(people)]
    known = {
        str(one.pk): str(one) for one in Person.objects.filter(pk__in=[i for i in wanted if i.isdigit()])
    }
    return [known[one] for one in wanted if one in known]


@registry.function("organisation name")
def organisation_name(organisation: object) -> str | None:
    """How the organisation (id) is called for short; null for one that is unknown."""
    try:
        key = UUID(str(organisation))
    except ValueError:
        return None
    return Organisation.objects.filter(pk=key).values_list("short_name", flat=True).first()


def _day(day: date | None) -> date:
    if day is None:
        return localdate()
    return localdate(day) if isinstance(day, datetime) and day.tzinfo else date(day.year, day.month, day.day)

"""Who holds what, when."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from casework.organisations.models import Membership, Person


def memberships_of(person: Person, day: date) -> list[tuple[str, UUID]]:
    """(role id, organisation id) of every role that ``person`` holds on ``day``."""
    held = Membership.objects.active_on(day).of(person).order_by("role", "organisation__code")
    return list(held.values_list("role", "organisation_id"))


def holders(roles: Iterable[str], organisation: UUID, day: date) -> list[Person]:
    """People with open accounts who hold any of ``roles`` in ``organisation`` on ``day``, by post."""
    held = Membership.objects.active_on(day).with_roles(roles).filter(organisation=organisation)
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("post", "pk"))

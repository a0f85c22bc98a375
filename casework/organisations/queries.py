"""Who holds what, when."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from casework.organisations.models import Membership, Organisation, Person


def memberships_of(person: Person, day: date) -> list[tuple[str, UUID]]:
    """(role id, organisation id) of every role that ``person`` holds on ``day``."""
    held = Membership.objects.active_on(day).of(person).order_by("role", "organisation__code")
    return list(held.values_list("role", "organisation_id"))


def holders(roles: Iterable[str], organisation: UUID, day: date) -> list[Person]:
    """People with open accounts who hold any of ``roles`` in ``organisation`` on ``day``, by post."""
    held = Membership.objects.active_on(day).with_roles(roles).filter(organisation=organisation)
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("post", "pk"))


def active_schools(district: Organisation) -> list[Organisation]:
    """The schools in use of a bureau, directly under it or in one of its groups, by code."""
    below = Q(parent=district) | Q(parent__parent=district)
    found = Organisation.objects.filter(below, kind=Organisation.Kind.SCHOOL, is_active=True)
    return list(found.order_by("code"))

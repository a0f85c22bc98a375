"""Where a person stands: the roles held on a day, in which organisations, and for whom he stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from casework.organisations.models import Delegation, Membership, Person, Role
from processes.statements import Rows


@dataclass(frozen=True)
class Holding:
    """One role in one organisation; ``organisation`` is its id as text, as lanes and FEEL name it."""

    role: str
    organisation: str
    organisation_name: str

    @property
    def label(self) -> str:
        return f"{Role(self.role).label} · {self.organisation_name}"


@dataclass(frozen=True)
class StandIn:
    """What the person may do today in the place of ``principal``: the tasks of one role, in some processes alone."""

    delegation: int
    principal: Person
    role: str
    organisation: str
    processes: frozenset[str]
    last_day: date

    @property
    def pair(self) -> tuple[str, str]:
        return self.role, self.organisation


@dataclass(frozen=True)
class Standing:
    """A person with all roles of a day, all in force at once; ``main`` is the one that the header shows.

    ``stand_ins`` are no roles: they open tasks, never registers or reports.
    """

    person: Person
    day: date
    holdings: tuple[Holding, ...]
    stand_ins: tuple[StandIn, ...] = ()

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """(role id, organisation id), as user tasks name their candidates."""
        return frozenset((held.role, held.organisation) for held in self.holdings)

    @property
    def main(self) -> Holding | None:
        return self.holdings[0] if self.holdings else None

    def has(self, *roles: str, organisation: str | None = None) -> bool:
        """Whether any of ``roles`` is held, in ``organisation`` if one is named."""
        return any(held.role in roles and organisation in (None, held.organisation) for held in self.holdings)

    def organisations(self, roles: Iterable[str] | None = None) -> frozenset[str]:
        """Ids of the organisations in which any of ``roles`` is held; of all without ``roles``."""
        wanted = None if roles is None else frozenset(roles)
        return frozenset(held.organisation for held in self.holdings if wanted is None or held.role in wanted)

    @cached_property
    def organisation_ids(self) -> list[UUID]:
        """Of all organisations in which any role is held, for queries."""
        return [UUID(organisation) for organisation in self.organisations()]

    def is_member(self, organisation: str) -> bool:
        """Whether the person holds any role there."""
        return any(held.organisation == organisation for held in self.holdings)


def standing_of(person: Person, day: date) -> Standing:
    """Read the standing of ``person`` on ``day`` in one statement, in two for whoever stands in for another.

    A blocked account stands nowhere.
    """
    if not person.is_active:
        return Standing(person, day, ())
    rows = _HOLDINGS.get(person=person.pk, day=day)
    holdings = tuple(Holding(role, str(pk), name) for role, pk, name, _ in rows)
    # Nobody without a role stands in for anybody.
    return Standing(person, day, holdings, _stand_ins(person, day) if any(row[-1] for row in rows) else ())


def _holdings(person: int, day: date) -> "QuerySet[Membership, tuple[str, UUID, str, bool]]":
    """Role, organisation, its name, and whether the person stands in for somebody."""
    delegated = Delegation.objects.in_force(day).filter(delegate=OuterRef("person"))
    return (
        Membership.objects.active_on(day)
        .filter(person=person)
        .order_by("role", "organisation__code")
        .values_list("role", "organisation_id", "organisation__short_name", Exists(delegated))
    )


# Every request asks it.
_HOLDINGS = Rows(
    _holdings, person=(Person._meta.pk, -1), day=(Membership._meta.get_field("valid_from"), date(1, 2, 3))
)


def _stand_ins(person: Person, day: date) -> tuple[StandIn, ...]:
    held = Delegation.objects.in_force(day).filter(delegate=person).select_related("principal").order_by("pk")
    return tuple(
        StandIn(
            delegation=one.pk,
            principal=one.principal,
            role=one.role,
            organisation=str(one.organisation_id),
            processes=frozenset(one.process_ids),
            last_day=one.ends_on,
        )
        for one in held
    )

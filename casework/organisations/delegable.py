"""What may be delegated, and to whom: by post (domain.md §4.4 rule 10; for the offices our own default)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.organisations.models import Membership, Person, Role
from casework.organisations.models.delegation import DELEGATING, NEVER_DELEGATED
from casework.organisations.standing import Holding, Standing
from processes.engine import Definition
from processes.models import ProcessVersion
from processes.services import definition_of, versions_in_force
from processes.vocabulary import Assignment

# 校级干部 are no role of their own: a school's leading group, its lead for the service, and who is on duty for it.
SCHOOL_CADRES = frozenset({Role.LEADING_GROUP, Role.AFTER_SCHOOL_LEAD, Role.DUTY_LEADER})
_OFFICERS = frozenset(role for role in Role if Role.BASIC_EDUCATION <= role <= Role.PERSONNEL)
SUBSTITUTES: Mapping[str, frozenset[Role]] = {
    Role.PRINCIPAL: SCHOOL_CADRES,
    Role.HEAD_OF_OFFICE: _OFFICERS,
    Role.DEPUTY_DIRECTOR: frozenset({Role.DIRECTOR, Role.DEPUTY_DIRECTOR, Role.HEAD_OF_OFFICE}),
}


@dataclass(frozen=True)
class Process:
    """A kind of matter, by the id of its process."""

    id: str
    name: str
    name_en: str

    def label(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name


def posts_of(standing: Standing) -> list[Holding]:
    """The posts of the person whose tasks another may do for him."""
    return [held for held in standing.holdings if held.role in DELEGATING]


def candidates(post: Holding, day: date, without: Person) -> list[Person]:
    """Whom the holder of ``post`` may name, by post; none of his own accounts."""
    held = Membership.objects.active_on(day).with_roles(SUBSTITUTES[post.role])
    people = Person.objects.filter(
        is_active=True, pk__in=held.filter(organisation=UUID(post.organisation)).values("person")
    )
    return list(people.exclude(pk__in=Person.objects.same_as(without).values("pk")).order_by("post", "pk"))


def delegable(role: str, day: date) -> list[Process]:
    """The kinds of matters in which ``role`` has something to do, without those that are never signed by another."""
    found = []
    for version in versions_in_force(on=day):
        if version.process_id not in NEVER_DELEGATED and any(
            role in lane.roles for lane in _lanes(definition_of(version))
        ):
            found.append(_described(version))
    return found


def _lanes(definition: Definition) -> Iterator[Assignment]:
    """Of tasks, and of what may be started from the case page."""
    for element in definition.elements():
        if element.assignment is not None:
            yield element.assignment
        if element.action is not None:
            yield element.action.assignment


def kinds(day: date) -> dict[str, Process]:
    """Every kind of matter, by id."""
    return {version.process_id: _described(version) for version in versions_in_force(on=day)}


def _described(version: ProcessVersion) -> Process:
    definition = definition_of(version)
    main = definition.processes[definition.main]
    return Process(version.process_id, version.name, main.name_en or version.name)

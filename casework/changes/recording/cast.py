"""Who takes part in a trial case, in words, and as a scenario names them: ids change with every play, names stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.clock import local_date
from casework.changes.recording.rehearsal import Stage
from casework.inbox.forms.context import Choices
from casework.inbox.wording.people import person_text, roles_text
from casework.organisations.models import Membership, Organisation, Person
from casework.scenarios.world import OFFICES
from processes.forms import Field

# Schools that a form may name besides those of the scenario.
SAMPLES = ("试办一小", "试办二小")
# How people of one role are told apart; the first one of a role has no such name.
OTHERS = ("第二人", "第三人", "第四人", "第五人", "第六人")


@dataclass(frozen=True)
class Part:
    """A person of a trial: the holder of ``role`` at ``scope``; ``alias`` tells him from the first one."""

    role: str
    scope: Organisation
    alias: str | None = None

    @property
    def key(self) -> str:
        return f"{self.role}:{self.alias}" if self.alias else self.role

    @property
    def token(self) -> str:
        """As a form value of a scenario."""
        place = self.scope.code if self.scope.code in OFFICES else self.scope.short_name
        return f"@person:{self.role}@{place}" + (f":{self.alias}" if self.alias else "")

    @property
    def label(self) -> str:
        role, place = roles_text([self.role]), self.scope.short_name
        words = role if role.startswith(place) else f"{place} {role}"
        return _("%(who)s（%(alias)s）") % {"who": words, "alias": self.alias} if self.alias else words


def parts_at(stage: Stage, role: str, scope: Organisation) -> list[Part]:
    """The first holder of the role there, those who are told apart already, and one more."""
    known = [part for part in _known(stage) if part.scope == scope and part.role == role and part.alias]
    taken = {part.alias for part in known}
    fresh = [Part(role, scope, alias) for alias in OTHERS if alias not in taken][:1]
    return [Part(role, scope), *known, *fresh]


def person_of(stage: Stage, part: Part) -> Person:
    """Found or made, and remembered for the rest of the play."""
    return stage.world.actor(role=part.role, scope=part.scope, at=stage.now, alias=part.alias)


def name_of(stage: Stage, person: Person | Any | None) -> str:
    """In words; people made for the trial have no name of their own."""
    found = part_of(stage, person)
    return found.label if found else person_text(person)


def part_of(stage: Stage, person: Person | Any | None) -> Part | None:
    return (
        next((part for part in _known(stage) if person_of(stage, part) == person), None) if person else None
    )


def named(stage: Stage, field: Field, scope: str | None) -> Choices:
    """What a field that refers to people or organisations offers in a trial, as a scenario names them."""
    if field.type == "organisation":
        return [(token_of(one), one.name) for one in _organisations(stage, field)]
    return [(part.token, part.label) for part in _people(stage, field, scope)]


def token_of(organisation: Organisation) -> str:
    if organisation.code in OFFICES and organisation.kind == Organisation.Kind.OFFICE:
        return f"@office:{organisation.code}"
    return f"@organisation:{organisation.short_name}"


def tokens(stage: Stage) -> dict[str, str]:
    """What a scenario calls organisations, by their ids."""
    return {str(one.pk): token_of(one) for one in Organisation.objects.filter(is_active=True)}


def _organisations(stage: Stage, field: Field) -> list[Organisation]:
    if not field.kinds or Organisation.Kind.SCHOOL in field.kinds:
        for name in SAMPLES:
            stage.world.organisation(name)
    found = Organisation.objects.filter(is_active=True).order_by("kind", "code")
    return list(found.filter(kind__in=field.kinds) if field.kinds else found)


def _people(stage: Stage, field: Field, scope: str | None) -> Iterator[Part]:
    """Of the organisation of the field, of every one that takes part where it names none."""
    if field.scope is not None and not scope:
        return
    if scope and scope.startswith("@"):
        scope = stage.world.resolve(scope, case=None, by=Person(), at=stage.now)
    places = Organisation.objects.filter(is_active=True)
    for place in [places.get(pk=scope)] if scope else places.order_by("kind", "code"):
        for role in field.roles or _roles_at(stage, place):
            if scope or _is_held(stage, role, place):
                yield from parts_at(stage, role, place)


def _roles_at(stage: Stage, place: Organisation) -> list[str]:
    held = Membership.objects.active_on(local_date(stage.now)).filter(organisation=place)
    return list(held.order_by("role").values_list("role", flat=True).distinct())


def _is_held(stage: Stage, role: str, place: Organisation) -> bool:
    return role in _roles_at(stage, place)


def _known(stage: Stage) -> Iterator[Part]:
    """Everybody who has taken part so far."""
    places = {place.code: place for place in Organisation.objects.filter(is_active=True)}
    for key, person in stage.world.people.items():
        name, _at, code = key.partition("@")
        if code not in places:
            continue
        held = Membership.objects.filter(person=person, organisation=places[code]).order_by("role")
        for role in held.values_list("role", flat=True):
            if name == role:
                yield Part(role, places[code])
            elif not name.startswith("RL-"):
                yield Part(role, places[code], name)

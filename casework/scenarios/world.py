"""The people, organisations and papers that a scenario names: found in the register, or made for the trial."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.queries import holders
from casework.organisations.standing import Standing, standing_of
from casework.scenarios.pictures import picture
from casework.scenarios.sheets import sheet
from documents.services import store_bytes

LONG_AGO = date(2020, 1, 1)
OFFICES = {
    "JJK": "基教科",
    "CYG": "成幼股",
    "HDZX": "活动中心",
    "DDS": "督导室",
    "JSFZ": "区教师发展中心",
    "BGS": "办公室",
}


@dataclass
class World:
    """A person is named by alias, or is the first holder of a role; two aliases with one role are two people."""

    people: dict[str, Person] = field(default_factory=dict)

    def bureau(self) -> Organisation:
        found = Organisation.objects.filter(kind=Organisation.Kind.BUREAU).first()
        return found or self._make("QSH", "区教育体育局", Organisation.Kind.BUREAU, None)

    def office(self, code: str) -> Organisation:
        found = Organisation.objects.filter(kind=Organisation.Kind.OFFICE, code=code).first()
        return found or self._make(code, OFFICES.get(code, code), Organisation.Kind.OFFICE, self.bureau())

    def organisation(self, name: str) -> Organisation:
        """A school or vendor by its short name, as scenarios write it."""
        found = Organisation.objects.filter(short_name=name).first()
        return found or self._make(name, name, Organisation.Kind.SCHOOL, self.bureau())

    def actor(self, *, role: str, scope: Organisation, at: datetime, alias: str | None = None) -> Person:
        key = f"{alias or role}@{scope.code}"
        person = self.people.get(key)
        if person is None:
            person = self._someone(role, scope, at, key, alias)
            self.people[key] = person
        if alias:
            Membership.objects.get_or_create(
                person=person, organisation=scope, role=role, defaults={"valid_from": LONG_AGO}
            )
        return person

    def standing(self, person: Person, at: datetime) -> Standing:
        return standing_of(person, local_date(at))

    def resolve(self, value: Any, *, case: Case | None, by: Person, at: datetime) -> Any:
        """Replace ``@RL-22``, ``@organisation:名称``, ``@office:JJK``, ``@person:RL-07@DDS:组长`` (role, office or
        organisation, alias), ``@file:整改后.jpg`` and ``@paper:DT-221:合同`` in form values.
        """
        if isinstance(value, Mapping):
            return {k: self.resolve(v, case=case, by=by, at=at) for k, v in value.items()}
        if isinstance(value, list):
            return [self.resolve(item, case=case, by=by, at=at) for item in value]
        if isinstance(value, str) and value.startswith("@"):
            return self._reference(value[1:], case, by, at)
        return value

    def _reference(self, text: str, case: Case | None, by: Person, at: datetime) -> str:
        kind, _, rest = text.partition(":")
        if kind == "organisation":
            return str(self.organisation(rest).pk)
        if kind == "office":
            return str(self.office(rest).pk)
        if kind == "person":
            return str(self._named(rest, at).pk)
        if case is None:
            raise ValueError(f"立案之前不能写 @{text}")
        if kind == "file":
            return str(_upload(case, by, at, rest))
        if kind == "paper":
            type_code, _, name = rest.partition(":")
            return str(_hand_over(case, by, at, type_code, name or type_code))
        return str(self.actor(role=text, scope=case.respondent, at=at).pk)

    def _named(self, text: str, at: datetime) -> Person:
        post, _, alias = text.partition(":")
        role, _, place = post.partition("@")
        scope = self.office(place) if place in OFFICES else self.organisation(place)
        return self.actor(role=role, scope=scope, at=at, alias=alias or None)

    def _someone(self, role: str, scope: Organisation, at: datetime, name: str, alias: str | None) -> Person:
        taken = {person.pk for person in self.people.values()}
        free = [p for p in holders([role], scope.pk, local_date(at)) if p.pk not in taken or not alias]
        if free:
            return free[0]
        person = Person.objects.create(
            username=f"trial-{uuid4().hex[:12]}", post=name, password=make_password(None)
        )
        Membership.objects.create(person=person, organisation=scope, role=role, valid_from=LONG_AGO)
        return person

    @staticmethod
    def _make(code: str, name: str, kind: str, parent: Organisation | None) -> Organisation:
        return Organisation.objects.create(code=code, name=name, short_name=name, kind=kind, parent=parent)


def _upload(case: Case, by: Person, at: datetime, name: str) -> UUID:
    """A small real picture, so that the intake check sees what it would see from a phone."""
    version = store_bytes(
        holder=case.pk, type_code="DT-463", name=name, content=picture(name), by=by, at=at, title=name
    )
    return version.pk


def _hand_over(case: Case, by: Person, at: datetime, type_code: str, name: str) -> UUID:
    """A blank PDF of a type that pictures are no answer to."""
    version = store_bytes(
        holder=case.pk,
        type_code=type_code,
        name=f"{name}.pdf",
        content=sheet(f"{case.pk} {name} {at.isoformat()}"),
        by=by,
        at=at,
        title=name,
    )
    return version.pk

"""The people, organisations and papers of a trial: made when a scenario first names them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from PIL import Image

from casework.cases.models import Case
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.standing import Standing, standing_of
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
    """Trial people are named by alias, or by role and organisation where a scenario gives no alias."""

    people: dict[str, Person] = field(default_factory=dict)

    def bureau(self) -> Organisation:
        return self._organisation("QSH", "区教育体育局", Organisation.Kind.BUREAU)

    def office(self, code: str) -> Organisation:
        return self._organisation(code, OFFICES[code], Organisation.Kind.OFFICE)

    def school(self, name: str) -> Organisation:
        return self._organisation(name, name, Organisation.Kind.SCHOOL)

    def actor(self, *, role: str, scope: Organisation, alias: str | None = None) -> Person:
        """The person who holds ``role`` in ``scope``, under ``alias`` if given."""
        key = alias or f"{role}@{scope.code}"
        person = self.people.get(key)
        if person is None:
            person = Person.objects.create(username=f"trial-{len(self.people) + 1}", post=key)
            self.people[key] = person
        Membership.objects.get_or_create(
            person=person, organisation=scope, role=role, defaults={"valid_from": LONG_AGO}
        )
        return person

    def standing(self, person: Person, at: datetime) -> Standing:
        return standing_of(person, at.date())

    def resolve(self, value: Any, *, case: Case, by: Person, at: datetime) -> Any:
        """Replace ``@person:RL-22``, ``@office-person:RL-03``, ``@organisation:名称``, ``@finding:1`` and ``@photo`` in form values."""
        if isinstance(value, Mapping):
            return {k: self.resolve(v, case=case, by=by, at=at) for k, v in value.items()}
        if isinstance(value, list):
            return [self.resolve(item, case=case, by=by, at=at) for item in value]
        if isinstance(value, str) and value.startswith("@"):
            return self._reference(value[1:], case, by, at)
        return value

    def _reference(self, text: str, case: Case, by: Person, at: datetime) -> str:
        kind, _, rest = text.partition(":")
        if kind == "person":
            return str(self.actor(role=rest, scope=case.respondent).pk)
        if kind == "organisation":
            return str(self.school(rest).pk)
        if kind == "finding":
            return str(case.findings.get(ordinal=int(rest)).pk)
        if kind == "photo":
            return str(_photo(case, by, at, rest or "照片.png"))
        raise LookupError(text)

    def _organisation(self, code: str, name: str, kind: str) -> Organisation:
        parent = None if kind == Organisation.Kind.BUREAU else self.bureau()
        found, _ = Organisation.objects.get_or_create(
            code=code, defaults={"name": name, "short_name": name, "kind": kind, "parent": parent}
        )
        return found


def _photo(case: Case, by: Person, at: datetime, name: str) -> Any:
    """A small real picture, so that the intake check sees what it would see from a phone."""
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 140, 90)).save(picture, "PNG")
    version = store_bytes(
        holder=case.pk, type_code="DT-463", name=name, content=picture.getvalue(), by=by, at=at, title="整改佐证"
    )
    return version.pk

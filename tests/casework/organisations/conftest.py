"""A bureau with an office, two schools and a vendor, and people who hold roles in them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from casework.organisations.models import Membership, Organisation, Person, Role
from casework.organisations.services import Standing, standing_of

Kind = Organisation.Kind
LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 4, 24)


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 4, 24, 1, 30, tzinfo=UTC)


def organisation(code: str, name: str, kind: str, parent: Organisation | None = None) -> Organisation:
    return Organisation.objects.create(code=code, name=name, short_name=name, kind=kind, parent=parent)


@pytest.fixture
def bureau(db: None) -> Organisation:
    return organisation("QSH", "青山湖区教育体育局", Kind.BUREAU)


@pytest.fixture
def office(bureau: Organisation) -> Organisation:
    return organisation("JJK", "基教科", Kind.OFFICE, bureau)


@pytest.fixture
def school(bureau: Organisation) -> Organisation:
    return organisation("S-1", "松涛中学", Kind.SCHOOL, bureau)


@pytest.fixture
def other_school(bureau: Organisation) -> Organisation:
    return organisation("S-2", "银杏第一小学", Kind.SCHOOL, bureau)


@pytest.fixture
def vendor(db: None) -> Organisation:
    return organisation("V-1", "蓝舟科技", Kind.VENDOR)


Hire = Callable[..., Person]


@pytest.fixture
def hire(bureau: Organisation, office: Organisation, school: Organisation, vendor: Organisation) -> Hire:
    """Make a person with a role where that role belongs, or in ``place``."""
    outside = {
        Role.VENDOR_CLERK: vendor,
        Role.INDIVIDUAL: organisation("P-1", "剪纸艺人", Kind.INDIVIDUAL),
        Role.TRAINING_UNIT: organisation("T-1", "省体校", Kind.TRAINING_UNIT),
    }

    def make(role: Role, place: Organisation | None = None) -> Person:
        if place is None:
            place = outside.get(role) or (school if role >= Role.PRINCIPAL else office)
        post = f"{place.short_name}{role.value}"
        person = Person.objects.create_user(username=f"p-{uuid4().hex[:8]}", post=post)
        Membership.objects.create(person=person, organisation=place, role=role, valid_from=LONG_AGO)
        return person

    return make


def today(person: Person) -> Standing:
    return standing_of(person, TODAY)

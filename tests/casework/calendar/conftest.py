"""The published years without a database, and people who may change the stored calendar."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from casework.calendar.arithmetic import Calendar
from casework.calendar.official import YEARS, official_days
from casework.calendar.services import seed_official
from casework.calendar.snapshot import DayFact, Snapshot, Term
from casework.organisations.models import Membership, Organisation, Person, Role

AUTUMN = Term(
    "2025秋", date(2025, 9, 1), date(2026, 1, 23), service_from=date(2025, 9, 8), service_to=date(2026, 1, 16)
)
SPRING = Term(
    "2026春", date(2026, 3, 2), date(2026, 7, 3), service_from=date(2026, 3, 9), service_to=date(2026, 6, 26)
)


def published(*, terms: Sequence[Term] = ()) -> Calendar:
    days = {day: DayFact(working, name) for year in YEARS for day, working, name in official_days(year)}
    return Calendar(Snapshot(days={None: days}, terms={None: tuple(terms)}, published=frozenset(YEARS)))


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return published()


@pytest.fixture(scope="session")
def school_year() -> Calendar:
    return published(terms=(AUTUMN, SPRING))


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 4, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def seeded(db: None) -> None:
    # A test that flushed the tables has taken away what the migration planted.
    seed_official()


@pytest.fixture
def bureau(db: None) -> Organisation:
    return Organisation.objects.create(
        code="B-1", name="青山湖区教体局", short_name="区教体局", kind=Organisation.Kind.BUREAU
    )


@pytest.fixture
def school(bureau: Organisation) -> Organisation:
    return Organisation.objects.create(
        code="S-1", name="松涛中学", short_name="松涛中学", kind=Organisation.Kind.SCHOOL, parent=bureau
    )


def person_with(role: Role, organisation: Organisation) -> Person:
    person = Person.objects.create_user(username=f"p-{uuid4().hex[:8]}", post=role.label)
    Membership.objects.create(
        person=person, organisation=organisation, role=role, valid_from=date(2020, 1, 1)
    )
    return person


@pytest.fixture
def manager(bureau: Organisation) -> Person:
    return person_with(Role.PROCESS_MANAGER, bureau)


@pytest.fixture
def principal(school: Organisation) -> Person:
    return person_with(Role.PRINCIPAL, school)

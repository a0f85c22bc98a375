"""Roles are given and ended, dated, under the rules, and each is told in the trail."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.audit.verification import verify
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.organisations.rules import (
    AlreadyEnded,
    EndsBeforeItBegan,
    EndsInThePast,
    OrganisationClosed,
    OwnAppointment,
    RoleAlreadyHeld,
    RoleOutOfPlace,
    RolesNotCombined,
)
from casework.organisations.services import appoint, edit_person, end_membership, memberships_of
from tests.casework.organisations.conftest import TODAY, Hire

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
DAY = timedelta(days=1)


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user(username="new", post="松涛中学校长")


@pytest.fixture
def admin(hire: Hire) -> Person:
    return hire(Role.SYSTEM_ADMIN)


def give(person: Person, place: Organisation, role: str, at: datetime, **more: object) -> Membership:
    values = {"first_day": TODAY, "by": None, **more}
    return appoint(person=person, organisation=place, role=role, at=at, **values)  # type: ignore[arg-type]


def test_a_role_is_held_from_its_first_to_its_last_day(
    person: Person, school: Organisation, at: datetime
) -> None:
    give(person, school, Role.PRINCIPAL, at, last_day=TODAY + 2 * DAY)
    held = [bool(memberships_of(person, TODAY + n * DAY)) for n in range(-1, 4)]
    assert held == [False, True, True, True, False]
    assert memberships_of(person, TODAY) == [(Role.PRINCIPAL, school.pk)]


def test_the_trail_of_the_organisation_tells_who_gave_and_ended_the_role(
    person: Person, school: Organisation, admin: Person, at: datetime
) -> None:
    membership = give(person, school, Role.PRINCIPAL, at, by=admin)
    end_membership(membership=membership, last_day=TODAY, at=at, by=admin)
    told = [sentence(event, "zh-hans") for event in Event.objects.filter(chain=school.pk)]
    assert told == [
        f"{admin}任命松涛中学校长为松涛中学的校长，自2026年4月24日起",
        f"{admin}结束了松涛中学校长在松涛中学的校长任职，最后一天为2026年4月24日",
    ]
    assert list(verify(school.pk)) == []


def test_the_same_role_is_not_held_twice_at_once(person: Person, school: Organisation, at: datetime) -> None:
    give(person, school, Role.PRINCIPAL, at, last_day=TODAY + 9 * DAY)
    with pytest.raises(RoleAlreadyHeld):
        give(person, school, Role.PRINCIPAL, at, first_day=TODAY + 9 * DAY)
    give(person, school, Role.PRINCIPAL, at, first_day=TODAY + 10 * DAY)
    give(person, school, Role.TEACHER, at)


def test_the_database_too_refuses_a_role_that_is_open_twice(person: Person, school: Organisation) -> None:
    Membership.objects.create(
        person=person, organisation=school, role=Role.TEACHER, valid_from=date(2024, 1, 1)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            person=person, organisation=school, role=Role.TEACHER, valid_from=date(2025, 1, 1)
        )


SEPARATE = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR]


@pytest.mark.parametrize("first", SEPARATE)
@pytest.mark.parametrize("second", SEPARATE)
def test_the_three_administrators_are_three_people(
    first: Role, second: Role, person: Person, office: Organisation, at: datetime
) -> None:
    give(person, office, first, at)
    with pytest.raises(RoleAlreadyHeld if first == second else RolesNotCombined):
        give(person, office, second, at)


def test_a_second_account_of_the_same_person_does_not_get_round_it(
    person: Person, office: Organisation, at: datetime
) -> None:
    person.staff_number = "G-7"
    person.save()
    double = Person.objects.create_user(username="double", staff_number="G-7")
    give(person, office, Role.SYSTEM_ADMIN, at)
    with pytest.raises(RolesNotCombined):
        give(double, office, Role.AUDITOR, at)


def test_nor_does_a_staff_number_that_is_entered_later(
    person: Person, office: Organisation, at: datetime
) -> None:
    person.staff_number = "G-7"
    person.save()
    double = Person.objects.create_user(username="double")
    give(person, office, Role.SYSTEM_ADMIN, at)
    give(double, office, Role.AUDITOR, at)
    with pytest.raises(RolesNotCombined):
        edit_person(person=double, staff_number="G-7", at=at, by=None)
    double.refresh_from_db()
    assert double.staff_number == ""


def test_one_after_the_other_is_no_combination(person: Person, office: Organisation, at: datetime) -> None:
    give(person, office, Role.SYSTEM_ADMIN, at, last_day=TODAY)
    give(person, office, Role.AUDITOR, at, first_day=TODAY + DAY)


def test_nobody_changes_roles_of_his_own(admin: Person, office: Organisation, at: datetime) -> None:
    with pytest.raises(OwnAppointment):
        give(admin, office, Role.BASIC_EDUCATION, at, by=admin)
    with pytest.raises(OwnAppointment):
        end_membership(membership=admin.memberships.get(), last_day=TODAY, at=at, by=admin)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.PRINCIPAL, "office"),
        (Role.BASIC_EDUCATION, "school"),
        (Role.VENDOR_CLERK, "school"),
        (Role.TEACHER, "vendor"),
    ],
)
def test_a_role_belongs_to_its_kind_of_organisation(
    role: Role, place: str, person: Person, at: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(RoleOutOfPlace):
        give(person, request.getfixturevalue(place), role, at)


def test_nobody_is_appointed_in_a_closed_organisation(
    person: Person, school: Organisation, at: datetime
) -> None:
    school.is_active = False
    with pytest.raises(OrganisationClosed):
        give(person, school, Role.PRINCIPAL, at)


def test_a_role_ends_at_once_when_its_last_day_was_yesterday(
    hire: Hire, school: Organisation, at: datetime
) -> None:
    principal = hire(Role.PRINCIPAL)
    end_membership(membership=principal.memberships.get(), last_day=TODAY - DAY, at=at, by=None)
    assert memberships_of(principal, TODAY) == []
    with pytest.raises(AlreadyEnded):
        end_membership(membership=principal.memberships.get(), last_day=TODAY, at=at, by=None)


def test_a_last_day_that_rewrites_the_past_is_refused(hire: Hire, at: datetime) -> None:
    membership = hire(Role.TEACHER).memberships.get()
    with pytest.raises(EndsInThePast):
        end_membership(membership=membership, last_day=TODAY - 2 * DAY, at=at, by=None)
    assert not Event.objects.exists()


def test_a_role_does_not_end_before_it_begins(person: Person, school: Organisation, at: datetime) -> None:
    membership = give(person, school, Role.TEACHER, at, first_day=TODAY + 5 * DAY)
    with pytest.raises(EndsBeforeItBegan):
        end_membership(membership=membership, last_day=TODAY + 4 * DAY, at=at, by=None)


def test_an_appointment_that_ends_before_it_begins_is_refused(
    person: Person, school: Organisation, at: datetime
) -> None:
    with pytest.raises(EndsBeforeItBegan):
        give(person, school, Role.TEACHER, at, last_day=TODAY - DAY)

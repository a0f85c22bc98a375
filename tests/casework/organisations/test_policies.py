"""Who reads and who changes which register: every role, every action."""

import pytest

from casework.organisations.models import Organisation, Person, Role
from casework.organisations.policies import (
    may_edit_organisations,
    may_edit_people,
    may_read_register,
    may_read_trail,
)
from tests.casework.organisations.conftest import Hire, today

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]

# Reads every register, changes organisations, changes people, reads the trail.
EXPECTED = {
    Role.DEPUTY_DIRECTOR: "R---",
    Role.DIRECTOR: "R---",
    Role.BASIC_EDUCATION: "RO--",
    Role.HEAD_OF_OFFICE: "R---",
    Role.ADULT_PRESCHOOL: "R---",
    Role.ACTIVITY_CENTRE: "R---",
    Role.SUPERVISION: "R---",
    Role.TEACHER_DEVELOPMENT: "R---",
    Role.GENERAL_OFFICE: "R---",
    Role.FINANCE: "R---",
    Role.PERSONNEL: "R---",
    Role.PROCESS_MANAGER: "R---",
    Role.SYSTEM_ADMIN: "ROP-",
    Role.SECURITY_ADMIN: "----",
    Role.AUDITOR: "---T",
    Role.PRINCIPAL: "----",
    Role.AFTER_SCHOOL_LEAD: "----",
    Role.DUTY_LEADER: "----",
    Role.TEACHER: "----",
    Role.LEADING_GROUP: "----",
    Role.SCHOOL_FINANCE: "----",
    Role.VENDOR_CLERK: "----",
    Role.INDIVIDUAL: "----",
    Role.TRAINING_UNIT: "----",
    Role.SUPERIOR: "----",
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_table_says(role: Role, hire: Hire) -> None:
    here = today(hire(role))
    asked = (may_read_register, may_edit_organisations, may_edit_people, may_read_trail)
    answer = "".join(letter if may(here) else "-" for letter, may in zip("ROPT", asked, strict=True))
    assert answer == EXPECTED[role]


@pytest.mark.parametrize("role", [role for role in Role if EXPECTED[role][0] == "-"])
def test_who_does_not_read_the_register_sees_only_his_own(
    role: Role, hire: Hire, other_school: Organisation
) -> None:
    person = hire(role)
    hire(Role.TEACHER, other_school)
    own = person.memberships.get().organisation
    colleague = hire(role, own)
    assert list(Organisation.objects.visible_to(today(person))) == [own]
    assert set(Person.objects.visible_to(today(person))) == {person, colleague}


@pytest.mark.parametrize("role", [role for role in Role if EXPECTED[role][0] == "R"])
def test_who_reads_the_register_sees_all_of_it(role: Role, hire: Hire, other_school: Organisation) -> None:
    person = hire(role)
    assert set(Organisation.objects.visible_to(today(person))) == set(Organisation.objects.all())
    assert set(Person.objects.visible_to(today(person))) == set(Person.objects.all())


def test_without_a_role_a_person_sees_only_himself(hire: Hire) -> None:
    hire(Role.PRINCIPAL)
    person = Person.objects.create_user(username="nobody")
    assert not Organisation.objects.visible_to(today(person)).exists()
    assert list(Person.objects.visible_to(today(person))) == [person]

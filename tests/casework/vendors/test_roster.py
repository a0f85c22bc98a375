"""The roster of a vendor: who is on it once, under a number that is checked and not kept."""

import json

import pytest

from casework.audit.models import Event
from casework.organisations.models import Organisation
from casework.vendors import rules
from casework.vendors.models import Instructor
from casework.vendors.services import profile, roster
from tests.casework.papers.world import NOW, World
from tests.casework.vendors.numbers import credit_code, identity_number

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
NUMBER = identity_number(11)


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_the_number_is_nowhere_in_the_database(world: World) -> None:
    person = world.instructor()
    row = Instructor.objects.filter(pk=person.pk).values()[0]
    trail = [event.canonical for event in Event.objects.filter(chain=world.vendor.pk)]
    assert row["id_masked"] == "3601**********" + NUMBER[-4:]
    assert NUMBER not in json.dumps(row, default=str) + "".join(trail)
    assert "张三丰" not in "".join(trail)


def test_one_number_stands_once_on_a_roster_and_may_stand_on_another(world: World) -> None:
    world.instructor()
    with pytest.raises(rules.AlreadyOnRoster):
        world.instructor(name="李四")
    assert world.instructor(vendor=world.other_vendor).organisation == world.other_vendor


def test_a_number_with_a_blank_and_a_small_x_is_the_same_number(world: World) -> None:
    ending = next(number for number in map(identity_number, range(99)) if number.endswith("X"))
    roster.add(organisation=world.vendor, name="王五", id_number=ending, by=None, at=NOW)
    typed = f" {ending[:6]} {ending[6:].lower()}"
    with pytest.raises(rules.AlreadyOnRoster):
        roster.add(organisation=world.vendor, name="王五", id_number=typed, by=None, at=NOW)


@pytest.mark.parametrize(
    ("name", "number", "error"),
    [
        ("张*", NUMBER, rules.NameMissing),
        ("", NUMBER, rules.NameMissing),
        ("张三", NUMBER[:-1] + "?", rules.NotAnIdentityNumber),
    ],
)
def test_what_is_typed_wrong_is_refused_with_the_field(
    world: World, name: str, number: str, error: type[rules.Refused]
) -> None:
    with pytest.raises(error) as refused:
        roster.add(organisation=world.vendor, name=name, id_number=number, by=None, at=NOW)
    assert refused.value.field
    assert len(str(refused.value)) > 10


def test_who_left_the_roster_comes_back_as_the_same_row(world: World) -> None:
    person = world.instructor()
    roster.remove(instructor=person, by=world.clerk, at=NOW)
    assert not Instructor.objects.get(pk=person.pk).is_active
    assert world.instructor(name="张三").pk == person.pk
    assert Instructor.objects.get(pk=person.pk).name == "张三"


def test_a_number_typed_wrong_is_corrected_but_not_to_that_of_another(world: World) -> None:
    person, other = world.instructor(), world.instructor(name="李四", serial=12)
    with pytest.raises(rules.AlreadyOnRoster):
        roster.change(instructor=person, id_number=identity_number(12), by=None, at=NOW)
    roster.change(instructor=person, id_number=identity_number(13), speciality="剪纸", by=None, at=NOW)
    person.refresh_from_db()
    assert (person.id_masked[-4:], person.speciality) == (identity_number(13)[-4:], "剪纸")
    assert other.id_digest != person.id_digest


def test_an_individual_is_himself_alone_and_a_school_has_no_roster(world: World) -> None:
    alone = Organisation.objects.create(code="P-1", name="剪纸艺人", short_name="剪纸艺人", kind="INDIVIDUAL")
    world.instructor(vendor=alone)
    with pytest.raises(rules.OnlyHimself):
        world.instructor(name="徒弟", vendor=alone, serial=12)
    with pytest.raises(rules.NoRoster):
        world.instructor(vendor=world.school)


def test_a_profile_takes_a_credit_code_that_is_right_and_its_own(world: World) -> None:
    with pytest.raises(profile.NotACreditCode):
        profile.keep(organisation=world.vendor, credit_code="91360111MA0000001O", by=None, at=NOW)
    with pytest.raises(profile.CreditCodeTaken):
        profile.keep(organisation=world.vendor, credit_code=credit_code(2), by=None, at=NOW)
    with pytest.raises(profile.UnknownCategory):
        profile.keep(organisation=world.vendor, categories=["奥数"], by=None, at=NOW)
    kept = profile.keep(organisation=world.vendor, credit_code=f" {credit_code(7).lower()}", by=None, at=NOW)
    assert kept.credit_code == credit_code(7)

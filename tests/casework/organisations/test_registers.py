"""Organisations and accounts are registered and changed, each change with its event."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Event
from casework.organisations.models import Organisation, Person, Role
from casework.organisations.rules import ParentBelowItself, StillHasMembers
from casework.organisations.services import (
    create_organisation,
    create_person,
    edit_organisation,
    edit_person,
    end_membership,
    set_password,
)
from tests.casework.organisations.conftest import Hire

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def test_an_organisation_is_registered_with_its_event(bureau: Organisation, at: datetime) -> None:
    made = create_organisation(
        code="S-9", name="翠湖小学", short_name="翠湖小学", kind="SCHOOL", parent=bureau, at=at, by=None
    )
    event = Event.objects.get(chain=made.pk)
    assert (event.kind, event.payload["name"], event.payload["parent"]) == (
        "organisation.created",
        "翠湖小学",
        bureau.name,
    )


def test_a_name_that_is_taken_is_refused_and_leaves_no_event(school: Organisation, at: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        create_organisation(
            code="S-9", name=school.name, short_name="x", kind="SCHOOL", parent=None, at=at, by=None
        )
    assert not Event.objects.exists()


def test_a_change_tells_what_was_and_what_is(school: Organisation, at: datetime) -> None:
    edit_organisation(organisation=school, name="松涛实验中学", short_name=school.short_name, at=at, by=None)
    event = Event.objects.get(chain=school.pk)
    assert event.payload["changes"] == {"name": {"before": "松涛中学", "now": "松涛实验中学"}}
    assert "stsyzx" in Organisation.objects.get(pk=school.pk).search_text


def test_saving_without_a_change_is_no_event(school: Organisation, at: datetime) -> None:
    edit_organisation(organisation=school, name=school.name, at=at, by=None)
    assert not Event.objects.exists()


def test_code_and_kind_stay_what_they_were(school: Organisation, at: datetime) -> None:
    with pytest.raises(TypeError):
        edit_organisation(organisation=school, kind="VENDOR", at=at, by=None)


def test_an_organisation_is_not_below_itself(
    bureau: Organisation, office: Organisation, at: datetime
) -> None:
    for parent in (bureau, office):
        with pytest.raises(ParentBelowItself):
            edit_organisation(organisation=bureau, parent=parent, at=at, by=None)


def test_an_organisation_closes_when_nobody_holds_a_role_there(
    school: Organisation, hire: Hire, at: datetime
) -> None:
    membership = hire(Role.PRINCIPAL).memberships.get()
    with pytest.raises(StillHasMembers):
        edit_organisation(organisation=school, is_active=False, at=at, by=None)
    end_membership(membership=membership, last_day=date(2026, 4, 23), at=at, by=None)
    assert edit_organisation(organisation=school, is_active=False, at=at, by=None).is_active is False


def test_an_account_is_opened_changed_and_blocked_on_its_own_chain(at: datetime) -> None:
    person = create_person(username="st01", post="松涛中学校长", password="correct horse", at=at, by=None)
    edit_person(person=person, post="松涛中学书记", is_active=False, at=at, by=None)
    set_password(person=person, password="battery staple", at=at, by=None)
    events = list(Event.objects.filter(chain=person.chain))
    assert [event.kind for event in events] == ["person.created", "person.changed", "person.password_set"]
    assert not any("horse" in event.canonical or "staple" in event.canonical for event in events)
    stored = Person.objects.get(pk=person.pk)
    assert stored.check_password("battery staple")
    assert (stored.post, stored.is_active) == ("松涛中学书记", False)


@pytest.mark.parametrize("typed", ["松涛", "songtao", "stzx", "STZX", "s-1"])
def test_an_organisation_is_found_by_name_code_and_pinyin(typed: str, school: Organisation) -> None:
    from viewflow.views.search import get_search_results

    from casework.organisations.viewset import OrganisationRegister

    fields = OrganisationRegister.list_search_fields
    assert list(get_search_results(Organisation.objects.all(), fields, typed)) == [school]


def test_the_bureau_comes_first_then_its_offices_schools_and_those_outside(
    bureau: Organisation, school: Organisation, at: datetime
) -> None:
    for code, kind in (("A-1", "INDIVIDUAL"), ("A-2", "VENDOR"), ("Z-1", "OFFICE")):
        create_organisation(code=code, name=code, short_name=code, kind=kind, parent=bureau, at=at, by=None)
    kinds = [one.kind for one in Organisation.objects.by_kind()]
    assert list(dict.fromkeys(kinds)) == ["BUREAU", "OFFICE", "SCHOOL", "VENDOR", "INDIVIDUAL"]

"""Where a person stands, in one statement."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from casework.organisations.current import standing
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.organisations.services import holders, memberships_of, standing_of
from tests.casework.organisations.conftest import LONG_AGO, TODAY, Hire

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


@pytest.fixture
def person(hire: Hire, bureau: Organisation, school: Organisation) -> Person:
    """Leads the after-school services of a school, teaches there, and once worked in the bureau."""
    person = hire(Role.TEACHER)
    for place, role, last in (
        (school, Role.AFTER_SCHOOL_LEAD, None),
        (bureau, Role.FINANCE, TODAY - timedelta(days=1)),
    ):
        Membership.objects.create(
            person=person, organisation=place, role=role, valid_from=LONG_AGO, valid_to=last
        )
    return person


def test_a_standing_is_read_in_one_statement_and_answers_without_another(
    person: Person,
    school: Organisation,
    bureau: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        here = standing_of(person, TODAY)
        assert here.pairs == {("RL-21", str(school.pk)), ("RL-23", str(school.pk))}
        assert here.has(Role.TEACHER)
        assert here.has(Role.PRINCIPAL, Role.TEACHER, organisation=str(school.pk))
        assert not here.has(Role.TEACHER, organisation=str(bureau.pk))
        assert not here.has(Role.FINANCE)
        assert here.organisations([Role.TEACHER]) == {str(school.pk)}
        assert here.organisations([Role.FINANCE]) == frozenset()
        assert here.is_member(str(school.pk))
        assert not here.is_member(str(bureau.pk))
        assert here.main is not None
        assert str(here.main.label) == "课后服务负责人 · 松涛中学"


def test_memberships_and_holders_take_one_statement_each(
    person: Person, school: Organisation, hire: Hire, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hire(Role.TEACHER)
    blocked = hire(Role.TEACHER)
    Person.objects.filter(pk=blocked.pk).update(is_active=False)
    with django_assert_num_queries(1):
        assert memberships_of(person, TODAY) == [("RL-21", school.pk), ("RL-23", school.pk)]
    with django_assert_num_queries(1):
        found = holders([Role.TEACHER, Role.AFTER_SCHOOL_LEAD], school.pk, TODAY)
    assert len(found) == 2
    assert person in found


def test_a_blocked_account_stands_nowhere(person: Person) -> None:
    person.is_active = False
    assert standing_of(person, TODAY).pairs == frozenset()


def test_a_request_reads_the_standing_once(
    person: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = RequestFactory().get("/")
    request.user = person
    with django_assert_num_queries(1):
        assert standing(request) is standing(request)


def test_a_main_role_exists_only_with_a_role() -> None:
    person = Person.objects.create_user(username="nobody")
    assert standing_of(person, TODAY).main is None

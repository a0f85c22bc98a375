"""The frame round the pages."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casework.organisations.models import Membership, Organisation, Person, Role
from config.site import site


def appoint(person: Person, role: Role) -> None:
    office = Organisation.objects.create(code="JJK", name="基础教育科", short_name="基教科", kind="OFFICE")
    Membership.objects.create(person=person, organisation=office, role=role, valid_from=date(2020, 1, 1))


def test_the_header_names_the_person_and_the_office(entered: Client, person: Person) -> None:
    appoint(person, Role.BASIC_EDUCATION)
    text = entered.get("/licence/").content.decode()
    assert "基教科 经办" in text
    assert '<span class="bj-who__place">基教科</span>' in text


def test_the_first_page_is_the_first_of_the_menu(entered: Client, person: Person) -> None:
    appoint(person, Role.BASIC_EDUCATION)
    assert entered.get("/")["Location"] == reverse("inbox:index")


@pytest.mark.persistence
def test_the_menu_costs_two_statements_for_the_session_and_one_for_the_roles(
    entered: Client, person: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    appoint(person, Role.BASIC_EDUCATION)
    with django_assert_max_num_queries(3):
        entered.get("/licence/")


def test_every_application_of_the_menu_has_a_page() -> None:
    assert [app.reverse("index") for app in site.menu_items()]


def test_the_page_of_the_licence_needs_no_account(client: Client) -> None:
    assert "GNU Affero" in client.get("/licence/").content.decode()

"""Logging in by password, and by one click where the demonstration is on."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from casework.organisations.models import Person
from tests.config.conftest import PASSWORD


def test_a_stranger_is_led_to_the_login_page_and_back(client: Client, person: Person) -> None:
    led = client.get("/")
    assert led.status_code == 302
    assert led["Location"] == "/login/?next=/"
    back = client.post("/login/", {"username": "jjk", "password": PASSWORD, "next": "/calendar/"})
    assert (back.status_code, back["Location"]) == (302, "/calendar/")


def test_a_wrong_password_is_told_beside_the_name_that_was_typed(client: Client, person: Person) -> None:
    page = client.post("/login/", {"username": "jjk", "password": "wrong"})
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="jjk"' in text
    assert 'role="alert"' in text


def test_a_foreign_address_is_not_followed_after_login(client: Client, person: Person) -> None:
    back = client.post("/login/", {"username": "jjk", "password": PASSWORD, "next": "https://evil.example/"})
    assert back["Location"] == "/"


def test_without_the_demonstration_nobody_enters_without_a_password(
    client: Client, person: Person, settings: Settings
) -> None:
    settings.DEMO = False
    assert "/login/as/" not in client.get("/login/").content.decode()
    assert client.post("/login/as/", {"username": "jjk"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.persistence
def test_in_the_demonstration_one_click_enters(client: Client, person: Person, settings: Settings) -> None:
    settings.DEMO = True
    assert 'value="jjk"' in client.get("/login/").content.decode()
    assert client.post("/login/as/", {"username": "jjk"})["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_in_the_demonstration_only_its_roles_enter(client: Client, db: None, settings: Settings) -> None:
    settings.DEMO = True
    Person.objects.create_user("somebody")
    assert client.post("/login/as/", {"username": "somebody"}).status_code == 404


def test_the_header_offers_another_role_only_in_the_demonstration(
    entered: Client, settings: Settings
) -> None:
    settings.DEMO = True
    assert "切换角色" in entered.get("/licence/").content.decode()
    settings.DEMO = False
    assert "切换角色" not in entered.get("/licence/").content.decode()


def test_logging_out_needs_a_post(entered: Client) -> None:
    assert entered.get("/logout/").status_code == 405
    assert entered.post("/logout/")["Location"] == "/login/"

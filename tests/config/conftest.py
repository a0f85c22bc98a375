"""One person who can log in."""

import pytest
from django.test import Client

from casework.organisations.models import Person

PASSWORD = "correct horse battery"


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create_user("jjk", password=PASSWORD, post="基教科 经办")


@pytest.fixture
def entered(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client

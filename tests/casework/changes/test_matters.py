"""Whoever is to confirm a change comes from the task to what would change, and from there to the change."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.casework.changes.desk import Desk

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def test_the_task_and_the_case_lead_to_what_would_change(desk: Desk, client: Client) -> None:
    desk.edit()
    case = desk.hand_in()
    client.force_login(desk.bureau.head)
    address = reverse("changes:differences", args=[desk.change.pk])
    for page in (reverse("inbox:task", args=[desk.task().pk]), reverse("cases:case", args=[case.pk])):
        assert f'href="{address}"' in client.get(page).content.decode(), page
    assert "新的说明" in client.get(address).content.decode()

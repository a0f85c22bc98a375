"""The code on a filing receipt leads to what was filed, without personal data."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from casework.filings.facts import filing_facts
from casework.permits.services import permits
from tests.casework.papers.world import NOW
from tests.casework.permits.granted import Granted

pytestmark = [pytest.mark.django_db]


def test_the_code_of_a_receipt_shows_number_and_fingerprint(granted: Granted, client: Client) -> None:
    filing = granted.permit.filing
    shown = client.get(f"/check/{filing.token}/")
    assert shown.status_code == 200
    page = shown.content.decode()
    assert filing.number in page
    assert filing.sha256[:12] in page
    assert granted.people[0].name not in page


def test_a_revoked_permit_shows_on_the_receipt(granted: Granted, client: Client) -> None:
    permits.revoke(permit=granted.permit, reason="清退", at=NOW, by=None)
    assert "许可现在无效" in client.get(f"/check/{granted.permit.filing.token}/").content.decode()


def test_a_code_that_is_nobodys_is_no_receipt(granted: Granted, client: Client) -> None:
    assert client.get(f"/check/{granted.permit.filing.token}x/").status_code == 404


def test_the_receipt_prints_the_whole_address(granted: Granted, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://banjie.example.cn"
    filing = granted.permit.filing
    said = filing_facts(filing.case_id, NOW)["filing"]["check_address"]
    assert said == f"https://banjie.example.cn/check/{filing.token}/"

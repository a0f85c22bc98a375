"""Vendors are dealt with some at a time: what that saves, and that none waits for another that fails."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.cases.clock import LOCAL
from casework.cases.models import Case
from casework.expiry.jobs import handle_piece
from casework.expiry.services import handle, subjects_to_watch
from casework.papers.models import ExpiryAlert, Paper, Requirement
from casework.permits.models import Permit
from tests.casework.expiry.many import plant

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
DAY = date(2026, 6, 25)
NIGHT = datetime(2026, 6, 25, 1, tzinfo=LOCAL)
# A number, a case and the permit's new state.
EACH = 3


@pytest.fixture
def vendors() -> list[UUID]:
    plant(12, ends_on=date(2026, 6, 24), at=NIGHT)
    return subjects_to_watch()


def statements(subjects: list[UUID]) -> int:
    with CaptureQueriesContext(connection) as asked:
        handle(subjects=subjects, day=DAY, at=NIGHT)
    return len(asked)


def test_another_vendor_of_a_piece_costs_three_statements(vendors: list[UUID]) -> None:
    handle(subjects=vendors[:1], day=DAY, at=NIGHT)
    few, many = statements(vendors[1:3]), statements(vendors[3:12])
    assert many - few == EACH * 7


def test_a_night_with_nothing_to_do_is_read_in_a_handful_of_statements(vendors: list[UUID]) -> None:
    handle(subjects=vendors, day=date(2026, 3, 2), at=NIGHT)
    assert not ExpiryAlert.objects.exists()
    assert statements(vendors[:1]) > 20
    Permit.objects.filter(subject__in=vendors[1:]).update(valid_to=date(2027, 1, 1))
    Paper.objects.update(valid_to=date(2027, 1, 1))
    assert statements(vendors[1:]) <= 8


def test_one_vendor_that_fails_holds_up_no_other_of_its_piece(vendors: list[UUID]) -> None:
    broken = Paper.objects.get(subject=vendors[5])
    Paper.objects.filter(pk=broken.pk).update(type_code="DT-999")
    Requirement.objects.filter(paper=broken).update(type_code="DT-999")
    with pytest.raises(ExceptionGroup) as failed:
        handle_piece.call([str(pk) for pk in vendors], DAY.isoformat(), NIGHT.isoformat())
    assert len(failed.value.exceptions) == 1
    assert Permit.objects.filter(state="SUSPENDED").count() == len(vendors) - 1
    assert Case.objects.filter(kind="DQ").count() == len(vendors) - 1
    assert Permit.objects.get(subject=vendors[5]).state == "ACTIVE"

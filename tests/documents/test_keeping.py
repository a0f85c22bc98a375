"""What a decision used stays as it is; nothing is deleted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from documents.models import Document, DocumentVersion, NeverDeleted
from documents.services import (
    VersionFrozen,
    VersionNotAvailable,
    complete_upload,
    freeze,
    open_version,
    withdraw,
)
from tests.documents.conftest import AT, Announce

pytestmark = pytest.mark.persistence
State = DocumentVersion.State


@pytest.fixture
def available(announce: Announce, photo: bytes) -> DocumentVersion:
    return complete_upload(version=announce("a.jpg", photo), at=AT)


def test_freezing_takes_one_statement(
    available: DocumentVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        freeze(versions=[available], at=AT)
    available.refresh_from_db()
    assert available.frozen_at == AT


def test_a_version_frozen_twice_keeps_its_first_time(available: DocumentVersion) -> None:
    freeze(versions=[available], at=AT)
    freeze(versions=[available], at=AT + timedelta(days=1))
    available.refresh_from_db()
    assert available.frozen_at == AT


def test_only_available_versions_can_be_frozen(announce: Announce, photo: bytes) -> None:
    with pytest.raises(VersionNotAvailable):
        freeze(versions=[announce("a.jpg", photo)], at=AT)


def test_a_version_withdrawn_since_it_was_read_is_not_frozen(available: DocumentVersion) -> None:
    withdraw(version=DocumentVersion.objects.get(pk=available.pk), at=AT)
    with pytest.raises(VersionNotAvailable):
        freeze(versions=[available], at=AT)


def test_freezing_nothing_does_nothing(db: None) -> None:
    freeze(versions=[], at=AT)


def test_a_frozen_version_cannot_be_withdrawn(available: DocumentVersion) -> None:
    freeze(versions=[available], at=AT)
    with pytest.raises(VersionFrozen):
        withdraw(version=available, at=AT)


def test_a_withdrawn_version_is_kept_but_not_served(available: DocumentVersion) -> None:
    withdraw(version=available, at=AT)
    assert (available.state, available.withdrawn_at) == (State.WITHDRAWN, AT)
    with pytest.raises(VersionNotAvailable):
        open_version(available)
    with pytest.raises(VersionNotAvailable):
        withdraw(version=available, at=AT)


def test_nothing_is_deleted(available: DocumentVersion) -> None:
    for delete in (
        available.delete,
        available.document.delete,
        DocumentVersion.objects.all().delete,
        Document.objects.all().delete,
    ):
        with pytest.raises(NeverDeleted):
            delete()


BROKEN_ROWS: dict[str, dict[str, object]] = {
    "available without a hash": {"sha256": ""},
    "available without a size": {"size": None},
    "available with another size than announced": {"size": 1},
    "available without a time": {"available_at": None},
    "an unknown state": {"state": "LOST"},
    "refused without a reason": {"state": "REFUSED"},
    "available with a reason for refusal": {"refusal": "为什么"},
    "withdrawn without a time": {"state": "WITHDRAWN"},
    "frozen and withdrawn": {"state": "WITHDRAWN", "withdrawn_at": AT, "frozen_at": AT},
    "number zero": {"number": 0},
    "no name": {"name": ""},
}


@pytest.mark.parametrize("case", BROKEN_ROWS)
def test_the_database_refuses(available: DocumentVersion, case: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=available.pk).update(**BROKEN_ROWS[case])


def test_the_database_refuses_a_number_or_a_key_twice(available: DocumentVersion, announce: Announce) -> None:
    other = announce("b.jpg", b"x", send=False)
    for change in ({"document": available.document}, {"key": available.key}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentVersion.objects.filter(pk=other.pk).update(**change)

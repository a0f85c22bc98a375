"""The same file in the hands of two holders is noticed."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from documents.models import DocumentVersion
from documents.services import same_bytes, store_bytes, withdraw
from tests.documents.conftest import AT

pytestmark = pytest.mark.persistence
File = Callable[[UUID, bytes], DocumentVersion]


@pytest.fixture
def file(principal: AbstractBaseUser) -> File:
    def _file(holder: UUID, content: bytes) -> DocumentVersion:
        return store_bytes(
            holder=holder, type_code="DT-463", name="保单.pdf", content=content, by=principal, at=AT
        )

    return _file


def test_the_same_bytes_of_another_holder_are_found(
    file: File, holder: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other, mine = file(uuid4(), b"policy"), file(holder, b"policy")
    with django_assert_num_queries(1):
        found = list(same_bytes(mine))
        assert [version.document.holder for version in found] == [other.document.holder]
    assert found == [other]
    assert list(same_bytes(other)) == [mine]


def test_ones_own_copies_other_bytes_and_what_was_withdrawn_are_not(file: File, holder: UUID) -> None:
    mine = file(holder, b"policy")
    file(holder, b"policy")
    file(uuid4(), b"another")
    withdraw(version=file(uuid4(), b"policy"), at=AT)
    assert not same_bytes(mine).exists()


def test_what_has_no_hash_yet_resembles_nothing(file: File, holder: UUID, db: None) -> None:
    file(holder, b"policy")
    pending = DocumentVersion(document=file(uuid4(), b"x").document, number=2, name="a.pdf")
    assert not same_bytes(pending).exists()


def test_looking_for_the_same_bytes_uses_the_index(file: File, holder: UUID) -> None:
    mine, other = file(holder, b"policy"), file(uuid4(), b"another")
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=other.document, number=number, state=other.state, name=other.name, key=f"many/{number}",
            expected_size=1, size=1, sha256=f"{number:064d}", media_type=other.media_type,
            created_at=AT, available_at=AT,
        )
        for number in range(2, 400)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert "version_same_bytes" in same_bytes(mine).explain()

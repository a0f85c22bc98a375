"""Documents that the system makes itself."""

import os
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from documents.models import Document, DocumentVersion
from documents.services import open_version, store_bytes, sweep
from tests.documents import files
from tests.documents.conftest import AT

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def _letter(holder: UUID, content: bytes, document: Document | None = None) -> DocumentVersion:
    return store_bytes(
        holder=holder,
        type_code="OD-03",
        name="关于限期整改课后服务有关问题的通知.docx",
        content=content,
        by=None,
        at=AT,
        title="整改通知书",
        document=document,
    )


def test_a_letter_is_available_at_once_with_its_hash(holder: UUID) -> None:
    content = files.word()
    version = _letter(holder, content)
    assert version.is_available
    assert version.media_type.endswith("wordprocessingml.document")
    with open_version(version) as stream:
        assert stream.read() == content


def test_a_letter_made_anew_is_the_next_version(holder: UUID) -> None:
    first = _letter(holder, b"one")
    assert _letter(holder, b"two", first.document).number == 2


def test_filing_costs_two_statements_inside_the_callers_transaction(
    holder: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with transaction.atomic(), django_assert_num_queries(2):
        _letter(holder, b"letter")


def test_a_roll_back_leaves_an_orphan_that_the_sweep_reports(holder: UUID, objects: Path) -> None:
    with transaction.atomic():
        _letter(holder, b"letter")
        transaction.set_rollback(True)
    assert not DocumentVersion.objects.exists()
    (orphan,) = (path for path in objects.rglob("*") if path.is_file())
    two_days_before = AT.timestamp() - 2 * 24 * 3600
    os.utime(orphan, (two_days_before, two_days_before))
    assert sweep(at=AT).orphans == [orphan.relative_to(objects).as_posix()]
    assert orphan.exists()

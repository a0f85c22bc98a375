"""Uploads that a browser sends straight to an S3 store, past our server."""

from urllib.parse import urlsplit
from uuid import UUID

import pytest
import urllib3
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from documents.models import DocumentVersion
from documents.services import begin_upload, complete_upload, open_version
from storage import StoreUnavailable, UploadTicket, store
from tests.documents import files
from tests.storage.rclone import S3Server

pytestmark = [pytest.mark.persistence, pytest.mark.s3]
State = DocumentVersion.State


@pytest.fixture
def direct(settings: Settings, s3_server: S3Server) -> S3Server:
    settings.OBJECT_STORE = {**s3_server.settings, "public_endpoint": s3_server.endpoint}
    return s3_server


@pytest.fixture
def upload(
    direct: S3Server, principal: AbstractBaseUser, holder: UUID, photo: bytes
) -> tuple[DocumentVersion, UploadTicket]:
    return begin_upload(
        holder=holder, type_code="DT-463", name="a.jpg", size=len(photo), by=principal, at=timezone.now()
    )


def _send(ticket: UploadTicket, content: bytes) -> int:
    return urllib3.request(ticket.method, ticket.url, body=content, headers=dict(ticket.headers)).status


def test_the_bytes_are_sent_to_the_store_and_never_to_us(
    upload: tuple[DocumentVersion, UploadTicket], direct: S3Server
) -> None:
    assert urlsplit(upload[1].url).netloc == direct.endpoint
    assert upload[0].key in upload[1].url


def test_what_was_checked_cannot_be_replaced_with_the_ticket_that_brought_it(
    upload: tuple[DocumentVersion, UploadTicket], photo: bytes
) -> None:
    version, ticket = upload
    assert _send(ticket, photo) == 200
    version = complete_upload(version=version, at=timezone.now())
    assert _send(ticket, b"x" * len(photo)) == 200  # the store lets it happen, until the ticket expires
    with open_version(version) as stream:
        assert stream.read() == photo


def test_the_copy_that_came_in_is_discarded(
    upload: tuple[DocumentVersion, UploadTicket],
    photo: bytes,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version, ticket = upload
    incoming = version.key
    _send(ticket, photo)
    with django_capture_on_commit_callbacks(execute=True):
        version = complete_upload(version=version, at=timezone.now())
    assert store().stat(incoming) is None
    assert store().stat(version.key) == len(photo)


def test_more_bytes_than_announced_are_refused(
    upload: tuple[DocumentVersion, UploadTicket], photo: bytes
) -> None:
    _send(upload[1], photo + b"more")
    assert complete_upload(version=upload[0], at=timezone.now()).state == State.REFUSED


def test_a_hostile_file_sent_past_us_is_refused(
    direct: S3Server, principal: AbstractBaseUser, holder: UUID
) -> None:
    content = files.word_with_macros()
    version, ticket = begin_upload(
        holder=holder, type_code="DT-463", name="a.docx", size=len(content), by=principal, at=timezone.now()
    )
    _send(ticket, content)
    assert "宏" in complete_upload(version=version, at=timezone.now()).refusal


def test_an_upload_survives_a_store_that_goes_away_and_comes_back(
    upload: tuple[DocumentVersion, UploadTicket], photo: bytes, direct: S3Server
) -> None:
    version, ticket = upload
    _send(ticket, photo)
    direct.stop()
    try:
        with pytest.raises(StoreUnavailable):
            complete_upload(version=version, at=timezone.now())
    finally:
        direct.start()
    version.refresh_from_db()
    assert version.state == State.PENDING
    assert complete_upload(version=version, at=timezone.now()).state == State.AVAILABLE

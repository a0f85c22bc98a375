"""An upload that broke off is taken up again, on this device or another."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
import urllib3
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from documents.intake.sentences import NEVER_ARRIVED, WRONG_SIZE
from documents.models import DocumentVersion
from documents.services import (
    BytesArrived,
    NotPending,
    SweepReport,
    begin_upload,
    complete_upload,
    receive,
    renew_ticket,
    sweep,
    withdraw,
)
from storage import UploadTicket, store
from tests.documents.conftest import AT, Announce
from tests.storage.rclone import S3Server

pytestmark = pytest.mark.persistence
State = DocumentVersion.State
LATER = AT + timedelta(hours=3)


def send(ticket: UploadTicket, content: bytes, person: AbstractBaseUser) -> int:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client.put(ticket.url, content, content_type="image/jpeg").status_code


def test_after_its_ticket_expired_a_pending_upload_gets_a_new_one(
    announce: Announce, photo: bytes, principal: AbstractBaseUser
) -> None:
    version = announce("a.jpg", photo, send=False)
    ticket = renew_ticket(version=version, by=principal, at=timezone.now())
    assert send(ticket, photo, principal) == 204
    assert complete_upload(version=version, at=AT).is_available


def test_what_the_sweep_gave_up_is_taken_up_again(
    announce: Announce, photo: bytes, principal: AbstractBaseUser
) -> None:
    version = announce("a.jpg", photo, send=False)
    assert sweep(at=LATER).dropped == 1
    ticket = renew_ticket(version=version, by=principal, at=LATER)
    assert (version.state, version.refusal) == (State.PENDING, "")
    assert sweep(at=LATER + timedelta(minutes=59)) == SweepReport()
    assert ticket.expires_at > LATER
    receive(version=version, stream=io.BytesIO(photo))
    assert sweep(at=LATER + timedelta(hours=1)).available == 1


def test_a_renewed_upload_that_never_comes_is_given_up_again(
    announce: Announce, photo: bytes, principal: AbstractBaseUser
) -> None:
    version = announce("a.jpg", photo, send=False)
    renew_ticket(version=version, by=principal, at=LATER)
    assert sweep(at=LATER + timedelta(hours=1)).dropped == 1
    version.refresh_from_db()
    assert version.refusal == NEVER_ARRIVED


def test_bytes_that_did_not_come_whole_are_sent_again(
    announce: Announce,
    photo: bytes,
    principal: AbstractBaseUser,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version = announce("a.jpg", photo, send=False)
    store().put(version.key, io.BytesIO(photo[:100]), 100)
    assert complete_upload(version=version, at=AT).refusal == WRONG_SIZE
    broken = version.key
    with django_capture_on_commit_callbacks(execute=True):
        ticket = renew_ticket(version=version, by=principal, at=timezone.now())
    assert store().stat(broken) is None
    assert send(ticket, photo, principal) == 204
    assert complete_upload(version=version, at=AT).is_available


def test_bytes_that_are_all_here_are_not_sent_again(
    announce: Announce, photo: bytes, principal: AbstractBaseUser
) -> None:
    version = announce("a.jpg", photo)
    with pytest.raises(BytesArrived):
        renew_ticket(version=version, by=principal, at=AT)
    assert complete_upload(version=version, at=AT).is_available


def test_what_was_settled_for_what_it_is_stays_settled(
    announce: Announce, photo: bytes, principal: AbstractBaseUser
) -> None:
    available = complete_upload(version=announce("a.jpg", photo), at=AT)
    refused = complete_upload(version=announce("b.jpg", b"<html>"), at=AT)
    withdrawn = withdraw(version=announce("c.jpg", photo, send=False), at=AT)
    for version in (available, refused, withdrawn):
        before = version.state
        with pytest.raises(NotPending):
            renew_ticket(version=version, by=principal, at=AT)
        version.refresh_from_db()
        assert version.state == before


def test_a_colleague_who_goes_on_is_who_may_send(
    announce: Announce, photo: bytes, principal: AbstractBaseUser
) -> None:
    colleague = get_user_model().objects.create_user("colleague")
    version = announce("a.jpg", photo, send=False)
    ticket = renew_ticket(version=version, by=colleague, at=timezone.now())
    assert send(ticket, photo, principal) == 404
    assert send(ticket, photo, colleague) == 204
    assert version.uploaded_by == colleague


@pytest.mark.s3
def test_a_file_sent_straight_to_the_store_with_another_size_is_sent_again(
    settings: Settings, s3_server: S3Server, principal: AbstractBaseUser, holder: UUID, photo: bytes
) -> None:
    settings.OBJECT_STORE = {**s3_server.settings, "public_endpoint": s3_server.endpoint}
    now = timezone.now()
    version, first = begin_upload(
        holder=holder, type_code="DT-463", name="a.jpg", size=len(photo), by=principal, at=now
    )
    assert urllib3.request("PUT", first.url, body=photo[:50], headers=dict(first.headers)).status == 200
    second = renew_ticket(version=version, by=principal, at=now)
    assert urllib3.request("PUT", first.url, body=b"late", headers=dict(first.headers)).status == 200
    assert urllib3.request("PUT", second.url, body=photo, headers=dict(second.headers)).status == 200
    assert complete_upload(version=version, at=now).is_available

"""The two phases of an upload, finished and interrupted."""

import hashlib
import io
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from documents.models import Document, DocumentVersion
from documents.services import (
    NotPending,
    UploadIncomplete,
    UploadRefused,
    WrongDocument,
    begin_upload,
    complete_upload,
    open_version,
    receive,
    withdraw,
)
from storage import ObjectExists, StoreUnavailable
from tests.documents import files
from tests.documents.conftest import AT, Announce

pytestmark = pytest.mark.persistence
State = DocumentVersion.State


def test_announcing_leaves_a_pending_row_and_a_ticket(principal: AbstractBaseUser, holder: UUID) -> None:
    version, ticket = begin_upload(
        holder=holder,
        type_code="DT-463",
        name="../整改后.jpg",
        size=10,
        by=principal,
        at=AT,
        title="整改后照片",
    )
    version.refresh_from_db()
    assert (version.state, version.name, version.number) == (State.PENDING, "整改后.jpg", 1)
    assert (version.document.holder, version.document.title) == (holder, "整改后照片")
    assert ticket.method == "PUT"
    assert ticket.url.startswith(f"/documents/upload/{version.pk}/?token=")
    assert str(version.key) not in ticket.url


def test_what_arrived_whole_and_is_sound_becomes_available(announce: Announce, photo: bytes) -> None:
    version = complete_upload(version=announce("整改后.jpg", photo), at=AT)
    version.refresh_from_db()
    assert version.state == State.AVAILABLE
    assert version.sha256 == hashlib.sha256(photo).hexdigest()
    assert (version.size, version.media_type, version.available_at) == (len(photo), "image/jpeg", AT)
    with open_version(version) as stream:
        assert stream.read() == photo


def test_the_media_type_is_what_the_bytes_show_not_what_the_name_says(announce: Announce) -> None:
    version = complete_upload(version=announce("整改后.jpg", files.photo(kind="PNG")), at=AT)
    assert version.media_type == "image/png"


def test_completing_twice_changes_nothing(announce: Announce, photo: bytes) -> None:
    version = complete_upload(version=announce("a.jpg", photo), at=AT)
    again = complete_upload(version=version, at=AT.replace(hour=9))
    assert again.available_at == AT


def test_a_refused_file_keeps_its_sentence_and_loses_its_bytes(
    announce: Announce, objects: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        version = complete_upload(version=announce("说明.docx", files.word_with_macros()), at=AT)
    assert version.state == State.REFUSED
    assert (
        version.refusal_sentence
        == "这个文件里有宏（程序），不能上传。请另存为不带宏的 docx 或 xlsx 后再上传。"
    )
    assert not [path for path in objects.rglob("*") if path.is_file()]


def test_completing_before_the_bytes_came_leaves_it_pending(announce: Announce, photo: bytes) -> None:
    version = announce("a.jpg", photo, send=False)
    with pytest.raises(UploadIncomplete, match="还没有传完"):
        complete_upload(version=version, at=AT)
    receive(version=version, stream=io.BytesIO(photo))
    assert complete_upload(version=version, at=AT).state == State.AVAILABLE


def test_bytes_of_another_size_are_refused(announce: Announce, photo: bytes, objects: Path) -> None:
    version = announce("a.jpg", photo)
    (objects / version.key).write_bytes(photo + b"more")
    assert "大小" in complete_upload(version=version, at=AT).refusal


def test_the_bytes_are_taken_once(announce: Announce, photo: bytes) -> None:
    version = announce("a.jpg", photo)
    with pytest.raises(ObjectExists):
        receive(version=version, stream=io.BytesIO(photo))
    complete_upload(version=version, at=AT)
    with pytest.raises(NotPending):
        receive(version=version, stream=io.BytesIO(photo))


def test_a_new_version_gets_the_next_number_and_leaves_the_old(
    announce: Announce, photo: bytes, principal: AbstractBaseUser, holder: UUID
) -> None:
    first = complete_upload(version=announce("a.jpg", photo), at=AT)
    second, _ = begin_upload(
        holder=holder, type_code="DT-463", name="b.jpg", size=5, by=principal, at=AT, document=first.document
    )
    assert (second.number, second.document) == (2, first.document)
    first.refresh_from_db()
    assert first.state == State.AVAILABLE


def test_a_version_of_somebody_elses_document_is_refused(
    announce: Announce, photo: bytes, principal: AbstractBaseUser
) -> None:
    document = announce("a.jpg", photo).document
    with pytest.raises(WrongDocument):
        begin_upload(
            holder=uuid4(), type_code="DT-463", name="b.jpg", size=5, by=principal, at=AT, document=document
        )


def test_a_refused_announcement_leaves_no_row(principal: AbstractBaseUser, holder: UUID) -> None:
    with pytest.raises(UploadRefused):
        begin_upload(holder=holder, type_code="DT-463", name="a.exe", size=5, by=principal, at=AT)
    assert not Document.objects.exists()


def test_a_roll_back_of_the_caller_leaves_it_pending_and_it_completes_later(
    announce: Announce, photo: bytes
) -> None:
    version = announce("a.jpg", photo)
    with transaction.atomic():
        complete_upload(version=version, at=AT)
        transaction.set_rollback(True)
    version.refresh_from_db()
    assert version.state == State.PENDING
    assert complete_upload(version=version, at=AT).state == State.AVAILABLE


def test_what_follows_is_done_once_in_the_transaction_that_makes_it_available(
    announce: Announce, photo: bytes
) -> None:
    told: list[tuple[str, bool]] = []

    def tell(version: DocumentVersion) -> None:
        told.append((version.state, connection.in_atomic_block))

    version = announce("a.jpg", photo)
    complete_upload(version=version, at=AT, then=tell)
    complete_upload(version=version, at=AT, then=tell)
    complete_upload(version=announce("b.jpg", b"<html>"), at=AT, then=tell)
    assert told == [("AVAILABLE", True)]


def test_what_follows_and_fails_leaves_it_pending(announce: Announce, photo: bytes) -> None:
    version = announce("a.jpg", photo)

    def fail(version: DocumentVersion) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        complete_upload(version=version, at=AT, then=fail)
    assert complete_upload(version=version, at=AT).is_available


def test_a_version_withdrawn_during_the_check_stays_withdrawn(announce: Announce, photo: bytes) -> None:
    version = announce("a.jpg", photo)
    withdraw(version=DocumentVersion.objects.get(pk=version.pk), at=AT)
    assert complete_upload(version=version, at=AT).state == State.WITHDRAWN


def test_a_store_that_is_away_leaves_it_pending(
    announce: Announce, photo: bytes, settings: Settings, tmp_path: Path
) -> None:
    version = announce("a.jpg", photo)
    working = settings.OBJECT_STORE
    (tmp_path / "in-the-way").write_text("")
    settings.OBJECT_STORE = {"folder": str(tmp_path / "in-the-way")}
    with pytest.raises(StoreUnavailable):
        complete_upload(version=version, at=AT)
    settings.OBJECT_STORE = working
    assert complete_upload(version=version, at=AT).state == State.AVAILABLE

"""What the sweep makes of uploads that were interrupted."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from documents.models import DocumentVersion
from documents.services import SweepReport, complete_upload, sweep
from tests.documents.conftest import AT, Announce

pytestmark = pytest.mark.persistence
State = DocumentVersion.State
LATER = AT + timedelta(hours=2)


def test_a_file_that_arrived_but_was_never_confirmed_is_found_whole(announce: Announce, photo: bytes) -> None:
    version = announce("a.jpg", photo)
    assert sweep(at=LATER) == SweepReport(available=1)
    version.refresh_from_db()
    assert version.state == State.AVAILABLE


def test_a_file_that_never_arrived_is_dropped_with_a_sentence(announce: Announce, photo: bytes) -> None:
    version = announce("a.jpg", photo, send=False)
    assert sweep(at=LATER) == SweepReport(dropped=1)
    version.refresh_from_db()
    assert version.refusal == "上传中断，没有收到这个文件。请重新上传。"


def test_a_file_that_is_not_what_it_says_is_refused(announce: Announce) -> None:
    announce("a.jpg", b"<html></html>")
    assert sweep(at=LATER).refused == 1


def test_an_upload_under_way_is_left_alone(announce: Announce, photo: bytes) -> None:
    version = announce("a.jpg", photo, send=False)
    assert sweep(at=AT + timedelta(minutes=59)) == SweepReport()
    version.refresh_from_db()
    assert version.state == State.PENDING


def test_sweeping_twice_finds_nothing_new(announce: Announce, photo: bytes) -> None:
    announce("a.jpg", photo)
    sweep(at=LATER)
    assert sweep(at=LATER) == SweepReport()


def test_bytes_of_a_refused_file_that_outlived_it_are_discarded(announce: Announce, objects: Path) -> None:
    version = announce("a.jpg", b"<html></html>")
    complete_upload(version=version, at=AT)  # its transaction never commits in this test, so the bytes stay
    path = objects / version.key
    _age(path)
    assert sweep(at=AT).discarded == 1
    assert not path.exists()


@pytest.mark.parametrize(("hours", "reported"), [(23, False), (25, True)])
def test_an_object_without_a_row_is_reported_after_a_day_and_kept(
    db: None, objects: Path, hours: int, reported: bool
) -> None:
    path = objects / "ab" / "cd" / "abcd"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"whose?")
    _age(path, hours)
    assert sweep(at=AT).orphans == (["ab/cd/abcd"] if reported else [])
    assert path.exists()


def test_a_copy_that_a_browser_sent_for_nothing_is_discarded(db: None, objects: Path) -> None:
    path = objects / "incoming" / "ab" / "abcd"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"sent twice")
    _age(path)
    assert sweep(at=AT).discarded == 1
    assert not path.exists()


def test_the_command_says_what_it_did(
    announce: Announce, photo: bytes, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    announce("a.jpg", photo)
    out = StringIO()
    call_command("sweep_documents", stdout=out)
    assert "可用 1" in out.getvalue()


@pytest.mark.django_db
def test_the_command_says_when_the_store_is_away(settings: Settings) -> None:
    settings.OBJECT_STORE = {
        "endpoint": "127.0.0.1:9",
        "access_key": "a",
        "secret_key": "b",
        "bucket": "banjie",
        "secure": False,
    }
    with pytest.raises(CommandError, match="文件库暂时连接不上"):
        call_command("sweep_documents")


def _age(path: Path, hours: int = 48) -> None:
    moment = AT.timestamp() - hours * 3600
    os.utime(path, (moment, moment))

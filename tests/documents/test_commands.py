"""What an operator runs to know that files are safe."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from documents.services import complete_upload, orphans, withdraw
from storage import new_key, store
from tests.documents.conftest import AT, Announce
from tests.storage.rclone import S3Server

pytestmark = pytest.mark.persistence


def _run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_untouched_files_verify(announce: Announce, photo: bytes) -> None:
    complete_upload(version=announce("a.jpg", photo), at=AT)
    assert "一致" in _run("verify_documents")


def test_a_changed_byte_and_a_missing_file_are_named(
    announce: Announce, photo: bytes, objects: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = complete_upload(version=announce("changed.jpg", photo), at=AT)
    missing = complete_upload(version=announce("missing.jpg", photo), at=AT)
    (objects / changed.key).write_bytes(photo[:-1] + b"\0")
    (objects / missing.key).unlink()
    with pytest.raises(CommandError, match="2 个文件"):
        call_command("verify_documents")
    told = capsys.readouterr().out
    assert f"内容已变：{changed.pk}" in told
    assert f"缺失：{missing.pk}" in told


def test_what_was_withdrawn_is_still_read_back(
    announce: Announce, photo: bytes, objects: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version = withdraw(version=complete_upload(version=announce("a.jpg", photo), at=AT), at=AT)
    withdraw(version=announce("never-sent.jpg", photo, send=False), at=AT)
    assert "全部 1 个文件" in _run("verify_documents")
    (objects / version.key).unlink()
    with pytest.raises(CommandError, match="1 个文件缺失"):
        call_command("verify_documents")
    assert f"缺失：{version.pk}" in capsys.readouterr().out


def test_what_lies_in_the_store_without_a_row_is_named_after_a_day(
    announce: Announce, photo: bytes, objects: Path
) -> None:
    complete_upload(version=announce("a.jpg", photo), at=AT)
    for name, hours in (("fresh", 1), ("old", 25)):
        path = objects / "ab" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"whose?")
        moment = time.time() - hours * 3600
        os.utime(path, (moment, moment))
    told = _run("verify_documents")
    assert "无主对象：ab/old" in told
    assert "无主对象 1 个" in told


def test_a_store_that_is_away_cannot_be_verified(
    settings: Settings, announce: Announce, photo: bytes
) -> None:
    complete_upload(version=announce("a.jpg", photo), at=AT)
    settings.OBJECT_STORE = {
        "endpoint": "127.0.0.1:9", "access_key": "a", "secret_key": "b", "bucket": "banjie", "secure": False,
    }  # fmt: skip
    with pytest.raises(CommandError, match="连接不上"):
        call_command("verify_documents")


@pytest.fixture
def bucket(settings: Settings, s3_server: S3Server) -> Iterator[Path]:
    """An empty bucket of the S3 server in use, and the folder that the server keeps it in."""
    settings.OBJECT_STORE = {**s3_server.settings, "bucket": "verified"}
    store().prepare()
    folder = s3_server.folder / "verified"
    yield folder
    shutil.rmtree(folder)


@pytest.mark.s3
def test_files_on_a_server_are_read_back_too(
    bucket: Path, announce: Announce, photo: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, changed, missing = (
        complete_upload(version=announce(f"{name}.jpg", photo), at=AT)
        for name in ("whole", "changed", "missing")
    )
    assert "全部 3 个文件" in _run("verify_documents")
    # As somebody would who gets at the server's disks: the rows know nothing of it.
    (bucket / changed.key).write_bytes(photo[:-1] + b"\0")
    store().delete(missing.key)
    with pytest.raises(CommandError, match="2 个文件缺失或内容已变"):
        call_command("verify_documents")
    told = capsys.readouterr().out
    assert f"内容已变：{changed.pk}" in told
    assert f"缺失：{missing.pk}" in told
    assert str(whole.pk) not in told
    store().put(key := new_key(), BytesIO(b"whose?"), 6)
    assert list(orphans(at=timezone.now())) == []
    assert list(orphans(at=timezone.now() + timedelta(hours=25))) == [key]


@pytest.mark.s3
def test_a_server_that_goes_away_while_reading_is_no_finding(
    bucket: Path, s3_server: S3Server, announce: Announce, photo: bytes
) -> None:
    complete_upload(version=announce("a.jpg", photo), at=AT)
    s3_server.stop()
    try:
        with pytest.raises(CommandError, match="连接不上"):
            call_command("verify_documents")
    finally:
        s3_server.start()
    assert "全部 1 个文件" in _run("verify_documents")


def test_a_store_of_files_is_made_ready(objects: Path) -> None:
    assert "可用；删除的对象无法找回" in _run("check_store")
    assert not [path for path in objects.rglob("*") if path.is_file()]


@pytest.mark.s3
def test_a_bucket_is_made_ready(settings: Settings, s3_server: S3Server) -> None:
    settings.OBJECT_STORE = {**s3_server.settings, "bucket": "fresh-bucket"}
    assert "可用" in _run("check_store")


@pytest.mark.s3
def test_a_store_that_pages_of_ours_may_not_send_to_fails_the_check(
    settings: Settings, s3_server: S3Server
) -> None:
    settings.OBJECT_STORE = {**s3_server.settings, "public_endpoint": s3_server.endpoint}
    with pytest.raises(CommandError, match="CORS"):
        call_command("check_store")
    with s3_server.letting_in(settings.PUBLIC_URL):
        assert f"从 {settings.PUBLIC_URL} 直传到 http://{s3_server.endpoint}：已放行" in _run("check_store")


def test_a_store_that_is_away_fails_the_check(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    settings.OBJECT_STORE = {"folder": str(tmp_path / "in-the-way")}
    with pytest.raises(CommandError, match="文件库不可用"):
        call_command("check_store")

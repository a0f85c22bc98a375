"""What an operator runs to know that files are safe."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from documents.services import complete_upload
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


def test_a_store_of_files_is_made_ready(objects: Path) -> None:
    assert "可用" in _run("check_store")
    assert not [path for path in objects.rglob("*") if path.is_file()]


@pytest.mark.s3
def test_a_bucket_is_made_ready(settings: Settings, s3_server: S3Server) -> None:
    settings.OBJECT_STORE = {**s3_server.settings, "bucket": "fresh-bucket"}
    assert "可用" in _run("check_store")


def test_a_store_that_is_away_fails_the_check(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    settings.OBJECT_STORE = {"folder": str(tmp_path / "in-the-way")}
    with pytest.raises(CommandError, match="文件库不可用"):
        call_command("check_store")

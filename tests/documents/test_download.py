"""The bytes of a version as an HTTP answer."""

from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpResponseBase

from documents.models import DocumentVersion
from documents.responses import download
from documents.services import VersionNotAvailable, complete_upload, store_bytes
from storage import ObjectMissing
from tests.documents import files
from tests.documents.conftest import AT, Announce

pytestmark = pytest.mark.persistence


@pytest.fixture
def picture(announce: Announce, photo: bytes) -> DocumentVersion:
    return complete_upload(version=announce("整改后 照片.jpg", photo), at=AT)


def _body(response: HttpResponseBase) -> bytes:
    return b"".join(response)


def test_a_photo_is_shown_in_the_page(picture: DocumentVersion, photo: bytes) -> None:
    response = download(picture, inline=True)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Length"] == str(len(photo))
    assert response.headers["Content-Disposition"].startswith("inline; filename*=utf-8''%E6%95%B4")
    assert _body(response) == photo


def test_a_download_is_saved_under_its_chinese_name(picture: DocumentVersion) -> None:
    found = download(picture, inline=False).headers["Content-Disposition"]
    assert found == "attachment; filename*=utf-8''%E6%95%B4%E6%94%B9%E5%90%8E%20%E7%85%A7%E7%89%87.jpg"


def test_word_is_never_shown_inline(db: None, holder: UUID) -> None:
    letter = store_bytes(
        holder=holder, type_code="OD-03", name="通知.docx", content=files.word(), by=None, at=AT
    )
    assert download(letter, inline=True).headers["Content-Disposition"].startswith("attachment")


def test_nothing_in_a_file_may_run_in_our_origin(picture: DocumentVersion) -> None:
    for response in (
        download(picture, inline=True),
        download(picture, inline=True, range_header="bytes=999999-"),
    ):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "private" in response.headers["Cache-Control"]


def test_a_range_gets_its_part(picture: DocumentVersion, photo: bytes) -> None:
    response = download(picture, inline=True, range_header="bytes=100-199")
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes 100-199/{len(photo)}"
    assert _body(response) == photo[100:200]


def test_a_range_behind_the_end_is_refused(picture: DocumentVersion, photo: bytes) -> None:
    response = download(picture, inline=True, range_header="bytes=99999999-")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(photo)}"


def test_what_is_not_available_is_not_served(announce: Announce, photo: bytes) -> None:
    with pytest.raises(VersionNotAvailable):
        download(announce("a.jpg", photo), inline=True)


def test_missing_bytes_are_noticed_before_the_answer_begins(picture: DocumentVersion, objects: Path) -> None:
    (objects / picture.key).unlink()
    with pytest.raises(ObjectMissing):
        download(picture, inline=True)

"""The same-origin end of an upload ticket, through HTTP."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from documents.models import DocumentVersion
from documents.services import begin_upload, complete_upload
from documents.tickets import LIFETIME, upload_address
from storage import UploadTicket, store

pytestmark = pytest.mark.persistence
CONTENT = b"0123456789" * 100
Upload = tuple[DocumentVersion, UploadTicket]
Answer = Any  # the test client answers with more than an HttpResponse


@pytest.fixture
def upload(principal: AbstractBaseUser, holder: UUID) -> Upload:
    return begin_upload(
        holder=holder, type_code="DT-463", name="a.jpg", size=1000, by=principal, at=timezone.now()
    )


@pytest.fixture
def client(principal: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(principal)  # type: ignore[arg-type]
    return client


def _put(client: Client, url: str, content: bytes = CONTENT, csrf: str = "") -> Answer:
    return client.put(url, content, content_type="image/jpeg", headers={"X-CSRFToken": csrf} if csrf else {})


def _sentence(response: Answer) -> str:
    return str(json.loads(response.content)["error"])


def test_the_uploader_sends_the_bytes(client: Client, upload: Upload) -> None:
    version, ticket = upload
    assert _put(client, ticket.url).status_code == 204
    with store().open(version.key) as stream:
        assert stream.read() == CONTENT


def test_sending_again_is_told_that_the_file_is_there(client: Client, upload: Upload) -> None:
    _put(client, upload[1].url)
    again = _put(client, upload[1].url)
    assert (again.status_code, _sentence(again)) == (409, "这个文件已经上传过了。")


def test_a_settled_version_takes_no_bytes(client: Client, upload: Upload) -> None:
    _put(client, upload[1].url)
    complete_upload(version=upload[0], at=timezone.now())
    assert _put(client, upload[1].url).status_code == 409


@pytest.mark.parametrize(("content", "status"), [(CONTENT + b"x", 413), (CONTENT[:-1], 400)])
def test_another_number_of_bytes_is_refused_and_nothing_kept(
    client: Client, upload: Upload, objects: Path, content: bytes, status: int
) -> None:
    response = _put(client, upload[1].url, content)
    assert response.status_code == status
    assert "请重新选择文件" in _sentence(response)
    assert not list(objects.rglob("*"))


def test_a_body_shorter_than_it_says_is_an_interrupted_upload(
    client: Client, upload: Upload, objects: Path
) -> None:
    half = {"wsgi.input": io.BytesIO(CONTENT[:500])}
    response = client.generic("PUT", upload[1].url, CONTENT, **half)  # type: ignore[arg-type]
    assert (response.status_code, _sentence(response)) == (400, "上传中断，文件没有收全。请重新上传。")
    assert not [path for path in objects.rglob("*") if path.is_file()]
    assert _put(client, upload[1].url).status_code == 204


def test_a_body_of_unknown_length_is_refused(client: Client, upload: Upload) -> None:
    assert client.generic("PUT", upload[1].url, b"", CONTENT_LENGTH="").status_code == 411


def test_a_lost_login_gets_a_sentence_and_no_redirect(upload: Upload) -> None:
    response = _put(Client(), upload[1].url)
    assert (response.status_code, _sentence(response)) == (
        401,
        "登录已过期。请重新登录，然后再次选择这个文件。",
    )


def test_nobody_else_may_use_the_ticket(upload: Upload) -> None:
    stranger = Client()
    stranger.force_login(get_user_model().objects.create_user("stranger"))
    assert _put(stranger, upload[1].url).status_code == 404


@pytest.mark.parametrize("token", ["", "forged", "a:b:c"])
def test_a_forged_ticket_is_refused(client: Client, upload: Upload, token: str) -> None:
    url = upload[1].url.partition("?")[0]
    assert _put(client, f"{url}?token={token}").status_code == 403


def test_a_ticket_for_another_version_is_refused(
    client: Client, upload: Upload, principal: AbstractBaseUser, holder: UUID
) -> None:
    _, other = begin_upload(
        holder=holder, type_code="DT-463", name="b.jpg", size=1000, by=principal, at=timezone.now()
    )
    url = f"{upload[1].url.partition('?')[0]}?{other.url.partition('?')[2]}"
    assert _put(client, url).status_code == 403


def test_an_old_ticket_is_refused(client: Client, upload: Upload) -> None:
    then = timezone.now() - LIFETIME - timedelta(seconds=1)
    response = _put(client, upload_address(version=upload[0].pk, size=1000, at=then))
    assert (response.status_code, _sentence(response)) == (403, "上传链接已过期。请重新选择文件。")


def test_only_put_is_answered(client: Client, upload: Upload) -> None:
    assert {client.get(upload[1].url).status_code, client.post(upload[1].url).status_code} == {405}


def test_the_request_needs_its_csrf_header(principal: AbstractBaseUser, upload: Upload) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(principal)  # type: ignore[arg-type]
    assert _put(client, upload[1].url).status_code == 403
    token = "a" * 32
    client.cookies["csrftoken"] = token
    assert _put(client, upload[1].url, csrf=token).status_code == 204


def test_a_store_that_is_away_has_a_sentence(
    client: Client, upload: Upload, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "in-the-way").write_text("")
    settings.OBJECT_STORE = {"folder": str(tmp_path / "in-the-way")}
    response = _put(client, upload[1].url)
    assert (response.status_code, _sentence(response)) == (
        503,
        "文件库暂时连接不上，文件没有保存。请过几分钟再上传。",
    )

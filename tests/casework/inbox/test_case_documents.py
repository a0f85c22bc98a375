"""Files of a case over HTTP: announced, sent, completed, shown; for those who may see the case."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from casework.audit.models import Event
from casework.cases.models import Case
from casework.organisations.models import Person
from documents.models import DocumentVersion
from documents.services import sweep
from tests.casework.inbox.conftest import Desk
from tests.casework.inbox.stepping import photo

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (16, 12), (90, 140, 90)).save(drawn, "PNG")
    return drawn.getvalue()


def announce(client: Client, case: Case, **asked: Any) -> Any:
    body = {"type": "DT-463", "name": "照片.png", "size": len(picture())} | asked
    return client.post(f"/cases/{case.pk}/uploads/", json.dumps(body), content_type="application/json")


@pytest.mark.persistence
def test_a_file_is_announced_sent_and_completed(desk: Desk, browser: Browser) -> None:
    case, client = desk.answering(), browser(desk.principal)
    ticket = announce(client, case).json()
    sent = client.put(ticket["url"], picture(), content_type="image/png")
    assert sent.status_code == 204
    done = client.post(ticket["complete"], "{}", content_type="application/json")
    assert done.json()["version"] == ticket["version"]
    shown: Any = client.get(done.json()["preview"])
    assert b"".join(shown.streaming_content) == picture()
    assert Event.objects.filter(chain=case.pk, kind="document.uploaded").count() == 1
    client.post(ticket["complete"], "{}", content_type="application/json")
    assert Event.objects.filter(chain=case.pk, kind="document.uploaded").count() == 1


@pytest.mark.persistence
def test_an_upload_that_was_cut_off_is_told_of_once_a_sweep_finds_it_whole(
    desk: Desk, browser: Browser
) -> None:
    case, client = desk.answering(), browser(desk.principal)
    ticket = announce(client, case).json()
    client.put(ticket["url"], picture(), content_type="image/png")
    for hours in (2, 3):
        sweep(at=timezone.now() + timedelta(hours=hours))
    told = Event.objects.get(chain=case.pk, kind="document.uploaded")
    assert (told.by, told.payload["name"]) == (desk.principal, "照片.png")


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"name": "程序.exe"}, 422, "不能上传"),
        ({"size": 0}, 422, "空文件"),
        ({"size": 10**9}, 422, "上限"),
        ({"type": "DT-999"}, 400, "刷新页面"),
        ({"size": "many"}, 400, "刷新页面"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    desk: Desk, browser: Browser, asked: dict[str, Any], status: int, words: str
) -> None:
    answer = announce(browser(desk.principal), desk.answering(), **asked)
    assert (answer.status_code, words in answer.json()["error"]) == (status, True)


def test_nonsense_instead_of_json_is_refused_in_words(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    answer = browser(desk.principal).post(f"/cases/{case.pk}/uploads/", "[", content_type="application/json")
    assert answer.status_code == 400


def test_a_file_that_is_not_what_it_says_is_refused_in_words(desk: Desk, browser: Browser) -> None:
    case, client = desk.answering(), browser(desk.principal)
    ticket = announce(client, case, size=5).json()
    client.put(ticket["url"], b"hello", content_type="image/png")
    answer = client.post(ticket["complete"], "{}", content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_completing_before_the_bytes_arrived_says_so(desk: Desk, browser: Browser) -> None:
    case, client = desk.answering(), browser(desk.principal)
    ticket = announce(client, case).json()
    answer = client.post(ticket["complete"], "{}", content_type="application/json")
    assert (answer.status_code, "还没有传完" in answer.json()["error"]) == (409, True)


def test_who_only_reads_the_case_uploads_nothing(desk: Desk, browser: Browser) -> None:
    answer = announce(browser(desk.deputy), desk.answering())
    assert answer.status_code == 403


def test_nobody_completes_what_another_announced(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    ticket = announce(browser(desk.principal), case).json()
    answer = browser(desk.first).post(ticket["complete"], "{}", content_type="application/json")
    assert answer.status_code == 404


@pytest.mark.persistence
def test_what_is_not_handed_in_yet_is_its_uploaders_only(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    address = f"/cases/{case.pk}/documents/{photo(case, desk.principal)}/"
    assert browser(desk.principal).get(address).status_code == 200
    assert browser(desk.first).get(address).status_code == 404


def test_what_was_handed_in_is_shown_or_saved_by_all_who_see_the_case(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    version = photo(case, desk.principal)
    desk.do(case, "answer", desk.principal, proof=[str(version)])
    shown = browser(desk.first).get(f"/cases/{case.pk}/documents/{version}/")
    saved = browser(desk.first).get(f"/cases/{case.pk}/documents/{version}/save/")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert browser(desk.neighbour).get(f"/cases/{case.pk}/documents/{version}/").status_code == 404


def test_a_file_is_found_under_its_own_case_only(desk: Desk, browser: Browser) -> None:
    case, other = desk.answering(), desk.answering()
    version = photo(case, desk.first)
    assert browser(desk.first).get(f"/cases/{other.pk}/documents/{version}/").status_code == 404


def test_bytes_that_cannot_be_reached_are_excused_on_a_page(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    version = photo(case, desk.first)
    DocumentVersion.objects.filter(pk=version).update(key="aa/gone")
    answer = browser(desk.first).get(f"/cases/{case.pk}/documents/{version}/")
    assert answer.status_code == 503
    assert "文件库现在连不上" in answer.content.decode()

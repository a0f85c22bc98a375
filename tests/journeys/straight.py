"""A vendor at the step of people and their papers, whose files go straight to the object store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

import pytest
from django.core.signals import request_finished, request_started
from pytest_django.live_server_helper import LiveServer

from casework.papers.models import Paper
from tests.casework.guided.conftest import OTHER_NUMBER, Submission
from tests.journeys.guided_hands import Vendor, log_in
from tests.journeys.photos import sharp_photo
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FILES = [sharp_photo("张三身份证明.jpg"), sharp_photo("李四身份证明.jpg")]


@pytest.fixture
def submission(transactional_db: None) -> Submission:
    made = Submission()
    made.person("李四", OTHER_NUMBER)
    made.ask()
    return made


@pytest.fixture
def opened(browser: "Browser", live_server: LiveServer, submission: Submission) -> Callable[..., Any]:
    """``with opened() as vendor``: a window that nobody has used yet, at the step of people and their papers."""

    @contextmanager
    def window() -> Iterator[Vendor]:
        with watched(browser, live_server.url) as watch:
            log_in(watch.page.context, submission.clerk, live_server.url)
            vendor = Vendor(watch.page)
            vendor.step(submission.task().pk, "people")
            yield vendor
            watch.page.wait_for_load_state("networkidle")

    return window


@pytest.fixture
def bodies() -> Iterator[list[int]]:
    """The size of whatever is sent to the application, request by request.

    One at a time: unlike any other database, SQLite in memory refuses the second of two who write at once.
    """
    sizes: list[int] = []
    turn = Lock()

    def begun(environ: dict[str, str], **_: object) -> None:
        turn.acquire()
        sizes.append(int(environ.get("CONTENT_LENGTH") or 0))

    def ended(**_: object) -> None:
        turn.release()

    request_started.connect(begun)
    request_finished.connect(ended)
    yield sizes
    request_started.disconnect(begun)
    request_finished.disconnect(ended)


def arrived(vendor: Vendor) -> None:
    for file in FILES:
        vendor.page.locator(".guide-file__name", has_text=file["name"]).wait_for(state="attached")
    vendor.page.locator("bj-upload li").first.wait_for(state="detached")


def seen_again(opened: Callable[..., Any]) -> None:
    """In a browser that has never been here: each file under the person it belongs to, byte by byte."""
    with opened() as vendor:
        for file, person in zip(FILES, ("张三", "李四"), strict=True):
            block = vendor.item("师资身份证明", person)
            address = block.locator(".guide-file__name a", has_text=file["name"]).get_attribute("href")
            assert vendor.page.request.get(address or "").body() == file["buffer"]
    assert Paper.objects.filter(type_code="DT-216", state=Paper.State.DRAFT).count() == len(FILES)

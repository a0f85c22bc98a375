"""Files that a browser sends straight to the object store: past us, several at once, through a store that breaks down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

import pytest
from django.core.signals import request_finished, request_started
from pytest_django.live_server_helper import LiveServer

from casework.papers.models import Paper
from storage import store
from tests.casework.guided.conftest import OTHER_NUMBER, Submission
from tests.journeys.guided_hands import Vendor, log_in
from tests.journeys.photos import sharp_photo
from tests.journeys.watch import watched
from tests.storage.minio import MinioServer, minio_binary, minio_server
from tests.storage.rclone import S3Server, s3_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["minio_server", "s3_server"]
pytestmark = [pytest.mark.browser, pytest.mark.s3]
FILES = [sharp_photo("张三身份证明.jpg"), sharp_photo("李四身份证明.jpg")]
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300 * 1024}
FAST = {**SLOW, "uploadThroughput": -1}
HALF_WAY = """() => { const bars = [...document.querySelectorAll("bj-upload progress")];
  return bars.length === 2 && bars.every((bar) => bar.value > 0 && bar.value < 1); }"""


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


def test_a_store_that_breaks_down_half_way_gets_all_files_in_the_end_and_we_none(
    opened: Callable[..., Any], bodies: list[int], s3_server: S3Server, live_server: LiveServer, settings: Any
) -> None:
    settings.OBJECT_STORE = {**s3_server.settings, "public_endpoint": s3_server.endpoint}
    with s3_server.letting_in(live_server.url), opened() as vendor:
        network = vendor.page.context.new_cdp_session(vendor.page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW)
        vendor.page.locator("guide-many input[type=file]").set_input_files(FILES)
        vendor.page.wait_for_function(HALF_WAY)
        assert "上传中" in vendor.page.locator("bj-upload li.is-busy").first.inner_text()
        s3_server.stop()
        again = vendor.page.locator("bj-upload li", has_text="网络断开，文件还没有传上去").locator(
            "button", has_text="重试"
        )
        again.nth(1).wait_for(state="attached")
        s3_server.start()
        network.send("Network.emulateNetworkConditions", FAST)
        again.evaluate_all("buttons => buttons.forEach((button) => button.click())")
        arrived(vendor)
        seen_again(opened)
    assert max(bodies) < 20_000 < min(len(file["buffer"]) for file in FILES) / 20


@pytest.mark.skipif(minio_binary() is None, reason="no MinIO server on this machine")
def test_the_same_with_a_minio_server(
    opened: Callable[..., Any], bodies: list[int], minio_server: MinioServer, settings: Any
) -> None:
    settings.OBJECT_STORE = {**minio_server.settings, "public_endpoint": minio_server.endpoint}
    store().prepare()
    with opened() as vendor:
        vendor.page.locator("guide-many input[type=file]").set_input_files(FILES)
        arrived(vendor)
        seen_again(opened)
    assert max(bodies) < 20_000


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

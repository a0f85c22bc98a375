"""A real browser for the tests that need one; every page must load without an error in its console."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.journeys.district import District
from tests.journeys.drawing import Drawing
from tests.journeys.hands import Hands
from tests.journeys.watch import Watch, watched
from tests.storage.minio import minio_binary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A MinIO server cannot be had everywhere.
collect_ignore = [] if minio_binary() else ["test_straight_to_minio.py"]
# The shell without windows costs half the processor time of the whole browser.
CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN", "--in-process-gpu",
]  # fmt: skip
Enter = Callable[..., Hands]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium as it is installed on this machine."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    # Playwright's synchronous interface keeps an event loop in this thread, which Django would take for ours.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser", live_server: LiveServer) -> Iterator["Page"]:
    """A window of 1280 pixels, relative to the live server."""
    with watched(browser, live_server.url) as watch:
        yield watch.page


@pytest.fixture
def phone(browser: "Browser", live_server: LiveServer) -> Iterator["Page"]:
    """A phone of 390 pixels."""
    with watched(browser, live_server.url, phone=True) as watch:
        yield watch.page


@pytest.fixture(scope="session")
def demonstration(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """One for all journeys of a worker; workers of one run load it once."""
    base = tmp_path_factory.getbasetemp()
    running = District(tmp_path_factory.mktemp("district"))
    running.start((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "loaded district")
    yield running
    running.stop()


@pytest.fixture
def district(demonstration: District) -> District:
    """The demonstration as it was loaded."""
    demonstration.put_back()
    return demonstration


@pytest.fixture
def window(browser: "Browser", district: District) -> Iterator[Callable[..., Watch]]:
    """``window(phone=False)`` opens the demonstration for one more person."""
    with ExitStack() as open_windows:
        yield lambda *, phone=False: open_windows.enter_context(watched(browser, district.url, phone=phone))


@pytest.fixture
def enter(window: Callable[..., Watch]) -> Enter:
    """``enter(username, phone=False)`` logs a person in, by one click where the login page has a card."""

    def somebody(username: str, *, phone: bool = False) -> Hands:
        hands = Hands(window(phone=phone).page)
        hands.page.goto("/login/")
        hands.log_in(username)
        return hands

    return somebody


@pytest.fixture
def drawing(enter: Enter) -> Drawing:
    made = Drawing(enter("manager"))
    made.take_up("整改闭环")
    return made

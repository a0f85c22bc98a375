"""A real browser for the tests that need one; every page must load without an error in its console."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


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


def _open(
    browser: "Browser", live_server: LiveServer, size: dict[str, int], **more: bool
) -> Iterator["Page"]:
    complaints: list[str] = []

    def hear(message: "ConsoleMessage") -> None:
        # A refused form is answered by 4xx on purpose; the browser lists that as an error.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        base_url=live_server.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        **more,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints, complaints


@pytest.fixture
def page(browser: "Browser", live_server: LiveServer) -> Iterator["Page"]:
    """A window of 1280 pixels, relative to the live server."""
    yield from _open(browser, live_server, DESK)


@pytest.fixture
def phone(browser: "Browser", live_server: LiveServer) -> Iterator["Page"]:
    """A phone of 390 pixels."""
    yield from _open(browser, live_server, PHONE, has_touch=True, is_mobile=True)

"""A vendor who has never seen the system hands everything in, on a phone, and loses nothing that was saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.casework.guided.conftest import Submission
from tests.journeys.guided_hands import Vendor, log_in
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture
def submission(transactional_db: None, settings: Any, tmp_path: Path) -> Submission:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    return Submission()


@contextmanager
def at_the_submission(
    browser: "Browser", server: LiveServer, submission: Submission, *, phone: bool = True
) -> Iterator[Vendor]:
    with watched(browser, server.url, phone=phone) as watch:
        log_in(watch.page.context, submission.clerk, server.url)
        watch.page.goto("/inbox/")
        watch.page.locator("a.desk-task__title").first.click()
        watch.page.wait_for_selector(".guide-list")
        yield Vendor(watch.page)

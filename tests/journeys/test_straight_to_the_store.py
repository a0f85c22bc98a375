"""Files that a browser sends straight to the object store: past us, several at once, through a store that breaks down."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.journeys.straight import FILES, arrived, bodies, opened, seen_again, submission
from tests.storage.rclone import S3Server, s3_server

__all__ = ["bodies", "opened", "s3_server", "submission"]
pytestmark = [pytest.mark.browser, pytest.mark.s3]
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300 * 1024}
FAST = {**SLOW, "uploadThroughput": -1}
HALF_WAY = """() => { const bars = [...document.querySelectorAll("bj-upload progress")];
  return bars.length === 2 && bars.every((bar) => bar.value > 0 && bar.value < 1); }"""


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

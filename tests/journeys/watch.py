"""A window of the browser that remembers every complaint."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Response

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
VIOLATIONS = """document.addEventListener("securitypolicyviolation",
  (event) => console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`));"""


@dataclass
class Watch:
    """``complaints`` fail the test; ``refused`` are answers of 4xx and 5xx, which may be on purpose."""

    page: "Page"
    complaints: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._response)

    def _console(self, message: "ConsoleMessage") -> None:
        # The browser repeats a refused request here; whether it was on purpose, `refused` tells.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _response(self, response: "Response") -> None:
        if response.status >= 400:
            self.refused.append(f"{response.status} {response.request.method} {response.url}")


@contextmanager
def watched(browser: "Browser", url: str, *, phone: bool = False, scale: float = 1) -> Iterator[Watch]:
    """A window of its own, like a browser that nobody else uses; no complaint may have come by its end."""
    context = browser.new_context(
        viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
        has_touch=phone,
        is_mobile=phone,
        device_scale_factor=scale,
        base_url=url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.add_init_script(VIOLATIONS)
    watch = Watch(context.new_page())
    watch.page.set_default_timeout(15_000)
    watch.listen()
    yield watch
    context.close()
    assert not watch.complaints, watch.complaints


def wait_until_kept(page: "Page", *words: str) -> None:
    """Until the page has kept these in this tab, which it does a moment after the last key."""
    for _ in range(300):
        if all(word in "".join(page.evaluate("Object.values(sessionStorage)")) for word in words):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not kept: {words}")

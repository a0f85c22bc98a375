"""What a vendor does in a guided submission: opens a paper, gives it a file, fills in what stands on it."""

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

from casework.organisations.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, FilePayload, Locator, Page

NAMELESS = """() => [...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea, button, img)")]
  .filter((one) => !(one.labels?.length || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")
    || one.textContent?.trim() || one.hasAttribute("alt")))
  .map((one) => one.outerHTML.slice(0, 120))"""
SETTLED = """() => { const form = document.querySelector("guide-form");
  return form.changed.size === 0 && !form.saving; }"""
SAVED = re.compile(r"保存于 \d\d:\d\d")


def log_in(context: "BrowserContext", person: Person, url: str) -> None:
    """As if he had logged in before: the cookie alone."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])


class Vendor:
    """One window at one step."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    def item(self, title: str, person: str = "") -> "Locator":
        """The block of a paper, opened."""
        scope = self.page.locator(".guide-group", has_text=f"{person} 的证明") if person else self.page
        block = scope.locator("details.guide-item", has=self.page.locator("summary", has_text=title)).first
        if block.get_attribute("open") is None:
            block.locator("> summary").click()
        return block

    def give(self, title: str, file: "FilePayload", person: str = "") -> "Locator":
        """Upload a file and wait until the server shows it."""
        block = self.item(title, person)
        block.locator("bj-upload input[type=file]").first.set_input_files([file])
        block.locator(".guide-file__name", has_text=file["name"]).wait_for()
        return block

    def fill(self, field: "Locator", value: str) -> None:
        """Type, leave the field, and see that it was saved."""
        field.fill(value)
        field.press("Tab")
        self.saved()

    def saved(self) -> None:
        """Nothing waits to be saved, and the page says when it was."""
        self.page.wait_for_function(SETTLED)
        self.page.locator("[data-saved]", has_text=SAVED).wait_for()

    def fact(self, block: "Locator", label: str, value: str) -> None:
        self.fill(block.get_by_label(label, exact=False).first, value)

    def choose(self, box: "Locator") -> None:
        """Tick a box or take an option, and see that it was saved."""
        box.check()
        self.saved()

    def adopt(self, block: "Locator", label: str) -> None:
        """Confirm by one click what is proposed for a fact."""
        line = block.locator(".guide-line", has_text=label).first
        line.locator("button.guide-proposal").first.click()
        self.saved()

    def step(self, task: object, key: str) -> None:
        self.page.goto(f"/guided/{task}/steps/{key}/")
        self.page.wait_for_selector("guide-form")

    def die(self) -> None:
        """The window is gone between one moment and the next; nothing that runs at the end of a page has run."""
        self.page.context.close()

    def nameless(self) -> list[str]:
        """Inputs, buttons and pictures without a name for those who do not see them."""
        found: list[str] = self.page.evaluate(NAMELESS)
        return found

    def forward(self) -> None:
        """下一步, wherever it leads."""
        before = self.page.locator("h1").inner_text()
        self.page.locator(".guide-bar .bj-button--primary").click()
        self.page.wait_for_function(
            "before => document.querySelector('h1')?.innerText !== before", arg=before
        )

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

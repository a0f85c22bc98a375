"""What a person does at the screen, and what the screen says back."""

import re
from typing import TYPE_CHECKING

from casework.demo.register import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator, Page


class Hands:
    """One person at one window."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    def log_in(self, username: str) -> None:
        """By one click on the card of the login page; by password for who has none."""
        card = self.page.locator(f"button[value='{username}']")
        if card.count():
            card.click()
        else:
            self.page.fill("#id_username", username)
            self.page.fill("#id_password", PASSWORD)
            self.page.click(".bj-login__submit")
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def open_task(self, step: str, number: str) -> None:
        """Find a step of a case in the inbox and open it."""
        self.page.goto(f"/inbox/?q={number}")
        self.page.locator("a.desk-task__title", has_text=step).first.click()
        self.page.wait_for_selector("form.desk-form")
        assert step.partition(" ")[0] in self.heading()

    def open_case(self, number: str) -> None:
        self.page.goto(f"/cases/?state=all&q={number}")
        self.page.locator("main a[href^='/cases/']", has_text=number).first.click()
        self.page.wait_for_selector("bj-tabs")

    def decide(self, label: str) -> str:
        """Press a button of the form and read what is said about it: what happened, or what is missing."""
        before = self.page.url
        self.page.evaluate("document.querySelector('main').dataset.before = 'yes'")
        self.page.locator(".desk-decide button", has_text=re.compile(f"^{label}$")).click()
        self.page.wait_for_selector("main:not([data-before])")
        refused = self.page.locator(".bj-errors")
        if self.page.url == before and refused.count():
            return refused.inner_text()
        return self.said()

    def said(self) -> str:
        """The message above the page."""
        return self.page.locator(".bj-messages").inner_text()

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def situation(self) -> str:
        """Until when, why, and what comes next; or for a case, whose turn it is."""
        return self.page.locator(".desk-situation, .desk-now").first.inner_text()

    def tab(self, name: str) -> str:
        """Open a tab beside or below and read it."""
        tab = self.page.get_by_role("tab", name=re.compile(f"^{name}"))
        tab.click()
        panel = self.page.locator(f"#{tab.get_attribute('aria-controls')}")
        panel.wait_for(state="visible")
        return panel.inner_text()

    def row(self, number: int) -> "Locator":
        """A row of a table in the form, counted from 1."""
        return self.page.locator("[data-line]").nth(number - 1)

    def fill_row(self, number: int, **values: str) -> None:
        """Fields of one row by the names of their columns."""
        for name, value in values.items():
            cell = self.row(number).locator(f"[name$='-{name}']")
            if cell.evaluate("field => field.tagName") == "SELECT":
                cell.select_option(value)
            else:
                cell.fill(value)

    def choose_files(self, field: str, files: "list[FilePayload]") -> "Locator":
        """Give files to an upload field; the rows that it shows for them."""
        self.page.locator(f"#field-id_{field} input[type=file]").first.set_input_files(files)
        return self.page.locator(f"#field-id_{field} .bj-upload__files li")

    def upload(self, field: str, files: "list[FilePayload]") -> None:
        """Give files and wait until all of them have arrived."""
        rows = self.choose_files(field, files)
        for number in range(len(files)):
            rows.nth(number).locator("text=已上传").wait_for()

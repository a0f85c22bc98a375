"""What a manager does in the editor, and what it shows."""

import re
from typing import TYPE_CHECKING

from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from playwright.sync_api import Locator


MIDDLE = """flow => {
  const viewer = document.querySelector("bj-editor").viewer, canvas = viewer.get("canvas");
  const [from, to] = viewer.get("elementRegistry").get(flow).waypoints;
  canvas.scrollToElement(flow, 200);
  const box = canvas.viewbox(), host = canvas.getContainer().getBoundingClientRect();
  return [host.x + ((from.x + to.x) / 2 - box.x) * box.scale, host.y + ((from.y + to.y) / 2 - box.y) * box.scale];
}"""


class Drawing:
    """One person at the editor of one draft."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.page = hands.page

    def take_up(self, process: str, title: str = "压缩整改时限") -> None:
        """Open a change, take a process into it and open its diagram."""
        self.page.goto("/changes/new/")
        self.page.fill("#id_title", title)
        self.page.fill("#id_reason", "上级文件要求缩短期限。")
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: not url.endswith("/new/"))
        options = self.page.locator("#take-version option").all_inner_texts()
        self.page.select_option("#take-version", label=next(o for o in options if o.startswith(process)))
        self.page.get_by_role("button", name="列入").click()
        self.open()

    def open(self) -> None:
        self.page.get_by_role("link", name=re.compile("[改看]流程图")).first.click()
        self.wait()

    def wait(self) -> None:
        self.page.wait_for_selector("bj-editor[data-ready]")

    def shape(self, element: str) -> "Locator":
        return self.page.locator(f"bj-editor [data-element-id='{element}'] > .djs-hit").first

    def select(self, element: str) -> None:
        """Bring an element onto the screen and click it."""
        self.page.evaluate(
            "id => document.querySelector('bj-editor').viewer.get('canvas').scrollToElement(id, 160)", element
        )
        self.shape(element).click(position={"x": 4, "y": 20}, force=True)

    def pad(self, title: str) -> None:
        """Press a tool beside the selected element."""
        self.page.locator(f".djs-context-pad .entry[title='{title}']").click()

    def drop(self, tool: str, flow: str) -> None:
        """Take a tool from the palette and put what it makes onto a flow, into which it is inserted."""
        x, y = self.middle(flow)
        self.page.locator(f".djs-palette [aria-label='{tool}']").click()
        self.page.mouse.move(x - 8, y, steps=4)
        self.page.mouse.move(x, y, steps=4)
        self.page.mouse.click(x, y)

    def select_flow(self, flow: str) -> None:
        self.page.mouse.click(*self.middle(flow))

    def middle(self, flow: str) -> tuple[float, float]:
        """Where on the screen the first stretch of a flow has its middle."""
        x, y = self.page.evaluate(MIDDLE, flow)
        return float(x), float(y)

    def field(self, label: str) -> "Locator":
        return self.page.locator(".bj-editor__panel").get_by_label(re.compile(f"^{label}")).first

    def set(self, label: str, text: str) -> None:
        self.field(label).fill(text)
        self.field(label).press("Tab")

    def saved(self) -> None:
        """Wait until everything is saved."""
        self.page.wait_for_selector(
            ".bj-editor__state[data-state=changed], .bj-editor__state[data-state=saving]"
        )
        self.page.wait_for_selector(".bj-editor__state[data-state=saved]")

    def verdict(self) -> str:
        """What the check says, when it has come to an end."""
        self.page.wait_for_selector(".bj-editor__verdict:is(.is-good, .is-bad)")
        return self.page.locator(".bj-editor__findings").inner_text()

    def chosen(self) -> str:
        """The id of the one element that is selected."""
        return str(self.page.evaluate("document.querySelector('bj-editor').chosen?.id"))

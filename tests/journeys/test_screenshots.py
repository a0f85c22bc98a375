"""The pictures of the README, taken from the demonstration. BANJIE_WRITE_SCREENSHOTS=1 puts them into docs/images."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from config.bootstrap.places import ROOT
from tests.journeys.district import District
from tests.journeys.hands import Hands
from tests.journeys.photos import photo
from tests.journeys.watch import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MOST = 300 * 1024  # bytes of one picture
SHARP = 2
TALL = {"width": 1280, "height": 1040}


def inbox(hands: Hands) -> None:
    """The officer's inbox with the summary of the first step."""
    hands.page.goto("/inbox/")
    hands.page.wait_for_selector("#summary h2, #summary h3")


def case(hands: Hands) -> None:
    """A case whose three findings have been repaired and wait for the recheck."""
    hands.page.set_viewport_size(TALL)  # type: ignore[arg-type]
    hands.page.goto("/cases/?q=松涛中学月度检查")
    rechecked = hands.page.locator("main tr", has_text="复查")
    rechecked.locator("a[href^='/cases/']", has_text="QSH-ZG").first.click()
    hands.page.wait_for_selector(".desk-findings img")
    for picture in hands.page.locator(".desk-findings img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode()")
    hands.page.evaluate("scrollTo(0, 0)")


def task(hands: Hands) -> None:
    """The lead of a school proves a repair on a phone: two photos before, two after."""
    hands.open_task("落实整改并上传佐证", "")
    hands.page.fill("[name=repair]", "已调整课表，每周补开一节体育梦想课。")
    hands.upload("before", [photo("课表公示栏.jpg", "#8f6b6b"), photo("操场.jpg", "#8f7d6b")])
    hands.upload("after", [photo("新课表.jpg"), photo("体育梦想课.jpg", "#6b7d8f")])
    # The pickers of dates speak the language of the browser, which is not ours to choose.
    hands.page.locator("#field-id_before").evaluate(
        "field => scrollBy(0, field.getBoundingClientRect().top - 80)"
    )


PICTURES: dict[str, tuple[str, bool, Callable[[Hands], None]]] = {
    "case": ("jjk", False, case),
    "inbox": ("jjk", False, inbox),
    "task-phone": ("s10-lead", True, task),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_readme_has_pictures(browser: "Browser", district: District, tmp_path: Path, name: str) -> None:
    username, phone, show = PICTURES[name]
    with watched(browser, district.url, phone=phone, scale=SHARP) as watch:
        hands = Hands(watch.page)
        hands.page.goto("/login/")
        hands.log_in(username)
        show(hands)
        small = _small(_shot(hands.page))
    assert len(small) <= MOST
    folder = ROOT / "docs" / "images" if os.environ.get("BANJIE_WRITE_SCREENSHOTS") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.png").write_bytes(small)


def _shot(page: "Page") -> bytes:
    """The window as it is seen, at rest."""
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    return page.screenshot(animations="disabled", caret="hide")


def _small(shot: bytes) -> bytes:
    """The same picture with a palette: a third of the size, and nobody sees it."""
    written = BytesIO()
    palette = Image.open(BytesIO(shot)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    palette.save(written, "PNG", optimize=True)
    return written.getvalue()

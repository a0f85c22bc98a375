"""Diagrams of other tools in the editor, one after the other on one page: opened, or refused with a sentence."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.drawing import Drawing
from tests.processes.test_public_diagrams import FILES, named

pytestmark = pytest.mark.browser


def test_the_editor_opens_or_refuses_whatever_other_tools_drew(
    drawing: Drawing, sized: Callable[[int, int], int]
) -> None:
    """The page complains of no error to its end; what was opened is drawn, and what was refused leaves the old one."""
    opened: list[str] = []
    refused: list[str] = []
    notice = drawing.page.locator(".bj-editor__notice")
    for path in FILES[:: sized(3, 1)]:
        name = named(path).replace("/", " ")
        file = {"name": name, "mimeType": "application/xml", "buffer": path.read_bytes()}
        drawing.page.locator("#bj-editor-import").set_input_files(file)  # type: ignore[arg-type]
        said = notice.filter(has_text=name)
        said.wait_for()
        words = said.inner_text()
        assert re.search("[一-鿿]", words.split("：")[-1]), words
        (refused if "没有导入" in words else opened).append(name)
        assert drawing.page.locator("bj-editor .djs-shape").count() > 0, name
    assert len(opened) > len(refused) > 0

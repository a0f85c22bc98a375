"""Whatever the tools of the editor make, and whatever they turn one thing into, the deploy check can read."""

from typing import TYPE_CHECKING

import pytest

from processes.checks.writing import check_writing
from processes.xml import read_xml
from tests.journeys.axe import assert_no_serious_violations
from tests.journeys.drawing import Drawing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
# A free place at the end of a lane, on the screen.
FREE = """() => {
  const viewer = document.querySelector("bj-editor").viewer, canvas = viewer.get("canvas");
  const lane = viewer.get("elementRegistry").get("lane_system");
  viewer.get("modeling").resizeShape(lane, { x: lane.x, y: lane.y, width: lane.width, height: lane.height + 320 });
  canvas.viewbox({ x: lane.x, y: lane.y, width: 800, height: 700 });
  const box = canvas.viewbox(), host = canvas.getContainer().getBoundingClientRect();
  return [host.x + (lane.x + 500 - box.x) * box.scale, host.y + (lane.y + lane.height - 160 - box.y) * box.scale];
}"""
WRITTEN = "async () => (await document.querySelector('bj-editor').viewer.saveXML({ format: true })).xml"
UNDO = "() => document.querySelector('bj-editor').viewer.get('commandStack').undo()"
BECOMES = """async () => {
  const viewer = document.querySelector("bj-editor").viewer, registry = viewer.get("elementRegistry");
  const menu = (id) => viewer.get("replaceMenuProvider").getPopupMenuEntries(registry.get(id));
  const written = [], seen = new Set();
  for (const { id, type, businessObject } of registry.filter((one) => one.parent && one.type !== "label")) {
    const sort = type + businessObject.eventDefinitions?.[0]?.$type;
    if (seen.has(sort)) continue;
    seen.add(sort);
    for (const name of Object.keys(menu(id))) {
      menu(id)[name].action();
      written.push([sort, name, (await viewer.saveXML({ format: true })).xml]);
      viewer.get("commandStack").undo();
    }
  }
  return written;
}"""


def refused(xml: str) -> list[str]:
    return [problem.message for problem in check_writing("a.bpmn", read_xml(xml.encode(), "a.bpmn"))]


def make(page: "Page", tool: str, x: float, y: float) -> None:
    page.locator(f".djs-palette [data-action='{tool}']").click()
    page.mouse.move(x - 4, y, steps=3)
    page.mouse.move(x, y, steps=3)
    page.mouse.click(x, y)
    page.wait_for_timeout(50)
    page.keyboard.press("Escape")


def test_what_each_tool_makes_is_read_by_the_check(drawing: Drawing) -> None:
    page = drawing.page
    x, y = page.evaluate(FREE)
    tools = page.locator(".djs-palette [data-action^=create]").evaluate_all(
        "all => all.map((one) => one.dataset.action)"
    )
    tools.remove("create.participant-expanded")  # a second process beside this one
    before = page.evaluate(WRITTEN)
    for tool in tools:
        make(page, tool, x, y)
        after = page.evaluate(WRITTEN)
        assert len(after) > len(before), tool
        assert refused(after) == [], tool
        page.evaluate(UNDO)


def test_what_one_thing_is_turned_into_is_read_by_the_check(drawing: Drawing) -> None:
    written = drawing.page.evaluate(BECOMES)
    assert len(written) > 40
    assert [(sort, name, faults) for sort, name, xml in written if (faults := refused(xml))] == []


def test_nothing_in_the_panel_bars_the_way_of_who_cannot_see_it(drawing: Drawing) -> None:
    for element in ("transfer_letter", "change_respondent", "is_confirmed", "finding_raised"):
        drawing.select(element)
        drawing.page.evaluate(
            "document.querySelectorAll('bj-editor details').forEach((one) => { one.open = true; })"
        )
        assert_no_serious_violations(drawing.page)

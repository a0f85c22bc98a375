"""A manager draws: a step is added, given people, form and deadline, saved by itself, checked at the shape and repaired."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.drawing import Drawing

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = pytest.mark.browser
LETTER = "flow_transfer_letter_to_ended_transferred"
ENGLISH = re.compile(r"[A-Za-z]{3,}")
SAID = """() => [
  ...[...document.querySelectorAll("bj-editor [title], bj-editor [aria-label], .djs-popup [title], .djs-popup [aria-label]")]
    .flatMap((node) => [node.getAttribute("title"), node.getAttribute("aria-label")]),
  ...[...document.querySelectorAll("bj-editor summary, bj-editor label, bj-editor button, .djs-popup, .djs-palette")]
    .flatMap((node) => node.innerText.split("\\n")),
].filter((text) => text && text !== "Powered by bpmn.io")"""

SELECT = """id => {
  const viewer = document.querySelector("bj-editor").viewer;
  viewer.get("selection").select(viewer.get("elementRegistry").get(id));
}"""
UNCOVERED = """mark => {
  const box = mark.getBoundingClientRect();
  return mark.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


def test_a_step_is_added_saved_checked_at_the_shape_and_repaired(drawing: Drawing) -> None:
    page = drawing.page
    assert drawing.verdict() == "检查：没有问题"
    drawing.drop("人办的步骤", LETTER)
    page.keyboard.press("Escape")  # the name is written in the panel
    added = drawing.chosen()
    drawing.set("叫什么", "复核移送函")
    drawing.saved()
    assert "检查：1 个问题" in drawing.verdict()
    assert page.locator(f"[data-element-id='{added}'].bj-wrong").count() == 1

    drawing.select("transfer_letter")
    page.locator(".bj-editor__finding", has_text="复核移送函").first.click()
    assert drawing.chosen() == added
    assert "表单" in page.locator(".bj-editor__problems").inner_text()
    drawing.field("表单").select_option(value="transfer_letter")
    drawing.field("多少天办完").select_option(label="从到达这一步起算若干天")
    drawing.set("天数", "2")
    page.get_by_role("button", name="单独指定").click()
    page.locator(".bj-editor__panel summary", has_text="基教科经办").click()
    page.get_by_label("科室负责人").check()
    drawing.saved()
    assert drawing.verdict() == "检查：没有问题"

    page.reload()
    drawing.wait()
    drawing.select(added)
    assert drawing.field("叫什么").input_value() == "复核移送函"
    assert drawing.field("表单").input_value() == "transfer_letter"
    assert drawing.field("天数").input_value() == "2"
    assert "科室负责人" in page.locator(".bj-editor__several summary").first.inner_text()
    assert drawing.verdict() == "检查：没有问题"


def test_every_word_of_the_tools_is_chinese_and_the_mark_of_bpmn_io_is_seen(drawing: Drawing) -> None:
    page = drawing.page
    kinds = page.evaluate(
        """() => Object.values(Object.fromEntries(document.querySelector("bj-editor").viewer.get("elementRegistry")
          .filter((one) => one.type !== "label" && one.parent)
          .map((one) => [one.type + one.businessObject.eventDefinitions?.[0]?.$type, one.id])))"""
    )
    assert len(kinds) > 10
    said = set(page.evaluate(SAID))
    for element in kinds:
        page.evaluate(SELECT, element)
        page.wait_for_timeout(60)
        said |= set(page.evaluate(SAID))
        wrench = page.locator(".djs-context-pad [data-action=replace]")
        if wrench.count():
            wrench.dispatch_event("click")
            page.wait_for_selector(".djs-popup")
            said |= set(page.evaluate(SAID))
            page.keyboard.press("Escape")
    assert len(said) > 80
    assert sorted(text for text in said if ENGLISH.search(text)) == []
    assert page.locator(".bjs-powered-by").evaluate(UNCOVERED)


def test_what_the_engine_cannot_run_is_not_offered(drawing: Drawing) -> None:
    page = drawing.page
    offered = page.locator(".djs-palette .entry").evaluate_all("all => all.map((one) => one.dataset.action)")
    assert not {"create.task", "create.data-object", "create.data-store", "create.intermediate-event"} & set(
        offered
    )
    assert {"create.user-task", "create.service-task", "create.rule-task", "create.event-gateway"} <= set(
        offered
    )
    drawing.select("transfer_letter")
    page.locator(".djs-context-pad [data-action=replace]").click()
    menu = page.locator(".djs-popup").inner_text()
    assert "系统做的步骤" in menu
    assert not any(word in menu for word in ("Task", "task", "脚本", "手工"))


def test_a_deadline_typed_is_not_lost_by_a_click_on_the_canvas(drawing: Drawing) -> None:
    from playwright.sync_api import expect

    drawing.select("transfer_letter")
    drawing.field("叫什么").fill("起草移送函")
    drawing.select("confirm_withdrawal")
    drawing.saved()
    drawing.select("transfer_letter")
    expect(drawing.field("叫什么")).to_have_value("起草移送函")
    drawing.page.get_by_role("button", name="撤销", exact=True).click()
    # The panel follows the diagram a moment later.
    expect(drawing.field("叫什么")).to_have_value("填写移送函")


def test_names_are_offered_while_an_expression_is_written(drawing: Drawing) -> None:
    page = drawing.page
    drawing.select_flow("flow_is_confirmed_to_transfer_letter")
    field = drawing.field("条件")
    field.fill("")
    field.press_sequentially("dead")
    option = page.locator("bj-feel li", has_text="各个期限").first
    option.wait_for()
    field.press("Enter")
    assert field.input_value() == "deadlines"
    field.press_sequentially(" != null and 填写")
    page.locator("bj-feel li", has_text="填写移送函").first.click()
    assert field.input_value() == "deadlines != null and transfer_letter"
    assert page.locator(".bj-feel__keyword", has_text="and").count() == 1
    field.press_sequentially(" = nonsense")
    assert page.locator(".bj-feel__unknown").inner_text() == "nonsense"
    field.press("Tab")
    drawing.saved()
    assert "nonsense 没有任何步骤提供" in drawing.verdict()


def test_while_the_server_is_away_it_keeps_trying_and_nothing_is_lost(drawing: Drawing) -> None:
    page = drawing.page

    def away(route: "Route") -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    page.route("**/file/**", away)
    drawing.select("transfer_letter")
    drawing.set("叫什么", "断网时改的")
    page.wait_for_selector(".bj-editor__state[data-state=offline]")
    assert "连上后自动保存" in page.locator(".bj-editor__state").inner_text()
    page.unroute("**/file/**")
    page.wait_for_selector(".bj-editor__state[data-state=saved]")
    page.reload()
    drawing.wait()
    drawing.select("transfer_letter")
    assert drawing.field("叫什么").input_value() == "断网时改的"


def test_of_two_managers_the_second_is_told_and_chooses(drawing: Drawing, enter: Enter) -> None:
    other = Drawing(enter("manager"))
    other.page.goto(drawing.page.url)
    other.wait()
    other.select("transfer_letter")
    other.set("叫什么", "他的名称")
    other.saved()
    drawing.select("confirm_withdrawal")
    drawing.set("叫什么", "我的名称")
    drawing.page.wait_for_selector(".bj-editor__state[data-state=conflict]")
    assert "改过这张图，您的改动还没有保存" in drawing.page.locator(".bj-editor__notice").inner_text()
    with drawing.page.expect_download() as kept:
        drawing.page.get_by_role("button", name="把我的图另存到电脑").click()
    assert "我的名称" in kept.value.path().read_text()
    drawing.page.get_by_role("button", name="用我的盖过他的").click()
    drawing.page.wait_for_selector(".bj-editor__state[data-state=saved]")
    other.page.reload()
    other.wait()
    other.select("confirm_withdrawal")
    assert other.field("叫什么").input_value() == "我的名称"


def test_offices_look_and_cannot_change(drawing: Drawing, enter: Enter) -> None:
    reader = Drawing(enter("jjk"))
    reader.page.goto(drawing.page.url)
    reader.wait()
    assert reader.page.locator(".djs-palette").count() == 0
    reader.select("transfer_letter")
    assert reader.field("叫什么").get_attribute("readonly") is not None
    assert reader.field("表单").is_disabled()


def test_on_a_phone_the_diagram_can_be_looked_at(drawing: Drawing, enter: Enter) -> None:
    reader = Drawing(enter("manager", phone=True))
    reader.page.goto(drawing.page.url)
    reader.wait()
    assert reader.page.locator(".djs-palette").count() == 0
    reader.shape("transfer_letter").dispatch_event("click")
    wide = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0

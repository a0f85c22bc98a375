"""Files in and out of the editor: other diagrams of the draft, export, import, and a run that gets stuck, played."""

import re
from pathlib import Path

import pytest

from processes.bundle import DEFINITIONS
from tests.journeys.drawing import Drawing

pytestmark = pytest.mark.browser
# What nobody has answered before the matter is confirmed.
ASK_TOO_EARLY = """() => {
  const viewer = document.querySelector("bj-editor").viewer;
  const flow = viewer.get("elementRegistry").get("flow_verified_to_withdraw_false_alarm");
  const body = 'confirm_withdrawal.outcome > "a"';
  const conditionExpression = viewer.get("bpmnFactory").create("bpmn:FormalExpression", { body });
  viewer.get("modeling").updateProperties(flow, { conditionExpression });
}"""


def bring(drawing: Drawing, name: str, content: str) -> str:
    """Import a file; what is said about it."""
    file = {"name": name, "mimeType": "application/xml", "buffer": content.encode()}
    drawing.page.locator("#bj-editor-import").set_input_files(file)  # type: ignore[arg-type]
    notice = drawing.page.locator(".bj-editor__notice")
    notice.wait_for()
    return notice.inner_text()


def test_every_diagram_of_the_draft_is_opened_and_comes_out_as_it_is(
    drawing: Drawing, tmp_path: Path
) -> None:
    page = drawing.page
    page.get_by_label("流程图文件").select_option(label="整改")
    page.wait_for_selector("[data-element-id=assign_owners]")
    with page.expect_download() as got:
        page.get_by_role("link", name="导出").click()
    assert got.value.suggested_filename == "rectify-round.bpmn"
    assert got.value.path().read_text() == (DEFINITIONS / "rectify" / "round.bpmn").read_text()


def test_what_was_drawn_just_now_is_in_the_export(drawing: Drawing) -> None:
    page = drawing.page
    drawing.select("transfer_letter")
    drawing.set("叫什么", "刚改的名称")
    with page.expect_download() as got:
        page.get_by_role("link", name="导出").click()
    text = got.value.path().read_text()
    assert "刚改的名称" in text
    assert 'form="transfer_letter"' in text


def test_a_diagram_of_another_modeler_is_taken_and_can_be_taken_back(drawing: Drawing) -> None:
    theirs = (
        (DEFINITIONS / "refuse" / "process.bpmn").read_text().replace("<bpmn:userTask", "<bpmn:manualTask")
    )
    theirs = theirs.replace("</bpmn:userTask", "</bpmn:manualTask").replace('id="refuse"', 'id="Process_1"')
    said = bring(drawing, "theirs.bpmn", theirs.replace('processRef="refuse"', 'processRef="Process_1"'))
    assert "已导入 theirs.bpmn，这些要改" in said
    assert "系统外的手工任务没有留痕" in said
    drawing.saved()
    ids = "document.querySelector('bj-editor').viewer.getDefinitions().rootElements.map((one) => one.id)"
    assert "rectify" in drawing.page.evaluate(ids)
    assert "系统外的手工任务没有留痕" in drawing.verdict()
    drawing.page.get_by_role("button", name="退回导入前的图").click()
    drawing.saved()
    assert drawing.verdict() == "检查：没有问题"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<svg/>", "不是 BPMN 2.0"),
        ("PK", "不是完整的 XML"),
        ("", "不是完整的 XML"),
        ("x" * 1_000_001, "超过 1 MB"),
    ],
)
def test_what_is_no_diagram_is_refused_and_the_own_one_stays(
    drawing: Drawing, content: str, reason: str
) -> None:
    said = bring(drawing, "坏文件.bpmn", content)
    assert "没有导入 坏文件.bpmn" in said
    assert reason in said
    assert drawing.page.locator("[data-element-id=transfer_letter]").count() >= 1
    assert "已保存" in drawing.page.locator(".bj-editor__state").inner_text()


def test_a_run_that_gets_stuck_is_played_as_tokens(drawing: Drawing) -> None:
    page = drawing.page
    page.get_by_label("流程图文件").select_option(label="整改")
    page.wait_for_selector("[data-element-id=merge_repair]")
    drawing.select("merge_repair")
    page.locator(".djs-context-pad [data-action=replace]").click()
    page.locator(".djs-popup .entry", has_text="同时走").click()
    drawing.saved()
    assert "会永远停在这里" in drawing.verdict()
    page.get_by_role("button", name="在图上演示").first.click()
    page.wait_for_selector(".bj-token")
    player = page.locator(".bj-editor__player")
    assert "第 1 步" in player.inner_text()
    player.get_by_role("button", name="暂停").click()
    before = player.inner_text()
    player.get_by_role("button", name="下一步").click()
    assert player.inner_text() != before
    page.wait_for_selector(".bj-acting")
    player.get_by_role("button", name="收起演示").click()
    assert page.locator(".bj-token, .bj-acting").count() == 0
    assert player.is_hidden()


def test_a_way_without_an_answer_is_played_through_the_diagrams_that_it_goes_through(
    drawing: Drawing,
) -> None:
    page = drawing.page
    page.get_by_label("流程图文件").select_option(label="立案核实")
    page.wait_for_selector("[data-element-id=verify]")
    page.evaluate(ASK_TOO_EARLY)
    drawing.saved()
    assert "还没有填“结论”（在“确认撤销”里填）" in drawing.verdict()
    page.get_by_role("button", name="在图上演示").first.click()
    player, shown = (
        page.locator(".bj-editor__player"),
        page.get_by_label("流程图文件").locator("option:checked"),
    )
    page.wait_for_selector(".bj-token")
    assert shown.inner_text() == "整改闭环"
    player.get_by_role("button", name="暂停").click()
    for _ in range(30):
        if (said := player.inner_text()) and _is_last(said):
            break
        player.get_by_role("button", name="下一步").click()
        page.wait_for_timeout(100)
    assert shown.inner_text() == "立案核实"
    page.wait_for_selector(".bj-acting[data-element-id=verified]")


def _is_last(said: str) -> bool:
    place = re.search(r"第 (\d+) 步，共 (\d+) 步", said)
    return place is not None and place[1] == place[2]

"""Every process of ours can be recorded, and so can the steps of cases that a trial case opens."""

import json
from typing import Any

import pytest

from casework.changes.models import ChangeSet
from casework.changes.services import take_up
from casework.demo.loading import PROCESSES
from processes.models import ProcessVersion
from tests.casework.changes.conftest import AT, Bureau
from tests.casework.changes.recorder import Recorder
from tests.casework.scenarios.conftest import deployed

__all__ = ["deployed"]
pytestmark = [pytest.mark.persistence, pytest.mark.django_db, pytest.mark.usefixtures("deployed")]

SWAP = {
    "kind": "planned", "people__0__leaves": "true", "candidates__0__enters": "true", "reason": "原师资请假。",
    "from_day": "2026-04-20", "outcome": "proposed",
}  # fmt: skip
GROUP = {
    "members__rows": ["0", "1"], "members__0__person": "校长", "members__0__category": "leader", "members__0__is_head": "true",
    "members__1__person": "教务主任", "members__1__category": "middle", "outcome": "formed",
}  # fmt: skip
# How each begins, its first task, and what is filled in besides what stands in the form.
FIRST: dict[str, tuple[str, str, dict[str, Any]]] = {
    "rectify": (
        "end_false_alarm",
        "核实定性",
        {"items": None, "outcome": "dismissed", "comment": "不属实。"},
    ),
    "lib_entry": ("city_list_nobody", "核对未对上的", {"outcome": "matched"}),
    "ven_vet": ("retired_given_up", "入库", {"outcome": "entered"}),
    "staff_swap": ("centre_refuses", "提出替换人员", SWAP),
    "expiry": ("forged", "材料", {"true_copies": "true", "outcome": "submitted"}),
    "insp_visit": ("d10_danger", "到校", {"visited_on": "2026-04-08", "outcome": "started"}),
    "insp_month": ("no_inspection", "计划", {"visits": None, "outcome": "none", "why_none": "集中培训。"}),
    "visit_guid_school": ("cancelled", "视导", {"outcome": "cancelled", "reason": "停电"}),
    "visit_guid": ("no_visits", "计划", {"visits": None, "outcome": "none", "why_none": "集中培训。"}),
    "policy_change": ("in_force", "业务科室确认", {"outcome": "confirmed"}),
    "payplan": ("d18a_everything", "小组", GROUP),
}


def recorder_of(folder: str, bureau: Bureau, change: ChangeSet) -> Recorder:
    for place in (bureau.office, bureau.school):
        place.parent = bureau.bureau
        place.save()
    version = ProcessVersion.objects.get(process_id=folder)
    return Recorder(bureau.manager, take_up(change=change, version=version, by=bureau.manager, at=AT))


@pytest.mark.parametrize("folder", FIRST)
def test_a_recording_of_it_begins_and_its_first_task_is_done(
    folder: str, bureau: Bureau, change: ChangeSet
) -> None:
    like, task, typed = FIRST[folder]
    recorder = recorder_of(folder, bureau, change)
    recorder.begin(like)
    recorder.open(task)
    recorder.fill(**typed)
    assert recorder.page.status_code == 200, sentences(recorder)
    assert len(recorder.recording.steps) == 1


def test_every_process_of_the_demo_is_begun() -> None:
    assert set(FIRST) == set(PROCESSES)


def test_steps_of_a_case_that_it_opened_are_recorded_and_stated(bureau: Bureau, change: ChangeSet) -> None:
    recorder = recorder_of("insp_month", bureau, change)
    recorder.begin_after("circular_late", 2)
    recorder.act("until", day="2026-04-10")
    assert "由本案发起的、同时发起的事项" in recorder.text
    recorder.open("到校")
    recorder.fill(outcome="started")
    step = recorder.recording.steps[-1]
    assert (step["case"], step["task"]) == ("银杏一小·JC", "insp_visit/start_visit")
    assert "银杏一小：" in recorder.look()
    recorder.act("back", left=3)
    recorder.open("到校")
    recorder.fill(outcome="cancelled", reason="")
    assert "请填写“取消的原因”" in recorder.text
    recorder.fill(outcome="cancelled", reason="学校停电停课。")
    recorder.save("检查当日取消")
    assert "✓ 通过" in recorder.text
    kept = json.loads(recorder.draft.files.get(path="insp_month/scenarios/recorded_1.json").content)
    assert kept["expect"]["cases"]["银杏一小·JC"]["path"] == ["start_visit"]
    assert kept["expect"]["cases"]["银杏一小·JC"]["end"]
    assert list(kept["expect"]["cases"]) == ["银杏一小·JC"]


def test_the_diagram_of_a_case_that_it_opened_is_drawn_where_that_stands(
    bureau: Bureau, change: ChangeSet
) -> None:
    recorder = recorder_of("insp_month", bureau, change)
    recorder.begin_after("circular_late", 2)
    recorder.act("until", day="2026-04-10")
    (beside,) = recorder.tree().xpath(
        "//details[contains(@class, 'recording-beside')][contains(., '银杏一小')]//bj-diagram"
    )
    assert recorder.client.get(beside.get("src")).status_code == 200
    assert recorder.client.get(beside.get("state")).json()["current"] == ["start_visit"]
    recorder.open("到校")
    (shown,) = recorder.tree().xpath("//bj-diagram")
    assert (shown.get("src"), shown.get("state")) == (beside.get("src"), beside.get("state"))


def test_a_case_of_which_the_scenario_spoke_is_stated_again(bureau: Bureau, change: ChangeSet) -> None:
    recorder = recorder_of("insp_month", bureau, change)
    recorder.begin("every_visit_cancelled", "steps")
    recorder.save("照旧")
    kept, was = (
        json.loads(recorder.draft.files.get(path=f"insp_month/scenarios/{name}.json").content)
        for name in ("recorded_1", "every_visit_cancelled")
    )
    assert set(kept["expect"]["cases"]) == set(was["expect"]["cases"])
    assert "stated" not in kept


def test_a_case_that_is_not_there_is_refused_in_words(bureau: Bureau, change: ChangeSet) -> None:
    recorder = recorder_of("insp_month", bureau, change)
    recorder.begin_after("circular_late", 2)
    address = recorder.address("recording_step")
    page = recorder.client.get(address, {"task": "insp_visit/inspect", "case": "松涛中学·JC"}, follow=True)
    assert "这一步现在办不了" in page.content.decode()


def sentences(recorder: Recorder) -> list[str]:
    """What the page refuses."""
    found = recorder.tree().xpath("//*[contains(@class, 'bj-field__error') or @role='alert']")
    return [" ".join(one.text_content().split()) for one in found]

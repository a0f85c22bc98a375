"""A scenario is recorded by clicking through a trial case; it is played with the others from then on."""

import json

import pytest

from casework.cases.models import Case
from casework.changes.models import ChangeSet, Recording
from casework.changes.services import take_up
from casework.changes.trying import lines_of, run_scenario
from casework.organisations.models import Organisation, Person
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Draft, DraftFile, ProcessVersion
from processes.services import deploy, save_draft_file
from tests.casework.changes.conftest import AT, Bureau
from tests.casework.changes.recorder import Recorder

pytestmark = pytest.mark.django_db
ROW = {"items__0__clause": "实施方案三（二）", "items__0__measure": "补齐巡察记录。"}


@pytest.fixture
def draft(bureau: Bureau, change: ChangeSet) -> Draft:
    version = deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=AT)
    return take_up(change=change, version=version, by=bureau.manager, at=AT)


@pytest.fixture
def recorder(bureau: Bureau, draft: Draft) -> Recorder:
    return Recorder(bureau.manager, draft)


def changed(draft: Draft, path: str, was: str, now: str, bureau: Bureau) -> None:
    file = draft.files.get(path=path)
    assert was in file.content
    text = file.content.replace(was, now)
    save_draft_file(draft=draft, path=path, content=text, revision=file.revision, at=AT, by=bureau.manager)


@pytest.mark.persistence
def test_what_was_clicked_becomes_a_scenario_that_passes_until_the_draft_goes_another_way(
    bureau: Bureau, change: ChangeSet, draft: Draft, recorder: Recorder
) -> None:
    tables = (Case, ProcessVersion, Organisation, Person)
    before = [table.objects.count() for table in tables]
    recorder.begin("end_withdrawn")
    assert "核实定性" in recorder.text
    recorder.open("核实定性")
    assert "3月第二周有两天没有巡察记录。" in recorder.text
    recorder.fill(outcome="confirmed", **ROW)
    assert "确认成立，进入整改" in recorder.look()
    recorder.act("until", day="2026-03-10")
    recorder.open("拟稿")
    recorder.fill(outcome="drafted", basis="实施方案", contact="基教科", inspectors="基教科")
    recorder.save("核实成立，起草通知书")
    assert "✓ 通过" in recorder.text
    assert [table.objects.count() for table in tables] == before

    file = DraftFile.objects.get(draft=draft, path="rectify/scenarios/recorded_1.json")
    kept = json.loads(file.content)
    assert kept["name"] == "核实成立，起草通知书"
    assert [step.get("task") for step in kept["steps"]] == [
        "rectify_intake/verify",
        None,
        "doc_issue/draft_letter",
    ]
    assert kept["steps"][0]["role"] == "RL-03"
    assert kept["steps"][1] == {"at": "2026-03-10T09:00", "advance": True}
    assert kept["expect"]["path"] == ["verify", "draft_letter"]
    assert kept["expect"]["open"] == ["check_letter"]
    assert not Recording.objects.exists()
    assert file.path in {line.path for line in lines_of(change)}

    changed(draft, "rectify/D12.dmn", "D12-4", "D12-4a", bureau)
    run = run_scenario(change=change, draft=draft, path=file.path, by=bureau.manager, at=AT)
    assert run.problems[0].startswith("决策表“整改期限、签发级别与文书形式”应命中 D12-4，")


def test_the_last_step_is_taken_back_and_another_one_goes_on_from_there(recorder: Recorder) -> None:
    recorder.begin("end_false_alarm", "steps")
    assert "已经办结：撤销（误报）" in recorder.text
    recorder.act("back", left=0)
    assert recorder.recording.steps == []
    assert "核实定性" in recorder.text
    recorder.act("due")
    assert "现在没有在等的时限" in recorder.page.content.decode()
    recorder.act("until", day="2026-04-22")
    assert recorder.recording.steps == [{"at": "2026-04-22T09:00", "advance": True}]
    recorder.act("until", day="2026-04-01")
    assert "时间只能往前走" in recorder.page.content.decode()


def test_what_the_form_refuses_stays_typed_and_nothing_is_recorded(recorder: Recorder) -> None:
    recorder.begin("end_withdrawn")
    recorder.open("核实定性")
    recorder.fill(outcome="confirmed", items__0__clause="打了一半")
    assert recorder.page.status_code == 422
    assert "请填写“整改要求”" in recorder.text
    assert 'value="打了一半"' in recorder.text
    assert recorder.recording.steps == []
    recorder.fill(trial__refused="confirmed")
    assert recorder.page.status_code == 200
    assert recorder.recording.steps[0]["refused"] == "第 1 行：请填写“整改要求”。"
    assert "应当被拒绝" in recorder.text


def test_who_drafted_is_not_offered_for_checking_but_somebody_else_is(recorder: Recorder) -> None:
    recorder.begin_after("drafter_may_not_sign", 2)
    recorder.open("核稿")
    assert "第二人" in recorder.text
    assert "兼职人" not in recorder.text


def test_the_beginning_is_filled_in_anew_on_the_form(recorder: Recorder) -> None:
    recorder.begin("end_withdrawn", "anew")
    assert "场景怎样开始" in recorder.text
    recorder.fill(trial__day="")
    assert recorder.page.status_code == 422
    assert "请选开始的日期" in recorder.text
    recorder.fill(
        trial__day="2026-05-06",
        trial__who="CYG",
        findings__0__fact="换了一处事实",
        respondent="@organisation:试办一小",
        act="register",
    )
    script = recorder.recording.script
    assert script["start"]["at"] == "2026-05-06T09:00"
    assert script["start"]["office"] == "CYG"
    assert script["start"]["respondent"] == "试办一小"
    assert "换了一处事实" not in recorder.text
    assert "核实定性" in recorder.text


def test_a_message_is_sent_and_a_draft_that_went_on_tells_where_it_stops(
    bureau: Bureau, draft: Draft, recorder: Recorder
) -> None:
    recorder.begin_after("st16_extension_once", 8)
    recorder.open("延期")
    recorder.fill()
    assert recorder.recording.steps[-1]["message"] == "extension_requested"
    changed(draft, "rectify/forms/verify.json", '"confirmed"', '"agreed"', bureau)
    assert "第 1 步办不下去了" in recorder.look()
    recorder.act("back", left=0)
    assert "核实定性" in recorder.text


@pytest.mark.persistence
def test_two_windows_do_not_overwrite_each_other_and_names_are_one_each(recorder: Recorder) -> None:
    recorder.begin_after("end_withdrawn", 2)
    stale = recorder.recording.revision
    recorder.act("back", left=1)
    recorder.act("back", left=0, **{"trial-revision": stale})
    assert "另一个窗口里已经录了别的" in recorder.page.content.decode()
    assert len(recorder.recording.steps) == 1
    taken = json.loads(recorder.draft.files.get(path="rectify/scenarios/end_withdrawn.json").content)["name"]
    for name, said in ((taken, "同名的场景"), ("  ", "请填写这一项")):
        recorder.save(name)
        assert recorder.page.status_code == 422
        assert said in recorder.text
    recorder.act("give_up")
    assert not Recording.objects.exists()

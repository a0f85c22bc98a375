"""The scenarios of a draft are played on it, nothing of the play stays, and publishing waits for all of them."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.cases.models import Case
from casework.changes.drafts import draft_lines
from casework.changes.models import ChangeSet
from casework.changes.parameters import propose_in
from casework.changes.services import take_up
from casework.changes.trying import all_pass, lines_of, run_scenario, run_some
from casework.organisations.models import Organisation
from casework.policy.models import ParameterValue
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Draft, DraftFile, ProcessVersion
from processes.services import deploy, save_draft_file
from tests.casework.changes.conftest import AT, Bureau

pytestmark = pytest.mark.django_db
FOLDER = "visit_guid_school"


@pytest.fixture
def draft(bureau: Bureau, change: ChangeSet) -> Draft:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=AT)
    version = deploy(bundle=read_bundle(DEFINITIONS / FOLDER), at=AT)
    return take_up(change=change, version=version, by=bureau.manager, at=AT)


@pytest.mark.persistence
def test_every_scenario_of_a_copy_passes_and_leaves_nothing(
    bureau: Bureau, change: ChangeSet, draft: Draft
) -> None:
    before = (Case.objects.count(), ProcessVersion.objects.count(), Organisation.objects.count())
    while run_some(change=change, by=bureau.manager, at=AT)[1]:
        pass
    lines = lines_of(change)
    assert lines
    assert [line.run.problems for line in lines if line.run] == [[] for _ in lines]
    assert all(line.has_passed for line in lines)
    assert (Case.objects.count(), ProcessVersion.objects.count(), Organisation.objects.count()) == before
    assert not Organisation.objects.filter(is_active=False).exists()


def changed(draft: Draft, path: str, was: str, now: str, bureau: Bureau) -> None:
    file = draft.files.get(path=path)
    assert was in file.content
    save_draft_file(
        draft=draft,
        path=path,
        content=file.content.replace(was, now),
        revision=file.revision,
        at=AT,
        by=bureau.manager,
    )


def test_a_change_that_takes_another_way_fails_with_the_reason_and_the_way_lit_up(
    bureau: Bureau, change: ChangeSet, draft: Draft
) -> None:
    path = next(file.path for file in draft.files.filter(path__contains="/scenarios/").order_by("path"))
    raw = json.loads(draft.files.get(path=path).content)
    end = raw["expect"]["end"]
    changed(draft, path, f'"end": "{end}"', '"end": "别的结束"', bureau)
    run = run_scenario(change=change, draft=draft, path=path, by=bureau.manager, at=AT)
    assert any("别的结束" in problem and end in problem for problem in run.problems)
    main = next(picture for picture in run.pictures if picture["process"] == FOLDER)
    assert main["state"]["completed"]
    assert main["state"]["flows"]


def test_publishing_waits_for_every_scenario_of_what_was_changed(
    bureau: Bureau, change: ChangeSet, draft: Draft
) -> None:
    assert all_pass(change, draft_lines(change)) == []
    changed(draft, f"{FOLDER}/process.bpmn", 'name="通知学校"', 'name="告知学校"', bureau)
    waiting = all_pass(change, draft_lines(change))
    assert len(waiting) == len(lines_of(change))
    assert "还没有" in waiting[0][1]
    while run_some(change=change, by=bureau.manager, at=AT)[1]:
        pass
    assert all_pass(change, draft_lines(change)) == []
    changed(draft, f"{FOLDER}/process.bpmn", 'name="告知学校"', 'name="知会学校"', bureau)
    assert len(all_pass(change, draft_lines(change))) == len(waiting)


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"name": 1}', '{"name": "x", "start": {"at": "x"}, "steps": [], "expect": {}}']
)
def test_a_scenario_that_nobody_can_play_says_so(
    content: str, bureau: Bureau, change: ChangeSet, draft: Draft
) -> None:
    path = f"{FOLDER}/scenarios/broken.json"
    save_draft_file(draft=draft, path=path, content=content, revision=0, at=AT, by=bureau.manager)
    run = run_scenario(change=change, draft=draft, path=path, by=bureau.manager, at=AT)
    assert len(run.problems) == 1
    assert lines_of(change)


def test_a_draft_that_the_check_refuses_is_not_played(
    bureau: Bureau, change: ChangeSet, draft: Draft
) -> None:
    changed(draft, f"{FOLDER}/process.bpmn", 'name="cases.report"', 'name="cases.nothing"', bureau)
    line = lines_of(change)[0]
    run = run_scenario(change=change, draft=draft, path=line.path, by=bureau.manager, at=AT)
    assert "检查没有通过" in run.problems[0]


def test_a_trial_counts_with_the_parameters_that_the_change_proposes(
    bureau: Bureau, change: ChangeSet
) -> None:
    version = deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=AT)
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    played: dict[str, Any] = {
        "change": change,
        "draft": draft,
        "path": "rectify/scenarios/st16_extension_once.json",
    }
    assert run_scenario(**played, by=bureau.manager, at=AT).has_passed
    propose_in(
        change=change,
        code="PRM_EXT_MAX_WD",
        value=5,
        effective_from=date(2026, 9, 1),
        source="新规定",
        today=AT.date(),
        by=bureau.manager,
        at=AT,
    )
    line = next(line for line in lines_of(change) if line.path == played["path"])
    assert not line.is_current
    run = run_scenario(**played, by=bureau.manager, at=AT)
    assert "不能超过" in run.problems[0]
    # One that states a value is about that value.
    stated = '"parameters": {"PRM_EXT_MAX_WD": 10}, "start": {'
    changed(draft, played["path"], '"start": {', stated, bureau)
    assert run_scenario(**played, by=bureau.manager, at=AT).has_passed
    assert not ParameterValue.objects.confirmed().exists()


def test_the_manager_plays_and_sees_the_way_through_the_page(
    bureau: Bureau, change: ChangeSet, draft: Draft, client: Client
) -> None:
    client.force_login(bureau.manager)
    page = reverse("changes:scenarios", args=[change.pk])
    assert "没有试办" in client.get(page).content.decode()
    file = DraftFile.objects.filter(draft=draft, path__contains="/scenarios/").order_by("path")[0]
    answer = client.post(
        reverse("changes:run_one", args=[change.pk, draft.pk]), {"path": file.path}, follow=True
    )
    text = answer.content.decode()
    assert "✓ 通过" in text
    state = text.partition('state="')[2].partition('"')[0]
    assert client.get(state).json()["completed"]
    assert client.get(page).content.decode().count("✓ 通过") == 1

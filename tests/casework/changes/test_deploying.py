"""A folder of the programme does not put aside what was changed in the browser, unless somebody says so."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from casework.audit.models import Event
from casework.changes.management.commands import deploy as command
from casework.changes.services import ChangedInBrowser, deploy_folder, take_up
from processes.services import version_in_force
from tests.casework.changes.authoring import SIMPLE
from tests.casework.changes.conftest import AT
from tests.casework.changes.desk import SOON, Desk
from tests.processes.diagrams import NOTE, bundle, diagram

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
LATER = AT + timedelta(hours=1)
MILESTONES = '<bpmn:extensionElements><banjie:milestones names="甲" namesEn="A"/></bpmn:extensionElements>'
UPGRADE = bundle(diagram(MILESTONES + SIMPLE), NOTE.replace("说明".encode(), "升级".encode()))


@pytest.fixture
def published(desk: Desk) -> Desk:
    desk.edit()
    desk.hand_in()
    desk.do(desk.bureau.head, "confirmed")
    desk.do(desk.bureau.deputy, "approved")
    return desk


def page(desk: Desk) -> str:
    client = Client()
    client.force_login(desk.bureau.manager)
    return client.get(reverse("changes:change", args=[desk.change.pk])).content.decode()


def test_it_is_refused_and_nothing_is_kept(published: Desk) -> None:
    with pytest.raises(ChangedInBrowser) as refused:
        deploy_folder(bundle=UPGRADE, at=LATER)
    assert refused.value.published.change == published.change
    assert version_in_force("main", on=SOON).number == 2


def test_the_folder_as_it_was_deployed_before_changes_nothing_and_says_what_is_ahead(published: Desk) -> None:
    done = deploy_folder(bundle=bundle(diagram(SIMPLE)), at=LATER)
    assert (done.version, done.ahead) == (published.version, published.change.versions.get())


def test_over_the_browser_it_takes_the_place_and_the_change_says_so(published: Desk) -> None:
    done = deploy_folder(bundle=UPGRADE, at=LATER, over_browser=True)
    assert version_in_force("main", on=SOON) == done.version
    assert Event.objects.filter(chain=published.change.pk, kind="change.deployed_over").count() == 1
    assert deploy_folder(bundle=UPGRADE, at=LATER + timedelta(hours=1)).version == done.version
    html = page(published)
    assert "系统管理员部署了第3版" in html
    assert "它代替了这份变更发布的版本" in html


def test_an_open_draft_of_an_older_version_is_told(desk: Desk) -> None:
    take_up(change=desk.change, version=desk.version, by=desk.bureau.manager, at=AT)
    assert "系统管理员部署了" not in page(desk)
    deploy_folder(bundle=UPGRADE, at=LATER)
    html = page(desk)
    assert "系统管理员部署了第2版" in html
    assert "在新版上修改" in html


def test_what_was_taken_back_stands_in_nobodys_way(published: Desk) -> None:
    later = AT + timedelta(days=13)
    published.do(published.bureau.manager, "withdraw", at=later, reason="学校填不出来")
    published.do(published.bureau.deputy, "approved", at=later)
    assert deploy_folder(bundle=UPGRADE, at=later).version.number == 3


def test_the_command_tells_by_which_change_and_fails_only_where_the_folder_was_named(
    published: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, content in UPGRADE.files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    monkeypatch.setattr(command, "DEFINITIONS", tmp_path)
    said, wrong = StringIO(), StringIO()
    call_command("deploy", stdout=said, stderr=wrong)
    assert "流程变更“缩短期限”于2026年4月24日在浏览器里发布" in wrong.getvalue()
    assert "--over-browser" in wrong.getvalue()
    with pytest.raises(CommandError, match="缩短期限"):
        call_command("deploy", "trial", stdout=said)
    call_command("deploy", "trial", over_browser=True, stdout=said)
    assert "第3版" in said.getvalue()

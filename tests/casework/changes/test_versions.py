"""流程版本: every version is read, compared and taken along by those who may, in as many statements for many as for one."""

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.changes.comparing import Comparison, compare
from casework.changes.models import ChangeSet
from casework.changes.services import take_up
from casework.organisations.models import Person
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.models import Draft, ProcessVersion
from processes.services import deploy, draft_bundle, save_draft_file, version_bundle
from tests.casework.changes.conftest import AT, Bureau

pytestmark = pytest.mark.django_db
DIAGRAM = "trial/process.bpmn"


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def renamed(version: ProcessVersion, name: str) -> ProcessVersion:
    made = version_bundle(version)
    text = made.files[DIAGRAM].decode().replace('name="任务u"', f'name="{name}"')
    return deploy(bundle=Bundle(made.main, {**made.files, DIAGRAM: text.encode()}), at=AT)


@pytest.mark.persistence
def test_the_register_lists_versions_and_what_is_in_force(bureau: Bureau, version: ProcessVersion) -> None:
    renamed(version, "复核")
    page = browser(bureau.officer).get(reverse("versions:index")).content.decode()
    assert "第1版" in page
    assert "第2版" in page
    assert "现行" in page
    assert "已替换" in page
    assert "2026年4月24日（周五）为止" in page


def test_what_another_page_points_at_is_lit_up(bureau: Bureau, version: ProcessVersion) -> None:
    client = browser(bureau.officer)
    address = reverse("versions:version", args=[version.pk])
    step = client.get(address, {"file": DIAGRAM, "at": "u"}).content.decode()
    assert "{&quot;current&quot;: [&quot;u&quot;]}" in step
    assert 'id="shown"' in step
    for asked in ({"file": "trial/nothing.dmn", "at": "x"}, {"file": "../settings.py"}, {"at": "u"}):
        assert 'id="shown"' not in client.get(address, asked).content.decode()


@pytest.mark.persistence
def test_more_versions_cost_no_more_statements(bureau: Bureau, version: ProcessVersion) -> None:
    client = browser(bureau.officer)
    client.get(reverse("versions:index"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("versions:index"))
    for number in range(5):
        renamed(version, f"复核{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("versions:index"))
    assert len(many) == len(few)


def test_two_versions_are_compared_whichever_comes_first(bureau: Bureau, version: ProcessVersion) -> None:
    other, client = renamed(version, "复核"), browser(bureau.auditor)
    for pair in ([version.pk, other.pk], [other.pk, version.pk]):
        page = client.get(reverse("versions:against", args=pair)).content.decode()
        assert "任务“任务u”改名为“复核”" in page
        assert page.index(reverse("versions:file", args=[version.pk, DIAGRAM])) < page.index(
            reverse("versions:file", args=[other.pk, DIAGRAM])
        )


def test_versions_of_two_processes_are_not_compared(bureau: Bureau, version: ProcessVersion) -> None:
    foreign = deploy(bundle=read_bundle(DEFINITIONS / "expiry"), at=AT)
    assert (
        browser(bureau.officer).get(reverse("versions:against", args=[version.pk, foreign.pk])).status_code
        == 404
    )


def test_a_version_of_every_real_process_can_be_read(bureau: Bureau) -> None:
    client = browser(bureau.manager)
    for folder in ("rectify", "ven_vet", "expiry"):
        made = deploy(bundle=read_bundle(DEFINITIONS / folder), at=AT)
        page = client.get(reverse("versions:version", args=[made.pk]))
        assert page.status_code == 200
        for words in ("决策表", "表单", "文书") if folder == "rectify" else ("表单",):
            assert words in page.content.decode()


def test_the_archive_holds_the_files_as_they_were_published(bureau: Bureau, version: ProcessVersion) -> None:
    answer = browser(bureau.officer).get(reverse("versions:archive", args=[version.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == dict(version_bundle(version).files)


def test_a_single_file_is_taken_along_and_an_unknown_one_is_not_there(
    bureau: Bureau, version: ProcessVersion
) -> None:
    client = browser(bureau.officer)
    answer = client.get(reverse("versions:file", args=[version.pk, DIAGRAM]), {"download": ""})
    assert answer.content == version_bundle(version).files[DIAGRAM]
    assert "process.bpmn" in answer["Content-Disposition"]
    for address in ([version.pk, "trial/none.bpmn"], [uuid4(), DIAGRAM], [version.pk, "../settings.py"]):
        assert client.get(reverse("versions:file", args=address)).status_code == 404


def test_schools_and_vendors_see_no_versions(bureau: Bureau, version: ProcessVersion) -> None:
    for person in (bureau.principal, bureau.clerk):
        client = browser(person)
        assert client.get(reverse("versions:index")).status_code == 403
        assert client.get(reverse("versions:version", args=[version.pk])).status_code == 403


def compared(draft: Draft) -> Comparison:
    return compare(version_bundle(draft.base), draft_bundle(draft), was=str, now=str)


def test_a_change_says_what_its_drafts_change(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    assert compared(draft).is_empty
    text = version_bundle(version).files[DIAGRAM].decode().replace('name="任务u"', 'name="复核"')
    save_draft_file(draft=draft, path=DIAGRAM, content=text, revision=1, at=AT, by=bureau.manager)
    ((name, found),) = compared(draft).groups
    assert (name, [one.sentence for one in found]) == ("流程图", ["任务“任务u”改名为“复核”"])
    page = browser(bureau.officer).get(reverse("changes:differences", args=[change.pk])).content.decode()
    assert "任务“任务u”改名为“复核”" in page


def test_a_draft_that_cannot_be_read_is_told_and_breaks_no_page(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    save_draft_file(draft=draft, path=DIAGRAM, content="<broken", revision=1, at=AT, by=bureau.manager)
    page = browser(bureau.officer).get(reverse("changes:differences", args=[change.pk])).content.decode()
    assert "现在读不出来" in page


def test_a_version_that_comes_later_waits(bureau: Bureau, version: ProcessVersion) -> None:
    later = renamed(version, "复核")
    ProcessVersion.objects.filter(pk=later.pk).update(effective_from=date(2999, 1, 4))
    page = browser(bureau.officer).get(reverse("versions:index")).content.decode()
    assert "待施行" in page
    assert "2999年1月4日" in page

"""A shared fragment is changed once: every process of the change that calls it changes with it, or none is published."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from casework.cases.clock import local_date
from casework.changes.faults import faults_of
from casework.changes.models import ChangeSet
from casework.changes.services import drop_draft, remove_file, save_file, take_up, take_up_users
from casework.changes.services.publishing import publish
from casework.changes.sharing import SharedFragment, shared_fragments
from processes.bundle import Bundle
from processes.models import DefinitionFile, Draft, ProcessVersion
from processes.services import Coming, DeployRefused, deploy
from tests.casework.changes.conftest import AT, Bureau
from tests.processes.diagrams import NOTE, called_process, chain, diagram, end, start, user_task

pytestmark = [pytest.mark.django_db, pytest.mark.persistence]
FRAGMENT, FORM = "frag/process.bpmn", "frag/forms/note.json"
CALLS = start() + called_process("call", called="frag") + end() + chain("start", "call", "end")


def browser(bureau: Bureau) -> Client:
    client = Client()
    client.force_login(bureau.manager)
    return client


def fragment(label: str = "审签") -> bytes:
    body = start() + user_task("sign") + end(label=label) + chain("start", "sign", "end")
    return diagram(body, process="frag").replace(b'name="frag"', 'name="拟稿审签"'.encode())


def caller(name: str, text: bytes | None = None, *, coming: Coming | None = None) -> ProcessVersion:
    main = diagram(CALLS, process=name).replace(f'name="{name}"'.encode(), f'name="流程{name}"'.encode())
    files = {f"{name}/process.bpmn": main, FRAGMENT: text or fragment(), FORM: NOTE}
    return deploy(bundle=Bundle(name, files), at=AT, coming=coming)


@pytest.fixture
def callers(db: None) -> list[ProcessVersion]:
    """Two that share the fragment, and one that has changed its own long ago."""
    return [caller("alpha"), caller("beta"), caller("gamma", fragment("早先改过"))]


@pytest.fixture
def taken(change: ChangeSet, bureau: Bureau, callers: list[ProcessVersion]) -> Draft:
    return take_up(change=change, version=callers[0], by=bureau.manager, at=AT)


def seen(change: ChangeSet) -> SharedFragment:
    (found,) = shared_fragments(change, local_date(AT))
    return found


def edit(draft: Draft, change: ChangeSet, bureau: Bureau, label: str = "新的结束") -> None:
    file = draft.files.get(path=FRAGMENT)
    save_file(
        change=change, draft=draft, path=FRAGMENT, content=fragment(label).decode(), revision=file.revision,
        by=bureau.manager, at=AT,
    )  # fmt: skip


def text_of(change: ChangeSet, folder: str) -> str:
    return Draft.objects.get(key=change.pk, folder=folder).files.get(path=FRAGMENT).content


def test_who_uses_a_fragment_is_told_in_words(change: ChangeSet, taken: Draft, bureau: Bureau) -> None:
    found = seen(change)
    assert (found.name, found.changed) == ("拟稿审签", False)
    assert (found.together, [one.name for one in found.left], found.apart) == (
        ["流程alpha"],
        ["流程beta"],
        ["流程gamma"],
    )
    page = browser(bureau).get(f"/changes/{change.pk}/").content.decode()
    assert "用到它的流程：流程alpha、流程beta（不在这份变更里）" in page
    assert "不跟着改：流程gamma" in page


def test_a_change_to_it_waits_for_all_that_call_it(change: ChangeSet, taken: Draft, bureau: Bureau) -> None:
    edit(taken, change, bureau)
    (fault,) = faults_of(change, at=AT)
    assert "共用的“拟稿审签”改了，用到它的流程还没有一起列入：流程beta。" in str(fault)

    browser(bureau).post(f"/changes/{change.pk}/together/", {"folder": "frag"})
    assert "新的结束" in text_of(change, "beta")
    assert not [fault for fault in faults_of(change, at=AT) if "一起列入" in str(fault)]


def test_those_published_for_a_later_day_call_it_too(change: ChangeSet, taken: Draft, bureau: Bureau) -> None:
    later = Coming(effective_from=localdate() + timedelta(days=30))
    caller("delta", coming=later)
    beta = caller("beta", fragment("已经另改"), coming=later)
    found = seen(change)
    assert ([one.name for one in found.left], found.apart) == (["流程delta"], ["流程beta", "流程gamma"])
    client = browser(bureau)
    page = client.get(f"/changes/{change.pk}/").content.decode()
    assert "流程delta（不在这份变更里，20" in page
    assert f'<option value="{beta.pk}">流程beta（第2版，20' in page
    edit(taken, change, bureau)
    client.post(f"/changes/{change.pk}/together/", {"folder": "frag"})
    assert "新的结束" in text_of(change, "delta")


def test_saved_in_one_it_is_saved_in_all_that_share_it(
    change: ChangeSet, taken: Draft, bureau: Bureau, callers: list[ProcessVersion]
) -> None:
    take_up_users(change=change, folder="frag", by=bureau.manager, at=AT)
    take_up(change=change, version=callers[2], by=bureau.manager, at=AT)
    edit(Draft.objects.get(key=change.pk, folder="beta"), change, bureau)
    assert "新的结束" in text_of(change, "alpha")
    assert "早先改过" in text_of(change, "gamma")
    edit(Draft.objects.get(key=change.pk, folder="alpha"), change, bureau, "又一次")
    assert "又一次" in text_of(change, "beta")


def test_files_come_and_go_in_all_of_them(change: ChangeSet, taken: Draft, bureau: Bureau) -> None:
    take_up_users(change=change, folder="frag", by=bureau.manager, at=AT)
    beta = Draft.objects.get(key=change.pk, folder="beta")
    place = "frag/forms/more.json"
    save_file(
        change=change, draft=taken, path=place, content=NOTE.decode(), revision=0, by=bureau.manager, at=AT
    )
    assert beta.files.filter(path=place).exists()
    own = "alpha/forms/own.json"
    save_file(
        change=change, draft=taken, path=own, content=NOTE.decode(), revision=0, by=bureau.manager, at=AT
    )
    assert not beta.files.filter(path=own).exists()
    remove_file(change=change, draft=beta, path=place, revision=1, by=bureau.manager, at=AT)
    assert not taken.files.filter(path=place).exists()


def test_all_of_them_are_published_or_none(change: ChangeSet, taken: Draft, bureau: Bureau) -> None:
    take_up_users(change=change, folder="frag", by=bureau.manager, at=AT)
    edit(taken, change, bureau)
    ChangeSet.objects.filter(pk=change.pk).update(status=ChangeSet.Status.REVIEW)
    beta = Draft.objects.get(key=change.pk, folder="beta")
    main = beta.files.get(path="beta/process.bpmn")
    whole = main.content
    beta.files.filter(pk=main.pk).update(
        content=whole.replace('calledElement="frag"', 'calledElement="nobody"')
    )
    before = ProcessVersion.objects.count()
    with pytest.raises(DeployRefused):
        publish(change=change, by=bureau.deputy, at=AT)
    assert ProcessVersion.objects.count() == before

    beta.files.filter(pk=main.pk).update(content=whole)
    made = publish(change=change, by=bureau.deputy, at=AT)
    texts = DefinitionFile.objects.filter(version__in=made, path=FRAGMENT).values_list("content", flat=True)
    assert len(set(texts)) == 1
    assert "新的结束" in texts[0]
    assert len(made) == 2


def test_a_process_that_was_dropped_is_asked_for_again(
    change: ChangeSet, taken: Draft, bureau: Bureau
) -> None:
    take_up_users(change=change, folder="frag", by=bureau.manager, at=AT)
    edit(taken, change, bureau)
    beta = Draft.objects.get(key=change.pk, folder="beta")
    drop_draft(change=change, draft=beta, by=bureau.manager, at=AT)
    assert [one.name for one in seen(change).left] == ["流程beta"]


def test_the_page_takes_the_same_statements_however_many_share(
    change: ChangeSet, taken: Draft, bureau: Bureau
) -> None:
    with CaptureQueriesContext(connection) as few:
        shared_fragments(change, local_date(AT))
    for name in ("delta", "epsilon"):
        caller(name)
    take_up_users(change=change, folder="frag", by=bureau.manager, at=AT)
    with CaptureQueriesContext(connection) as many:
        shared_fragments(change, local_date(AT))
    assert len(many) == len(few)

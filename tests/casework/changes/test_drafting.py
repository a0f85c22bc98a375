"""Drafts of a change: copies that nothing runs on, saved by whoever saw the last revision, closed with the change."""

import pytest

from casework.changes.models import ChangeSet
from casework.changes.services import NotOpen, abandon, drafts_of, drop_draft, take_up
from processes.models import ProcessVersion
from processes.services import (
    DraftMovedOn,
    DraftTooLarge,
    NotADraftFile,
    draft_bundle,
    remove_draft_file,
    save_draft_file,
    version_bundle,
)
from tests.casework.changes.conftest import AT, Bureau

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
PATH = "trial/forms/note.json"


def test_a_draft_is_a_copy_of_the_version_and_taken_up_once(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    again = take_up(change=change, version=version, by=bureau.manager, at=AT)
    assert draft.pk == again.pk
    assert draft_bundle(draft).digest == version_bundle(version).digest == version.digest


def test_of_two_who_save_the_same_revision_the_second_is_told(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    first = save_draft_file(draft=draft, path=PATH, content="{}", revision=1, at=AT, by=bureau.manager)
    assert (first.revision, first.content) == (2, "{}")
    with pytest.raises(DraftMovedOn) as told:
        save_draft_file(draft=draft, path=PATH, content="[]", revision=1, at=AT, by=bureau.head)
    assert told.value.current == first
    assert draft_bundle(draft).files[PATH] == b"{}"
    assert version_bundle(version).files[PATH] != b"{}"


def test_a_file_is_made_once_and_removed_by_who_saw_it(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    draft, path = take_up(change=change, version=version, by=bureau.manager, at=AT), "trial/forms/more.json"
    made = save_draft_file(draft=draft, path=path, content="{}", revision=0, at=AT, by=bureau.manager)
    with pytest.raises(DraftMovedOn):
        save_draft_file(draft=draft, path=path, content="[]", revision=0, at=AT, by=bureau.manager)
    with pytest.raises(DraftMovedOn):
        remove_draft_file(draft=draft, path=path, revision=7)
    remove_draft_file(draft=draft, path=path, revision=made.revision)
    assert path not in draft_bundle(draft).files


@pytest.mark.parametrize(
    "path",
    ["../x.json", "trial/x.py", "trial/forms/../x.json", "trial/forms/a.exe", "trial/.bpmn/x", "x.bpmn",
     "trial/forms/deep/x.json", "trial/sub/x.bpmn", "trial/forms/a\x00.json", "trial/" + "长" * 200 + ".bpmn"],
)  # fmt: skip
def test_a_path_that_has_no_place_in_a_definition_is_refused(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion, path: str
) -> None:
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    with pytest.raises(NotADraftFile):
        save_draft_file(draft=draft, path=path, content="{}", revision=0, at=AT, by=bureau.manager)


def test_what_no_database_keeps_and_what_is_too_large_is_refused(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    for content in ("\x00", "\ud800"):
        with pytest.raises(NotADraftFile):
            save_draft_file(draft=draft, path=PATH, content=content, revision=1, at=AT, by=bureau.manager)
    with pytest.raises(DraftTooLarge):
        save_draft_file(draft=draft, path=PATH, content="长" * 400_000, revision=1, at=AT, by=bureau.manager)


def test_a_process_that_is_dropped_takes_its_draft_along(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    draft = take_up(change=change, version=version, by=bureau.manager, at=AT)
    drop_draft(change=change, draft=draft, by=bureau.manager, at=AT)
    assert not drafts_of(change).exists()


def test_in_a_change_that_was_given_up_nothing_changes_any_more(
    bureau: Bureau, change: ChangeSet, version: ProcessVersion
) -> None:
    take_up(change=change, version=version, by=bureau.manager, at=AT)
    abandon(change=change, by=bureau.manager, at=AT)
    with pytest.raises(NotOpen):
        take_up(change=change, version=version, by=bureau.manager, at=AT)
    assert drafts_of(change).count() == 1

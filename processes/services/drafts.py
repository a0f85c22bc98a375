"""Drafts: the files of a version, copied to be changed; every save says which revision it began with."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from processes.models import DefinitionFile, Draft, DraftFile, ProcessVersion

# A path of a bundle: the folder, perhaps one for forms, letters or scenarios, and the file.
PLACE = re.compile(
    r"[a-z0-9_]{1,80}/(?:(?:forms|letters|scenarios)/[^/\x00-\x1f\\]{1,80}\.json|[^/\x00-\x1f\\]{1,80}\.(?:bpmn|dmn))"
)
LARGEST_FILE = 1024 * 1024
MOST_FILES = 300


class DraftMovedOn(Exception):
    """Somebody saved the file meanwhile; ``current`` is as it is now, None where it was removed."""

    def __init__(self, path: str, current: DraftFile | None) -> None:
        super().__init__(path)
        self.current = current


class NotADraftFile(ValueError):
    """A path that has no place in a definition, or a text that the database cannot keep."""


class DraftTooLarge(ValueError):
    """A file of more than 1 MB, or more than 300 files."""


def begin_draft(*, key: UUID, version: ProcessVersion, at: datetime, by: Any) -> Draft:
    """Copy every file of ``version`` for the change ``key``; a draft that the change has already is returned."""
    with transaction.atomic():
        draft, is_new = Draft.objects.get_or_create(
            key=key, folder=version.folder, defaults={"base": version, "begun_at": at, "begun_by": by}
        )
        if is_new:
            files = DefinitionFile.objects.filter(version=version).values_list("path", "content")
            DraftFile.objects.bulk_create(
                DraftFile(draft=draft, path=path, content=content, changed_at=at, changed_by=by)
                for path, content in files
            )
    return draft


def save_draft_file(
    *, draft: Draft, path: str, content: str, revision: int, at: datetime, by: Any
) -> DraftFile:
    """Keep ``content`` if the file is still at ``revision``; 0 makes a new file.

    Raises DraftMovedOn, NotADraftFile, DraftTooLarge.
    """
    _check(path, content)
    if revision == 0:
        return _create(draft, path, content, at, by)
    changed = DraftFile.objects.filter(draft=draft, path=path, revision=revision).update(
        content=content, revision=revision + 1, changed_at=at, changed_by=by
    )
    current = DraftFile.objects.filter(draft=draft, path=path).first()
    if not changed or current is None:
        raise DraftMovedOn(path, current)
    return current


def remove_draft_file(*, draft: Draft, path: str, revision: int) -> None:
    """Raises DraftMovedOn."""
    found = DraftFile.objects.filter(draft=draft, path=path)
    if not found.filter(revision=revision).delete()[0]:
        raise DraftMovedOn(path, found.first())


def _create(draft: Draft, path: str, content: str, at: datetime, by: Any) -> DraftFile:
    if DraftFile.objects.filter(draft=draft).count() >= MOST_FILES:
        raise DraftTooLarge(f"一个流程最多 {MOST_FILES} 个文件。")
    try:
        with transaction.atomic():
            return DraftFile.objects.create(
                draft=draft, path=path, content=content, changed_at=at, changed_by=by
            )
    except IntegrityError as error:
        raise DraftMovedOn(path, DraftFile.objects.filter(draft=draft, path=path).first()) from error


def _check(path: str, content: str) -> None:
    if len(path) > 200 or PLACE.fullmatch(path) is None:
        raise NotADraftFile(
            "文件名不对：流程图是 .bpmn，决策表是 .dmn，表单、文书和场景是各自文件夹里的 .json。"
        )
    try:
        size = len(content.encode())
    except UnicodeEncodeError:
        raise NotADraftFile("内容里有不能保存的字符。") from None
    if "\x00" in content:
        raise NotADraftFile("内容里有不能保存的字符。")
    if size > LARGEST_FILE:
        raise DraftTooLarge(f"一个文件最大 {LARGEST_FILE // 1024 // 1024} MB。")

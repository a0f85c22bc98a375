"""Fragments that several processes call: each version carries its own copy, and within one change all copies are one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from processes.models import DefinitionFile, Draft, DraftFile


def folder_of(path: str) -> str:
    return path.partition("/")[0]


def spread(*, draft: Draft, path: str, was: str | None, at: datetime, by: Any) -> list[Draft]:
    """Give the other drafts of the same change the file at ``path`` as ``draft`` has it now, or take it from them.

    Only those whose own was ``was``, as this draft's had been (None: they had none, but have its folder): a process that
    has a text of its own keeps it. Returns those that were changed. The caller holds the change locked.
    """
    now = DraftFile.objects.filter(draft=draft, path=path).values_list("content", flat=True).first()
    others = Draft.objects.filter(key=draft.key).exclude(pk=draft.pk).select_related("base")
    if was is None:
        folder = folder_of(path)
        sharing = DraftFile.objects.filter(path__startswith=f"{folder}/").values("draft")
        having = DraftFile.objects.filter(path=path).values("draft")
        found = list(others.filter(pk__in=sharing).exclude(pk__in=having).exclude(folder=folder))
        for other in found:
            _put(other, path, now or "", at, by)
        return found
    found = []
    for file in DraftFile.objects.filter(draft__in=others, path=path).select_related("draft__base"):
        if file.content == was:
            _set(file, now, at, by)
            found.append(file.draft)
    return found


def catch_up(*, draft: Draft, at: datetime, by: Any) -> None:
    """Let a draft that has just begun have what its change has already made of the fragments that it shares."""
    own = _base(draft)
    for other in Draft.objects.filter(key=draft.key).exclude(pk=draft.pk).order_by("begun_at", "pk"):
        for path, was, now in _changed(other):
            if own.get(path) != was or (was is None and not _has_folder(own, draft, path)):
                continue
            file = DraftFile.objects.filter(draft=draft, path=path).first()
            if file is not None:
                _set(file, now, at, by)
            elif now is not None:
                _put(draft, path, now, at, by)


def _changed(draft: Draft) -> Iterator[tuple[str, str | None, str | None]]:
    before, now = _base(draft), dict(DraftFile.objects.filter(draft=draft).values_list("path", "content"))
    for path in sorted(before.keys() | now.keys()):
        if before.get(path) != now.get(path):
            yield path, before.get(path), now.get(path)


def _base(draft: Draft) -> Mapping[str, str]:
    return dict(DefinitionFile.objects.filter(version=draft.base_id).values_list("path", "content"))


def _has_folder(files: Mapping[str, str], draft: Draft, path: str) -> bool:
    folder = folder_of(path)
    return folder != draft.folder and any(folder_of(known) == folder for known in files)


def _put(draft: Draft, path: str, content: str, at: datetime, by: Any) -> None:
    DraftFile.objects.create(draft=draft, path=path, content=content, changed_at=at, changed_by=by)


def _set(file: DraftFile, content: str | None, at: datetime, by: Any) -> None:
    if content is None:
        file.delete()
        return
    file.content, file.revision, file.changed_at, file.changed_by = content, file.revision + 1, at, by
    file.save(update_fields=["content", "revision", "changed_at", "changed_by"])

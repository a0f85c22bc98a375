"""The files of a version, or of a draft, as the bundle that they are."""

from typing import Any

from django.db.models import QuerySet

from processes.bundle import Bundle
from processes.models import DefinitionFile, Draft, DraftFile, ProcessVersion


def version_bundle(version: ProcessVersion) -> Bundle:
    return bundle_of(version.folder, DefinitionFile.objects.filter(version=version))


def draft_bundle(draft: Draft) -> Bundle:
    """The files as they would be published."""
    return bundle_of(draft.folder, DraftFile.objects.filter(draft=draft))


def bundle_of(folder: str, rows: QuerySet[Any]) -> Bundle:
    """``rows`` have a path and a content, in one statement."""
    return Bundle(
        main=folder, files={path: text.encode() for path, text in rows.values_list("path", "content")}
    )
